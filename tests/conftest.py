"""Hypothesis for every test: no deadline on a shared machine, and the same examples on each run of a build.

The worked example is published once for all the tests that read its pages.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

from gtkit.engagement import demo_engagement
from gtkit.pipeline.plan import planned
from gtkit.pipeline.publish import publish

settings.register_profile("gtkit", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("gtkit")


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The run of the worked example, in both languages; its tests bear ``xdist_group("published")``."""
    place = tmp_path_factory.mktemp("published")
    engagement = demo_engagement(place / "exemple")
    return publish(planned(engagement, reports=place / "reports", languages=("fr", "en"))).run
