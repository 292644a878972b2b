"""A disk that refuses: the nth call of one kind below a folder fails, in this process or in those that it forks."""

from __future__ import annotations

import builtins
import ctypes
import errno
import io
import mmap
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from gtkit.pipeline import production
from gtkit.pipeline.job import Job

_VERSION, _OVERRIDES = 0x20080522, 0b1110  # of Linux's capabilities; those that pass over the rights of files
CALLS = ("open", "mkdir", "write", "fsync", "rename", "replace")


def put_on(refuse: Mapping[str, Any]) -> None:
    """Refuse as asked.

    Parameters
    ----------
    refuse : mapping
        ``call``, one of `CALLS`, and ``nth``, from 1; ``below``, the folder; ``mark``, a file made when the call is
        refused. Or ``size``: no file may grow past so many bytes, which the system itself enforces. Or
        ``cell_seconds``: the limit of a cell, for want of one that takes five minutes.
    """
    if "size" in refuse:
        import resource  # noqa: PLC0415 - Unix's

        resource.setrlimit(resource.RLIMIT_FSIZE, (refuse["size"], refuse["size"]))
    elif "cell_seconds" in refuse:
        _shorten(refuse["cell_seconds"])
    else:
        _count(refuse)


def give_up_privileges() -> None:
    """Obey the rights of files, as anybody but root does, from now on and in every process that this one starts."""
    head = (ctypes.c_uint32 * 2)(_VERSION, 0)
    sets = (ctypes.c_uint32 * 6)()  # effective, permitted, inheritable, twice
    library = ctypes.CDLL(None, use_errno=True)
    assert library.capget(head, sets) == 0
    for place in range(3):
        sets[place] &= ~_OVERRIDES
    assert library.capset(head, sets) == 0


def _shorten(seconds: float) -> None:
    """Give a cell so many seconds."""
    made = production._job

    def job(*given: Any) -> Job:
        return made(*given).model_copy(update={"cell_seconds": seconds})

    production._job = job


def _count(refuse: Mapping[str, Any]) -> None:
    name, counted = str(refuse["call"]), mmap.mmap(-1, 8)  # shared with forked children
    made, below, mark = os.open, str(refuse["below"]), str(refuse["mark"])

    def call(real: Callable[..., Any], asked: Callable[..., bool]) -> Callable[..., Any]:
        def refusing(*given: Any, **named: Any) -> Any:
            if asked(*given, **named) and _place(given[0]).startswith(below):
                number = int.from_bytes(counted[:8], "little") + 1
                counted[:8] = number.to_bytes(8, "little")
                if number == refuse["nth"]:
                    os.close(made(mark, os.O_CREAT | os.O_WRONLY))
                    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), _place(given[0]))
            return real(*given, **named)

        return refusing

    if name == "open":
        opened = call(io.open, lambda file, mode="r", *_given, **_named: not set("wax+").isdisjoint(mode))
        io.open = builtins.open = opened
        os.open = call(made, lambda file, flags, *_given, **_named: bool(flags & os.O_CREAT))
    else:
        setattr(os, name, call(getattr(os, name), lambda *_given, **_named: True))


def _place(file: Any) -> str:
    """Path of a file, or of what a descriptor is open on."""
    return str(
        Path(f"/proc/self/fd/{file}").readlink() if isinstance(file, int) else Path(os.fsdecode(file)).absolute()
    )
