"""Orders on other machines: a Dask cluster whose workers see the same folders and hold the same kit.

Tables never travel: an order is paths and hashes, an outcome is a record. A worker that is lost leaves nothing under a
final name, and its order goes once to another one.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager

from gtkit.errors import ConfigurationError

_PATIENCE = 30  # seconds for a scheduler to answer


class MissingExtra(ConfigurationError):
    """A part of gtkit that is installed on demand; `hint` is its name."""

    code = "missing_extra"


class NoCluster(ConfigurationError):
    """An address where no scheduler answers."""

    code = "no_cluster"


@contextmanager
def executor(address: str) -> Iterator[Executor]:
    """An executor over the workers of a scheduler.

    Parameters
    ----------
    address : str
        Such as ``tcp://10.0.0.5:8786``.

    Raises MissingExtra without the extra ``cluster``, NoCluster when nobody answers.
    """
    try:
        from distributed import Client  # noqa: PLC0415 - an extra
    except ImportError:
        raise MissingExtra("--cluster", expected="distributed", hint="cluster") from None
    try:
        client = Client(address, timeout=_PATIENCE)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise NoCluster("--cluster", found=address, hint=type(error).__name__) from None
    try:
        yield client.get_executor(pure=False, retries=1)  # type: ignore[no-untyped-call]
    finally:
        client.close()  # type: ignore[no-untyped-call]
