"""What the invented firm measures, and what is planted in it."""

from __future__ import annotations

from gtkit.samples import Planted
from gtkit.samples.indicators import REWARDED, SHEETS, align, describe, pay, ten_tests
from gtkit.samples.staff import OBJECTIVES
from gtkit.scoring.indicators.audit import TEN_TESTS
from gtkit.scoring.indicators.sheets import filled


def test_most_sheets_are_whole_and_some_have_holes() -> None:
    """Sixteen indicators, each with a label and a definition; more than half complete, not all; one reward."""
    table = describe().set_index("indicator")
    assert len(table) == 16
    assert (table["label"] != "").all()
    assert 8 <= filled(table).all(axis=1).sum() < 16
    assert table.index[table["rewarded"]].tolist() == [REWARDED]
    assert not table["label"].duplicated().any()


def test_links_follow_what_is_planted() -> None:
    """The uncovered objective has weak links only, each other one a strong one; orphans have none."""
    links = align(Planted(uncovered="stock", orphans=("appels", "abonnes")))
    strong = set(links.loc[links["strength"] == 3, "objective"])
    assert strong == set(OBJECTIVES["objective"]) - {"stock"}
    assert set(SHEETS) - set(links["indicator"]) == {"appels", "abonnes"}


def test_each_test_is_judged_once_and_some_never() -> None:
    """Failed tests are among the ten; two indicators were not put to all of them."""
    table = ten_tests()
    assert set(table["test"]) == set(TEN_TESTS)
    assert not table.duplicated(["indicator", "test"]).any()
    assert (table.groupby("indicator").size() < 10).sum() == 2
    assert 0 < (~table["passed"]).sum() < len(table) / 4


def test_the_reward_pays_for_the_breach_planted() -> None:
    """Another breach, another opportunity; none, none."""
    assert Planted().breach in set(pay(Planted())["opportunity"])
    assert "A-01" in set(pay(Planted(breach="A-01"))["opportunity"])
    assert Planted().breach not in set(pay(Planted(breach=""))["opportunity"])
