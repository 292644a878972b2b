"""Épreuve 4: its key figures computed again from the raw files."""

from __future__ import annotations

from itertools import product

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from .customers import gone
from .raw import Figure, last_year

DRAWS = 200_000
TIMES = 16

pytestmark = pytest.mark.xdist_group("published")


@pytest.fixture(scope="module")
def own(figures: dict[str, dict[str, Figure]]) -> dict[str, Figure]:
    """The key figures of the épreuve."""
    return figures["loyalty"]


def test_gain_of_the_plan(own: dict[str, Figure]) -> None:
    """Median gain of the best of all plans under budget and hours, effects drawn in triangles.

    A median of 2,000 draws has a standard error of 1.25 times their spread over the root of 2,000, a 10 % quantile one
    of 1.71 times: four of them are allowed.
    """
    figure = own["figure.loyalty_gain"]
    actions = figure.table("Actions de fidélisation").set_index("action").dropna(subset="hours")
    plan = actions.loc[list(_best_plan(actions, figure.settings["budget"], figure.settings["hours"]))]
    low, mode, high = (plan[f"effect_{name}"].to_numpy() for name in ("low", "central", "high"))
    drawn = np.random.default_rng(7).triangular(low, mode, high, (DRAWS, len(plan))).sum(axis=1) - plan["cost"].sum()
    step = drawn.std() / np.sqrt(figure.settings["draws"])
    assert figure.value == pytest.approx(np.median(drawn), abs=4 * 1.25 * step)
    assert figure.bounds == pytest.approx(tuple(np.quantile(drawn, [0.1, 0.9])), abs=4 * 1.71 * step)
    figure.tells(figure.value)


def _best_plan(actions: pd.DataFrame, budget: float, hours: float) -> tuple[str, ...]:
    """The set of actions whose central effects less costs are worth most, every set tried."""
    plans = np.array(list(product([False, True], repeat=len(actions))))
    kept = (plans @ actions["cost"].to_numpy() <= budget) & (plans @ actions["hours"].to_numpy() <= hours)
    place = {action: k for k, action in enumerate(actions.index)}
    for _, rows in actions.groupby("exclusive_group"):
        kept &= plans[:, [place[action] for action in rows.index]].sum(axis=1) <= 1
    for action, needed in actions["requires"].dropna().items():
        kept &= ~plans[:, place[str(action)]] | plans[:, place[needed]]
    worth = plans @ (actions["effect_central"] - actions["cost"]).to_numpy()
    best = plans[np.where(kept, worth, -np.inf).argmax()]
    return tuple(actions.index[best])


def test_losses_on_over_served_customers(own: dict[str, Figure]) -> None:
    """Cost of the time less margin of the last twelve months, over the most served of those still there."""
    figure = own["figure.loyalty_losses"]
    time, lines = figure.table("Temps"), figure.sales()
    time = time[last_year(time["date"], figure.as_of)]
    services = figure.table("Coût des services").set_index("service")
    rate = services["yearly_cost"] / (services["paid_hours"] * services["practical_share"])
    time = time.assign(cost=time["hours"] * time["service"].map(rate))
    spent = time.groupby("customer_id")[["hours", "cost"]].sum()
    spent = spent[spent["hours"] > 0]
    margin = lines[last_year(lines["date"], figure.as_of)].groupby("customer_id")["margin"].sum()
    loss = spent["cost"] - margin.reindex(spent.index).fillna(0.0)
    most = spent["hours"] >= spent["hours"].quantile(figure.settings["high_service"])
    there = ~loss.index.isin(gone(figure, lines))
    figure.tells(loss[most & there].clip(lower=0).sum())


def test_link_of_satisfaction_and_loyalty(own: dict[str, Figure]) -> None:
    """Correlation of ranks between the last recommendation before the decision and the renewal."""
    figure = own["figure.loyalty_link"]
    decided = figure.table("Fidélité").dropna(subset="decided_on").set_index("customer_id")
    told = figure.table("Satisfaction").dropna(subset="recommends").join(decided, on="customer_id", how="inner")
    told = told[told["date"] < told["decided_on"]]
    daily = told.groupby(["customer_id", "date"])["recommends"].mean()
    last = daily.groupby(level="customer_id").last()
    rho = stats.spearmanr(last, (decided.loc[last.index, "renewed"] == "oui").astype(float)).statistic
    figure.tells(rho)
    error = np.sqrt((1 + rho**2 / 2) / (len(last) - 3))
    reach = stats.norm.ppf(0.95) * error
    assert figure.bounds == pytest.approx((np.tanh(np.arctanh(rho) - reach), np.tanh(np.arctanh(rho) + reach)))


def test_share_of_new_offers(own: dict[str, Figure]) -> None:
    """Sales of the last twelve months with offers still new, credit notes taken off customer by customer."""
    figure = own["figure.loyalty_vitality"]
    lines, offers = figure.sales(), figure.table("Offres").set_index("offer")["launched_on"]
    lines = lines[last_year(lines["date"], figure.as_of) & lines["product"].isin(offers.index)]
    new = lines["product"].map(offers) > figure.as_of - pd.DateOffset(months=figure.settings["novelty_months"])
    sums = pd.DataFrame({"new": lines["amount"].where(new, 0.0), "all": lines["amount"]}).groupby(lines["customer_id"])
    net = sums.sum().clip(lower=0.0)
    net = net[net["all"] > 0]
    figure.tells(net["new"].sum() / net["all"].sum())
    draws, level = int(figure.settings["draws"]), figure.settings["interval_level"]
    times = np.random.default_rng(7).multinomial(len(net), np.full(len(net), 1 / len(net)), TIMES * draws)
    drawn = (times @ net["new"].to_numpy()) / (times @ net["all"].to_numpy())
    tails = [(1 - level) / 2, (1 + level) / 2]
    again = np.quantile(drawn.reshape(TIMES, draws), tails, axis=1).T
    assert figure.bounds == pytest.approx(tuple(again.mean(axis=0)), abs=4 * again.std(axis=0).max())
