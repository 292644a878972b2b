"""Épreuve 2: its key figures computed again from the raw sheets."""

from __future__ import annotations

import pandas as pd
import pytest
from scipy import stats

from .raw import Figure
from .strata import mean_bounds, share_bounds, strata, whole

pytestmark = pytest.mark.xdist_group("published")


@pytest.fixture(scope="module")
def own(figures: dict[str, dict[str, Figure]]) -> dict[str, Figure]:
    """The key figures of the épreuve."""
    return figures["alignment"]


def test_who_cites_the_priorities(own: dict[str, Figure]) -> None:
    """Share of the field that cites enough of management's first priorities, by department."""
    figure = own["figure.citing"]
    field, directing, service = _lists(figure)
    first = set(_order(figure, directing)[: figure.settings["top"]])
    cites = field.map(lambda cited: len(first & set(cited)) >= figure.settings["cited_needed"])
    rows = strata(cites, service, smallest=figure.settings["smallest_group"])
    figure.tells(whole(rows))
    assert figure.bounds == pytest.approx(share_bounds(rows, figure.settings["interval_level"]))


def test_how_near_the_lists_are(own: dict[str, Figure]) -> None:
    """Mean rank-biased overlap of each list with management's, by department."""
    figure = own["figure.overlap"]
    field, directing, service = _lists(figure)
    order = _order(figure, directing)
    near = field.map(lambda cited: overlap(cited, order, figure.settings["persistence"]))
    rows = strata(near, service, smallest=figure.settings["smallest_group"])
    figure.tells(whole(rows))
    assert figure.bounds == pytest.approx(mean_bounds(rows, figure.settings["interval_level"]))


def test_whether_management_agrees(own: dict[str, Figure]) -> None:
    """Kendall's W over the priorities that a member cites, ties corrected."""
    figure = own["figure.concordance"]
    _, directing, _ = _lists(figure)
    ranks = _places(directing)
    m, n = ranks.shape
    sums = ranks.sum()
    spread = ((sums - sums.mean()) ** 2).sum()
    ties = sum((counts**3 - counts).sum() for counts in (row.value_counts() for _, row in ranks.iterrows()))
    figure.tells(12 * spread / (m**2 * (n**3 - n) - m * ties))


def test_ideas_answered_in_time(own: dict[str, Figure]) -> None:
    """Of the twelve months that end one delay before the last day, ideas answered within the delay."""
    figure = own["figure.ideas"]
    delay = pd.DateOffset(days=figure.settings["answer_days"])
    ideas, last = figure.table("Idées"), figure.as_of - delay
    year = ideas[(ideas["date"] > last - pd.DateOffset(years=1)) & (ideas["date"] <= last)]
    figure.tells((year["answered_on"] <= year["date"] + delay).mean())


def overlap(one: tuple[str, ...], other: tuple[str, ...], p: float) -> float:
    """Rank-biased overlap, extrapolated: Webber, Moffat and Zobel (2010), equation 32, depth by depth."""
    short, long = sorted((len(one), len(other)))
    common = [len(set(one[:depth]) & set(other[:depth])) for depth in range(1, long + 1)]
    seen = sum(common[d - 1] / d * p**d for d in range(1, long + 1))
    beyond = sum(common[short - 1] * (d - short) / (short * d) * p**d for d in range(short + 1, long + 1))
    end = (common[-1] - common[short - 1]) / long + common[short - 1] / short
    return (1 - p) / p * (seen + beyond) + end * p**long


def _lists(figure: Figure) -> tuple[pd.Series, pd.Series, pd.Series]:
    """Lists of the field, lists of management, and the department of everyone in the field."""
    people = figure.table("Collaborateurs").set_index("collaborator_id")
    cited = figure.table("Priorités citées").sort_values(["collaborator_id", "rank"])
    cited = cited.drop_duplicates(["collaborator_id", "objective"])
    lists = cited.groupby("collaborator_id")["objective"].agg(tuple)
    management = people["management"] == "oui"
    directing = management[lists.index]
    return lists[~directing], lists[directing], people.loc[~management, "service"]


def _places(directing: pd.Series) -> pd.DataFrame:
    """Place that each member gives to each priority that one of them cites; those that it does not cite are tied."""
    cited = sorted({priority for listed in directing for priority in listed})
    rows = {
        member: [listed.index(priority) if priority in listed else len(cited) for priority in cited]
        for member, listed in directing.items()
    }
    return pd.DataFrame({member: stats.rankdata(row) for member, row in rows.items()}, index=cited).T


def _order(figure: Figure, directing: pd.Series) -> tuple[str, ...]:
    """Management's list: by median place, then mean place, then weight, then name."""
    places = _places(directing)
    weight = figure.table("Objectifs").set_index("objective")["weight"].reindex(places.columns).fillna(0)
    by = pd.DataFrame({"median": places.median(), "mean": places.mean(), "weight": -weight, "name": places.columns})
    return tuple(by.sort_values(["median", "mean", "weight", "name"]).index)
