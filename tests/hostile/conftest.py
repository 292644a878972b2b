"""The hostile engagement, published once for all who look at its pages; its tests bear ``xdist_group("published")``."""

from __future__ import annotations

from pathlib import Path

import pytest

from gtkit.pipeline.plan import planned
from gtkit.pipeline.publish import publish

from .engagement import Naming, hostile_engagement


@pytest.fixture(scope="session")
def naming() -> Naming:
    """True name -> hostile name."""
    return Naming()


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory, naming: Naming) -> Path:
    """The run of the hostile engagement, all six pages in French."""
    place = tmp_path_factory.mktemp("hostile")
    engagement = hostile_engagement(place / "exemple", naming)
    return publish(planned(engagement, reports=place / "reports", languages=("fr",))).run
