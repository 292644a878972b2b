"""The hostile engagement, published once for all who look at its pages; its tests bear ``xdist_group("published")``."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from .engagement import Naming, hostile_engagement


@pytest.fixture(scope="session")
def naming() -> Naming:
    """True name -> hostile name."""
    return Naming()


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory, naming: Naming, run_of: Callable[..., Path]) -> Path:
    """The run of the hostile engagement, all six pages in French."""
    return run_of(hostile_engagement(tmp_path_factory.mktemp("hostile") / "exemple", naming))
