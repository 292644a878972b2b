"""From one customer equity to a later one: what time, the model, losses, activity, prices and new customers did.

Each step changes one thing and keeps the others, in a stated order, so that steps add up and a finance director can
follow: the model is learned again; time passes as it was expected to; then what customers did, those on record as
gone and those probably lost apart from the others; then what a purchase of theirs is worth; then customers won since.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np
import pandas as pd

from gtkit.arrays import Matrix, Vector
from gtkit.errors import OutOfRange, WrongShape
from gtkit.valuation.equity import CustomerEquity
from gtkit.valuation.model import PurchaseFit

STEPS = ("model", "time", "departed", "lost", "activity", "repriced", "acquired")
LOST = 0.5  # probability of being active under which a customer counts as lost


@dataclass(frozen=True, slots=True, kw_only=True)
class EquityBridge:
    """Why a customer equity changed between two dates; engagement currency.

    Attributes
    ----------
    since, until : the two dates. opening, closing : float: the two totals.
    steps : DataFrame by step, in order: customers (whom the step touches) and value. `model`: what learning the model
        again changes at the first date; `time`: what was expected to come in or to fade meanwhile; `departed`: those
        on record as gone since; `lost`: those who probably left since; `activity`: the others, who bought more or less
        than expected; `repriced`: amount and margin of a purchase; `acquired`: customers won since.
    customers : DataFrame by customer of either date: the same columns, and opening and closing.

    Raises OutOfRange when the steps do not lead from one total to the other.
    """

    since: dt.date
    until: dt.date
    opening: float
    closing: float
    steps: pd.DataFrame
    customers: pd.DataFrame

    def __post_init__(self) -> None:
        found = self.opening + float(self.steps["value"].sum())
        size = 1e-9 * (abs(self.opening) + float(self.customers[list(STEPS)].abs().to_numpy().sum())) + 1e-9
        if not abs(found - self.closing) <= size:
            raise OutOfRange("steps", found=found, expected=f"{self.closing!r}")


def equity_bridge(
    opening: CustomerEquity,
    closing: CustomerEquity,
    *,
    fit: PurchaseFit,
    summary: pd.DataFrame,
    later: pd.DataFrame,
) -> EquityBridge:
    """Explain the change of customer equity from one date to another.

    Parameters
    ----------
    opening, closing : CustomerEquity
        At the two dates, with one rate and one horizon.
    fit : PurchaseFit
        The model of the closing.
    summary, later : DataFrame by customer
        Histories that were valued at the opening and at the closing, as `summarise` makes them, with their end.

    Returns
    -------
    EquityBridge.

    Raises OutOfRange when rate or horizon differ or the dates are not in order, WrongShape when histories are not those
    of the equities or do not tell their end.
    Source: successive substitution, in the order of STEPS (convention of the kit).
    """
    for name, table, equity in (("summary", summary, opening), ("later", later, closing)):
        if not table.index.equals(equity.customers.index):
            raise WrongShape(name, found=len(table), expected=f"the {len(equity.customers)} customers of the equity")
    for name in ("annual_rate", "horizon_years"):
        if getattr(opening, name) != getattr(closing, name):
            raise OutOfRange(
                name, found=getattr(closing, name), expected=f"{getattr(opening, name)!r}, as at the opening"
            )
    there = (opening.customers["p_alive"] != 0).to_numpy()  # not those on record as gone at the opening
    before = there * fit.discounted_purchases(
        summary, annual_rate=closing.annual_rate, horizon_years=closing.horizon_years
    ).to_numpy(dtype=np.float64)
    since, until = _end(summary, "summary"), _end(later, "later")
    passed = (until - since).days
    if not passed > 0:
        raise OutOfRange("later", found=passed, expected="> 0 days after the opening")
    aged = there * _aged(fit, summary, days=passed, equity=closing)
    index = opening.customers.index.union(closing.customers.index)
    first, last = (equity.customers.reindex(index) for equity in (opening, closing))
    worth, price = (_worth(table) for table in (first, last))
    old = first["ltv"].notna().to_numpy()
    held = np.where(old, worth, 0.0)
    now = _spread(before, opening.customers.index, index)
    rolled = _spread(aged, opening.customers.index, index)
    seen = last["discounted_purchases"].fillna(0.0).to_numpy()
    departed = old & ((last["p_alive"] == 0) & (first["p_alive"] != 0)).to_numpy()
    lost = old & ~departed & ((last["p_alive"].fillna(0.0) < LOST) & ~(first["p_alive"] < LOST)).to_numpy()
    others = old & ~departed & ~lost
    changed = (seen - rolled) * held
    table = pd.DataFrame(
        {
            "opening": first["ltv"].fillna(0.0),
            "model": now * held - first["ltv"].fillna(0.0),
            "time": (rolled - now) * held,
            "departed": np.where(departed, changed, 0.0),
            "lost": np.where(lost, changed, 0.0),
            "activity": np.where(others, changed, 0.0),
            "repriced": np.where(old, seen * (price - held), 0.0),
            "acquired": np.where(old, 0.0, last["ltv"].fillna(0.0)),
            "closing": last["ltv"].fillna(0.0),
        },
        index=index,
    )
    touched = {"model": old, "time": old, "departed": departed, "lost": lost, "activity": others}
    touched |= {"repriced": old & (seen > 0), "acquired": ~old}
    steps = pd.DataFrame(
        {"customers": [int(touched[step].sum()) for step in STEPS], "value": table[list(STEPS)].sum().to_numpy()},
        index=pd.Index(STEPS, name="step"),
    )
    return EquityBridge(
        since=since, until=until, opening=opening.total, closing=closing.total, steps=steps, customers=table
    )


def _aged(fit: PurchaseFit, summary: pd.DataFrame, *, days: int, equity: CustomerEquity) -> Vector:
    """Discounted purchases that each customer was expected to have before it at the later date, nothing new learned."""
    rows, period = fit.rows_of(summary), fit.known_period
    delta, wait = period.discount_rate(equity.annual_rate), days / period.days
    edges = wait + np.array([-wait, 0.0, equity.horizon_years * period.per_year])
    slices: Matrix = fit.discounted(rows, edges=edges, delta=delta, panels=12)
    alive = fit.model.alive(fit.theta, rows.x, rows.t_x, rows.T)
    return np.asarray((alive * slices[:, 1] * np.exp(delta * wait))[rows.group])


def _worth(customers: pd.DataFrame) -> Vector:
    return (customers["spend"] * customers["margin_rate"]).fillna(0.0).to_numpy(dtype=np.float64)


def _spread(values: Vector, customers: pd.Index, index: pd.Index) -> Vector:
    return np.asarray(pd.Series(values, index=customers).reindex(index, fill_value=0.0), dtype=np.float64)


def _end(summary: pd.DataFrame, name: str) -> dt.date:
    told = summary.attrs.get("end")
    if told is None:
        raise WrongShape(f"{name}.attrs['end']", found=None, expected="an ISO date, as summarise tells it")
    return dt.date.fromisoformat(told)
