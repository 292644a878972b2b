"""The truths planted in the worked example are what its pages say; plant others, and the pages say those."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from gtkit.engagement import demo_engagement
from gtkit.samples import Planted, Sample, industrial_supplier

from .test_seed import Answers

OTHER = Planted(
    breaking={"M-09": "marge", "A-05": "paiement"},
    misaligned="Atelier",
    churning="C",
    zombies=("rotation",),
    breach="M-09",
)
TOLD_IN = {"1_perimeter": "q-1-1", "2_alignment": "q-2-3", "4_loyalty": "q-4-0", "5_performance": "q-5-4"}

pytestmark = pytest.mark.xdist_group("published")


def told(run: Path) -> dict[str, str]:
    """Page -> its answer that tells what is planted."""
    texts = {page: Answers((run / "fr" / f"{page}.html").read_text(encoding="utf-8")).texts for page in TOLD_IN}
    return {page: texts[page][anchor].partition("n = ")[0] for page, anchor in TOLD_IN.items()}


def expected(sample: Sample) -> dict[str, list[str]]:
    """Page -> words that its answer must hold."""
    planted = sample.truth.planted
    asked = sample.tables["opportunities"].set_index("opportunity")["label"]
    watched = sample.tables["indicators"].set_index("indicator")["label"]
    return {
        "1_perimeter": [str(asked[key]) for key in planted.breaking],
        "2_alignment": [planted.misaligned],
        "4_loyalty": [f"catégorie {planted.churning}"],
        "5_performance": [str(watched[key]) for key in planted.zombies],
    }


@pytest.fixture(scope="module")
def otherwise(tmp_path_factory: pytest.TempPathFactory, run_of: Callable[..., Path]) -> Path:
    """The run of the same organisation with other truths."""
    place = tmp_path_factory.mktemp("otherwise")
    return run_of(demo_engagement(place / "exemple", sample=industrial_supplier(planted=OTHER)))


def test_the_pages_say_what_is_planted_and_change_with_it(published: Path, otherwise: Path) -> None:
    """Barriers broken, department apart, tier that leaves, indicators without a decision: each page names its own."""
    pages, others = told(published), told(otherwise)
    for page, names in expected(industrial_supplier()).items():
        assert all(name in pages[page] for name in names), (page, names, pages[page])
        assert pages[page] != others[page], page
    for page, names in expected(industrial_supplier(planted=OTHER)).items():
        assert all(name in others[page] for name in names), (page, names, others[page])
