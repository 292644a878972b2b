"""Which actions, all or nothing, under a budget? The best set, exactly.

Maximise the value of the actions chosen within money and hours, at most one of each exclusive group, none without what
it requires, and so many for each target as was promised: an integer programme, solved by branch and bound. Beside it
stand the value of the rule of thumb (best value for its burden first) and what a tenth of the budget more or less would
change, per unit of money: the price at which the budget binds.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

import numpy as np
import pandas as pd
from scipy import optimize

from gtkit.arrays import Matrix, Vector, share, vector
from gtkit.errors import NotEstimable, WrongShape

NODES = 200_000  # of the search: a bound that depends on no clock
STEP = 0.10  # of the budget, for its price
INFEASIBLE = 2  # as scipy tells it


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a choice must respect.

    Attributes
    ----------
    budget : currency. hours : available, infinite unless told.
    exclusions : groups of actions of which one at most is done.
    requirements : pairs (action, the one it cannot do without).
    minima : how many actions at least for each target.
    """

    budget: float
    hours: float = np.inf
    exclusions: Collection[Collection[str]] = ()
    requirements: Collection[tuple[str, str]] = ()
    minima: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Portfolio:
    """The best set of actions.

    Attributes
    ----------
    chosen : actions, sorted. value, cost, hours : of them together.
    gap : how far, as a share of the value, a better set may still lie; 0 when the search was completed.
    greedy_value : of the rule of thumb, NaN when it breaks a promised minimum.
    price_up, price_down : value that a unit of money more would bring, and one less would cost, over a tenth of the
        budget; NaN when there is no budget, or when the minima do not fit in the smaller one.
    """

    chosen: tuple[str, ...]
    value: float
    cost: float
    hours: float
    gap: float
    greedy_value: float
    price_up: float
    price_down: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RobustChoice:
    """The best sets if effects are low, central and high; actions chosen in all three are without regret.

    `no_regret_share` is their share of the central value of the central set, NaN when that is not positive.
    """

    low: Portfolio
    central: Portfolio
    high: Portfolio
    no_regret: tuple[str, ...]
    no_regret_share: float


def choose(actions: pd.DataFrame, limits: Limits) -> Portfolio:
    """The set of actions that is worth most within the limits.

    Parameters
    ----------
    actions : DataFrame by action
        value (currency, may be negative), cost (currency), hours; target (text) where the limits have minima.
    limits : Limits

    Returns
    -------
    Portfolio

    Raises NotEstimable without actions, when the minima cannot be kept or no set is found in time; WrongShape for an
    action listed twice, or a limit about one that is not listed; OutOfRange for a negative cost, time or budget.
    Source: METHODS M28; solved by HiGHS (Huangfu & Hall, 2018) through scipy.

    >>> actions = pd.DataFrame({"value": [24, 13, 23], "cost": [12, 7, 11], "hours": 0}, index=["call", "see", "mail"])
    >>> choose(actions, Limits(budget=18)).chosen
    ('mail', 'see')
    """
    table = _checked(actions, limits)
    best = _solve(table, limits)
    if best is None:
        raise NotEstimable("knapsack", found=dict(limits.minima), expected="minima that fit in the limits")
    picked, gap = best
    totals = table.loc[picked, ["value", "cost", "hours"]].sum()
    value, step = float(totals["value"]), STEP * limits.budget
    up, down = (_solve(table, replace(limits, budget=limits.budget + move)) for move in (step, -step))
    return Portfolio(
        chosen=tuple(table.index[picked]),
        value=value,
        cost=float(totals["cost"]),
        hours=float(totals["hours"]),
        gap=gap,
        greedy_value=_greedy(table, limits),
        price_up=(_worth(table, up) - value) / step if step > 0 else np.nan,
        price_down=(value - _worth(table, down)) / step if step > 0 else np.nan,
    )


def choose_robustly(actions: pd.DataFrame, limits: Limits) -> RobustChoice:
    """The best sets under low, central and high effects, and what all three hold.

    Parameters
    ----------
    actions : DataFrame by action
        As `choose` reads it, with low, central and high instead of value.
    limits : Limits

    Returns
    -------
    RobustChoice

    Raises as `choose`.
    Source: METHODS M28.
    """
    low, central, high = (choose(actions.assign(value=actions[name]), limits) for name in ("low", "central", "high"))
    kept = tuple(sorted(set(low.chosen) & set(central.chosen) & set(high.chosen)))
    certain = float(actions.loc[list(kept), "central"].sum())
    return RobustChoice(
        low=low,
        central=central,
        high=high,
        no_regret=kept,
        no_regret_share=certain / central.value if central.value > 0 else np.nan,
    )


def _checked(actions: pd.DataFrame, limits: Limits) -> pd.DataFrame:
    if actions.empty:
        raise NotEstimable("actions", found=0, expected=">= 1 action")
    if actions.index.has_duplicates:
        raise WrongShape("actions", found=actions.index[actions.index.duplicated()][0], expected="each once")
    named = {a for group in (*limits.exclusions, *limits.requirements) for a in group}
    targets = set(actions["target"]) if "target" in actions else set()
    strangers = sorted(named - set(actions.index)) + sorted(set(limits.minima) - targets)
    if strangers:
        raise WrongShape("limits", found=strangers[:3], expected="an action or a target that is listed")
    vector("value", actions["value"].to_numpy())
    for name in ("cost", "hours"):
        vector(name, actions[name].to_numpy(), low=0)
    share("budget", limits.budget, high=np.inf)
    if not limits.hours >= 0:
        share("hours", limits.hours, high=np.inf)
    return actions.sort_index()


def _rows(table: pd.DataFrame, limits: Limits) -> tuple[Matrix, Vector]:
    """The limits as rows a and bounds b of a @ x <= b."""
    place = {action: k for k, action in enumerate(table.index)}
    one = np.eye(len(table))
    rows = [(table["cost"].to_numpy(dtype=np.float64), limits.budget)]
    rows += [(table["hours"].to_numpy(dtype=np.float64), limits.hours)] if np.isfinite(limits.hours) else []
    rows += [(one[[place[a] for a in set(group)]].sum(axis=0), 1.0) for group in limits.exclusions]
    rows += [(one[place[action]] - one[place[needed]], 0.0) for action, needed in limits.requirements]
    rows += [(-1.0 * (table["target"] == t).to_numpy(dtype=np.float64), -float(k)) for t, k in limits.minima.items()]
    return np.array([a for a, _ in rows]), np.array([b for _, b in rows])


def _solve(table: pd.DataFrame, limits: Limits) -> tuple[np.ndarray, float] | None:
    """Which actions are in the best set, and how far it may be from the best; None when no set fits."""
    a, b = _rows(table, limits)
    found = optimize.milp(
        -table["value"].to_numpy(dtype=np.float64),
        integrality=np.ones(len(table), dtype=np.int64),
        bounds=optimize.Bounds(0, 1),
        constraints=optimize.LinearConstraint(a, -np.inf, b),
        options={"mip_rel_gap": 0.0, "node_limit": NODES},
    )
    if found.x is None and found.status != INFEASIBLE:
        raise NotEstimable("knapsack", found=str(found.message), expected=f"a set found within {NODES} nodes")
    if found.x is None:
        return None
    picked = np.asarray(found.x) > 0.5
    if (a @ picked > b + 1e-6 * np.maximum(1.0, np.abs(b))).any():  # HiGHS has been seen to break its own limits
        raise NotEstimable("knapsack", found="a set beyond the limits", expected="a set within them")
    return picked, float(found.mip_gap or 0.0)


def _worth(table: pd.DataFrame, best: tuple[np.ndarray, float] | None) -> float:
    return np.nan if best is None else float(table.loc[best[0], "value"].sum())


def _greedy(table: pd.DataFrame, limits: Limits) -> float:
    """Value of taking, again and again, the action that brings most for its burden and breaks nothing."""
    a, b = _rows(table, limits)
    value = table["value"].to_numpy(dtype=np.float64)
    caps = {"cost": limits.budget, "hours": limits.hours}
    burden = sum(table[name].to_numpy() / cap for name, cap in caps.items() if 0 < cap < np.inf)
    with np.errstate(divide="ignore", invalid="ignore"):
        density = np.where(value > 0, value / burden, 0.0)
    x = np.zeros(len(table))
    caps_hold = b >= 0  # the promised minima are checked in the end
    slack = 1e-9 * np.maximum(1.0, np.abs(b))
    for _ in range(len(table)):
        fits = ((a @ (x[:, None] + np.eye(len(x)))) <= (b + slack)[:, None])[caps_hold].all(axis=0)
        open_ = fits & (x == 0) & (value > 0)
        if not open_.any():
            break
        x[np.argmax(np.where(open_, density, -1.0))] = 1.0
    return float(value @ x) if (a @ x <= b + slack).all() else np.nan
