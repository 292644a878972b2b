"""The published pages of the worked example, and what its data hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from gtkit.contracts import TABLES, Kind
from gtkit.desk import read_tables
from gtkit.engagement import load_engagement
from gtkit.words import typeset

PAGES = ("0_synthesis", "1_perimeter", "2_alignment", "3_customer_value", "4_loyalty", "5_performance")


@pytest.fixture(scope="session", params=["fr", "en"])
def lang(request: pytest.FixtureRequest) -> str:
    """Each language in turn."""
    return str(request.param)


@pytest.fixture(scope="session", params=PAGES)
def page(request: pytest.FixtureRequest) -> str:
    """Each page in turn."""
    return str(request.param)


@pytest.fixture(scope="session")
def file(published: Path, lang: str, page: str) -> Path:
    """A published page of the worked example, client edition."""
    return published / lang / f"{page}.html"


@pytest.fixture(scope="session")
def given(published: Path, lang: str) -> tuple[str, ...]:
    """Texts of the worked example's data, which are French, longest first: on an English page they stay what they are.

    On the French page nothing is excused.
    """
    if lang == "fr":
        return ()
    engagement = load_engagement(published.parents[3] / "exemple")
    tables = read_tables(engagement, wanted=tuple(TABLES)).tables
    texts = {
        typeset(text)
        for checked in tables.values()
        for column in checked.table.columns
        if column.kind in {Kind.TEXT, Kind.IDENTIFIER}
        for text in checked.frame[column.key].unique()
    }
    texts |= {typeset(engagement.confidentiality)}
    return tuple(sorted((t for t in texts if len(t) > 3), key=len, reverse=True))
