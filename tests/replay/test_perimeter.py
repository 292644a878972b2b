"""Épreuve 1: its key figures computed again from the raw sheets."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from .raw import Figure, last_year
from .sorting import Rules, by_kind, card_weights, classes, opportunities
from .strata import ratio_bounds, share_bounds, strata, whole

CLASS = {"refuser": 0, "sous conditions": 1, "accepter": 2}
DRAWS = 20_000

pytestmark = pytest.mark.xdist_group("published")


@pytest.fixture(scope="module")
def own(figures: dict[str, dict[str, Figure]]) -> dict[str, Figure]:
    """The key figures of the épreuve."""
    return figures["perimeter"]


def test_who_knows_the_limits(own: dict[str, Figure]) -> None:
    """Share of people who sort four cards of five as the rule does, each department weighed by its people."""
    figure = own["figure.knowledge"]
    sort = opportunities(figure)
    official = sort.loc[~sort["debated"], "level"]
    cards = figure.table("Tri de cartes")
    cards = cards[cards["opportunity"].isin(official.index)]
    right = cards["answer"].map(CLASS) == cards["opportunity"].map(official)
    each = right.groupby(cards["collaborator_id"]).agg(["mean", "size"])
    each = each[each["size"] >= figure.settings["minimum_cards"]]
    knows = each["mean"] >= figure.settings["right_share"] - 1e-9
    service = figure.table("Collaborateurs").set_index("collaborator_id")["service"]
    rows = strata(knows, service, smallest=figure.settings["smallest_group"])
    figure.tells(whole(rows))
    assert figure.bounds == pytest.approx(share_bounds(rows, figure.settings["interval_level"]))


def test_time_on_refused_opportunities(own: dict[str, Figure]) -> None:
    """Hours of the last twelve months on what the criteria refuse, over all hours on opportunities."""
    figure = own["figure.wasted_share"]
    hours = _hours(figure)
    figure.tells(hours.loc[hours["level"] == 0, "hours"].sum() / hours["hours"].sum())
    each = hours.groupby("opportunity").agg(hours=("hours", "sum"), level=("level", "first"))
    bounds = ratio_bounds(each["hours"], each["level"] == 0, figure.settings["interval_level"])
    assert figure.bounds == pytest.approx(bounds)


def test_cost_of_that_time(own: dict[str, Figure]) -> None:
    """The same hours, each at its department's cost over its usable hours."""
    figure = own["figure.wasted_cost"]
    hours = _hours(figure)
    services = figure.table("Coût des services").set_index("service")
    rate = services["yearly_cost"] / (services["paid_hours"] * services["practical_share"])
    lost = hours[hours["level"] == 0]
    figure.tells((lost["hours"] * lost["service"].map(rate)).sum())


def _hours(figure: Figure) -> pd.DataFrame:
    time = figure.table("Temps par dossier")
    time = time[last_year(time["date"], figure.as_of)]
    return time.assign(level=time["opportunity"].map(opportunities(figure)["level"]))


def test_opportunities_to_refuse(own: dict[str, Figure]) -> None:
    """Those still to be decided whose class is the worst."""
    figure = own["figure.refused"]
    sort = opportunities(figure)
    figure.tells(((sort["outcome"] == "à décider") & (sort["level"] == 0)).sum())


def test_amount_not_to_invest(own: dict[str, Figure]) -> None:
    """Amounts asked by the services and initiatives to be decided that are refused."""
    figure = own["figure.freed"]
    sort = opportunities(figure)
    asked = (sort["outcome"] == "à décider") & sort["kind"].isin(["service", "initiative"]) & (sort["level"] == 0)
    figure.tells(sort.loc[asked, "amount"].sum())


def test_decisions_that_hold(own: dict[str, Figure]) -> None:
    """Weights, thresholds and cut drawn anew: as many opportunities keep their class, chance of the draws allowed for.

    A share of 2,000 draws has a standard error of 0.5 point near 95 %: four of them on each side.
    """
    figure = own["figure.robust"]
    sort = opportunities(figure)
    held = pd.concat([_held(figure, scores, rules, sort["level"]) for scores, rules in by_kind(figure)])
    held = held[sort["outcome"] == "à décider"]
    share = figure.settings["hold_share"]
    error = 4 * np.sqrt(share * (1 - share) / figure.settings["draws"])
    assert (held >= share + error).mean() <= figure.value <= (held >= share - error).mean()
    figure.tells(figure.value)


def _held(figure: Figure, scores: pd.DataFrame, rules: Rules, level: pd.Series) -> pd.Series:
    """Share of our draws in which each opportunity keeps its class."""
    settings, rng = figure.settings, np.random.default_rng(7)
    criteria = figure.table("Critères").set_index("criterion")
    ends = [
        card_weights(criteria, settings["card_ratio"] * (1 + way * settings["weight_spread"]))[scores.columns]
        for way in (-1, 1)
    ]
    shape = (DRAWS, 1, 1, scores.shape[1])
    weights = rng.uniform(np.minimum(*ends), np.maximum(*ends), shape)
    stretch = rng.uniform(1 - settings["threshold_stretch"], 1 + settings["threshold_stretch"], shape)
    drawn = replace(rules, weights=weights, q=rules.q * stretch, p=rules.p * stretch, v=rules.v * stretch)
    cut = rng.uniform(settings["cut_low"], settings["cut_high"], (DRAWS, 1))
    found = classes(scores.to_numpy()[None], drawn, cut)
    return pd.Series((found == level[scores.index].to_numpy()).mean(axis=0), index=scores.index)
