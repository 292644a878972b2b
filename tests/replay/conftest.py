"""The key figures of the worked example, to be computed again."""

from __future__ import annotations

from pathlib import Path

import pytest

from .raw import Figure, published_figures


@pytest.fixture(scope="session")
def figures(published: Path) -> dict[str, dict[str, Figure]]:
    """Every key figure that the run publishes, by épreuve and key."""
    return published_figures(published)
