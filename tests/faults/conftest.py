"""The grounds on which harnesses work, made once."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest

from .grounds import Grounds


@pytest.fixture(scope="session")
def grounds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Grounds]:
    """Empty grounds, whose commands and servers are forked from one loaded process."""
    if sys.platform != "linux":
        pytest.skip("only Linux forks")
    root = tmp_path_factory.mktemp("grounds")
    made = Grounds(root, root / "tmp")
    yield made
    made.close()
