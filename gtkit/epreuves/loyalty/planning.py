"""The loyalty plan: which actions under budget and hours, what they bring for certain, and what more money would."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from gtkit.arrays import Matrix
from gtkit.evidence import Interval
from gtkit.scoring.decision.knapsack import Limits, Portfolio, RobustChoice, choose, choose_robustly

STEPS = (0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 2.0)  # budgets of the frontier, as parts of the budget
LEVEL = 0.80  # between the 10 % and the 90 % quantile


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The best plan within the limits.

    Attributes
    ----------
    actions : DataFrame by action that can be weighed: label, nature, tier, cost (currency), hours, low, central and
        high (effect less cost, currency), chosen and no_regret (bool).
    left_out : labels of the actions without hours, or without the action that they suppose.
    choice : the best sets under low, central and high effects.
    limits : budget and hours of the plan.
    effects : draws x actions chosen, effect before cost; each between its low and its high, independently.
    frontier : DataFrame by budget: value and cost of the best set, currency.
    with_hours : the best set within the same budget, were hours without limit.
    """

    actions: pd.DataFrame
    left_out: tuple[str, ...]
    choice: RobustChoice
    limits: Limits
    effects: Matrix
    frontier: pd.DataFrame
    with_hours: Portfolio

    @property
    def chosen(self) -> pd.DataFrame:
        """The actions of the plan, costliest first."""
        kept = self.actions[self.actions["chosen"]]
        return kept.sort_values(["cost", "label"], ascending=[False, True], kind="stable")

    def gain(self, factors: np.ndarray | None = None) -> tuple[float, Interval]:
        """Median of the plan's net gain, and its 10 % and 90 % quantiles; effects may be scaled, one factor each."""
        cost = float(self.choice.central.cost)
        scaled = self.effects if factors is None else self.effects * factors
        low, middle, high = np.quantile(scaled.sum(axis=1) - cost, [(1 - LEVEL) / 2, 0.5, (1 + LEVEL) / 2])
        return float(middle), Interval(float(low), float(high), LEVEL)

    def no_regret_share(self, factors: np.ndarray | None = None) -> float:
        """Share of the plan's central value borne by actions chosen whatever the effects; 0 when it has no value."""
        chosen = self.actions["chosen"].to_numpy(dtype=np.bool_)
        central, cost = (self.actions[name].to_numpy(dtype=np.float64)[chosen] for name in ("central", "cost"))
        value = (central + cost) * (1.0 if factors is None else factors) - cost
        total = float(value.sum())
        certain = self.actions["no_regret"].to_numpy(dtype=np.bool_)[chosen]
        return float(np.clip(value[certain].sum() / total, 0.0, 1.0)) if total > 0 else 0.0


def make(actions: pd.DataFrame, *, budget: float, hours: float, draws: int, rng: np.random.Generator) -> Plan | None:
    """The best plan within budget and hours.

    Parameters
    ----------
    actions : DataFrame
        The `actions` table. An action without hours, or whose prerequisite is not listed or is itself left out,
        cannot be weighed and is left out.
    budget : float
        Currency.
    hours : float
    draws : int
        Of each effect, triangular between its low, central and high.
    rng : numpy Generator

    Returns
    -------
    Plan, or None when no action can be weighed.

    Source: METHODS M28.
    """
    weighed = _weighed(actions)
    if weighed.empty:
        return None
    values = pd.DataFrame(
        {name: weighed[f"effect_{name}"] - weighed["cost"] for name in ("low", "central", "high")}
    ).join(weighed[["label", "nature", "tier", "cost", "hours"]])
    groups = {group: tuple(rows) for group, rows in weighed.groupby("exclusive_group").groups.items() if group != ""}
    asked = weighed["requires"][weighed["requires"] != ""]
    limits = Limits(
        budget=budget,
        hours=hours,
        exclusions=tuple(members for members in groups.values() if len(members) > 1),
        requirements=tuple((str(action), str(needed)) for action, needed in asked.items()),
    )
    choice = choose_robustly(values, limits)
    chosen = values.index.isin(choice.central.chosen)
    return Plan(
        actions=values.assign(chosen=chosen, no_regret=values.index.isin(choice.no_regret)),
        left_out=tuple(actions.loc[~actions["action"].isin(weighed.index), "label"]),
        choice=choice,
        limits=limits,
        effects=_effects(weighed[chosen], draws, rng),
        frontier=_frontier(values, limits),
        with_hours=choose(values.assign(value=values["central"]), replace(limits, hours=np.inf)),
    )


def _weighed(actions: pd.DataFrame) -> pd.DataFrame:
    """The actions whose hours and prerequisites are known, by code."""
    kept = actions[actions["hours"].notna()].set_index("action")
    while True:
        able = kept["requires"].isin(["", *kept.index])
        if able.all():
            return kept
        kept = kept[able]


def _effects(chosen: pd.DataFrame, draws: int, rng: np.random.Generator) -> Matrix:
    """Triangular draws of each effect; a certain effect is itself."""
    low, middle, high = (chosen[f"effect_{name}"].to_numpy() for name in ("low", "central", "high"))
    width = high - low
    mode = np.divide(middle - low, width, out=np.full(len(low), 0.5), where=width > 0)
    return np.asarray(low + width * rng.triangular(0.0, mode, 1.0, (draws, len(chosen))), dtype=np.float64)


def _frontier(values: pd.DataFrame, limits: Limits) -> pd.DataFrame:
    """The best set's central value for smaller and larger budgets, hours being what they are."""
    table = values.assign(value=values["central"])
    rows = []
    for budget in sorted({step * limits.budget for step in STEPS}):
        best = choose(table, replace(limits, budget=budget))
        rows.append((budget, best.value, best.cost))
    return pd.DataFrame(rows, columns=["budget", "value", "cost"]).set_index("budget")
