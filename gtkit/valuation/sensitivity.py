"""How much customer equity owes to what was assumed: one assumption moved at a time, the others as they are.

With W the worth of a purchase (margin x amount) and D its discounted number, the equity is V = sum_i W_i D_i(rate,
horizon, churn). The rate and the horizon move D alone, margins move W alone, and a churn that was assumed moves the
model itself: its parameters are found again under the other churn, as a run with that setting would. Only the expected
value is told: no interval is drawn. Customers' purchases E(t) do not know the rate and are the same up to the shortest
horizon, so that one evaluation of E serves every rate and every horizon.
Source: Howard (1988), Management Science 34(6), for the one-way sensitivity that a tornado diagram shows.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import pandas as pd

from gtkit.arrays import Vector
from gtkit.errors import OutOfRange, WrongShape
from gtkit.valuation.equity import CustomerEquity
from gtkit.valuation.history import History
from gtkit.valuation.likelihood import Parameters
from gtkit.valuation.model import PurchaseFit, discounted_at
from gtkit.valuation.nbd_churn import ChurnFit, parameters_at

SHORTEST_HORIZON = 1.0  # years: no assumption is tried below it
HIGHEST_CHURN = 0.99
_SAME = 1e-9  # of the base: two roads to one number


class Assumption(StrEnum):
    """What may be moved."""

    ANNUAL_RATE = "annual_rate"
    HORIZON_YEARS = "horizon_years"
    MARGIN = "margin"
    ANNUAL_CHURN = "assumed_annual_churn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranges:
    """How far each assumption is moved, down and up.

    Attributes
    ----------
    annual_rate : float: share a year, added to the rate. horizon_years : float: years, added to the horizon.
    margin, churn : float: shares of their own level.

    Raises OutOfRange for a range that is not above 0, or that would turn margins or the churn over.

    >>> Ranges(annual_rate=0.02, horizon_years=1.0, margin=0.10, churn=0.25).margin
    0.1
    """

    annual_rate: float
    horizon_years: float
    margin: float
    churn: float

    def __post_init__(self) -> None:
        for name, high in (("annual_rate", 1.0), ("horizon_years", math.inf), ("margin", 1.0), ("churn", 1.0)):
            if not 0 < getattr(self, name) < high:
                raise OutOfRange(name, found=getattr(self, name), expected=f"> 0, < {high:g}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Swing:
    """Customer equity with one assumption at its low and at its high setting.

    `low` and `high` are settings: a rate or a churn a year as a share, years, or margins as a share of their own level
    (0.9 and 1.1). `at_low` and `at_high` are the equity there, engagement currency.
    """

    assumption: Assumption
    low: float
    high: float
    at_low: float
    at_high: float

    @property
    def spread(self) -> float:
        """How far the equity moves from one setting to the other, engagement currency."""
        return abs(self.at_high - self.at_low)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sensitivity:
    """Customer equity at the base, and one swing an assumption, the widest first; engagement currency.

    Raises OutOfRange when there is no swing, or they are not sorted.
    """

    base: float
    swings: tuple[Swing, ...]

    def __post_init__(self) -> None:
        spreads = [swing.spread for swing in self.swings]
        if not spreads or spreads != sorted(spreads, reverse=True):
            raise OutOfRange("swings", found=spreads, expected="the widest first")


def equity_sensitivity(
    equity: CustomerEquity, fit: PurchaseFit, summary: pd.DataFrame, *, ranges: Ranges
) -> Sensitivity:
    """Move each assumption of a customer equity down and up.

    Parameters
    ----------
    equity : CustomerEquity
        The base: amounts, margins, rate and horizon are its own.
    fit : PurchaseFit
        The model that it was made with; where it is a ChurnFit, its churn is one of the assumptions.
    summary : DataFrame by customer
        The histories that were valued.
    ranges : Ranges
        A horizon is not shortened below 1 year, nor a churn raised above 0.99.

    Returns
    -------
    Sensitivity: in the order of spread; a churn of 0 has no share to be moved by and is left out.

    Raises WrongShape when the customers are not those of the equity; OutOfRange when a rate would fall to -1 or below,
    or when model and histories do not give the equity's own total: they are another's.
    Source: see the head of the module.
    """
    if not summary.index.equals(equity.customers.index):
        raise WrongShape("summary", found=len(summary), expected=f"the {len(equity.customers)} customers of the equity")
    rows = fit.rows_of(summary)
    here = equity.customers["p_alive"] != 0  # who is on record as gone is worth nothing under any assumption
    each = (equity.customers["spend"] * equity.customers["margin_rate"] * here).to_numpy(dtype=np.float64)
    worth = np.bincount(rows.group, weights=each).astype(np.float64)
    base, rate, horizon = _discounting(equity, fit, rows, worth, ranges)
    size = float((equity.customers["ltv"].abs()).sum()) + 1e-12
    if not abs(base - equity.total) <= _SAME * size:
        raise OutOfRange("fit", found=base, expected=f"the equity's own total, {equity.total!r}")
    swings = [rate, horizon, _margins(equity, ranges.margin)]
    if isinstance(fit, ChurnFit) and fit.annual_churn > 0:
        swings.append(_churn(equity, fit, rows, worth, ranges.churn))
    return Sensitivity(base=equity.total, swings=tuple(sorted(swings, key=lambda swing: -swing.spread)))


def _discounting(
    equity: CustomerEquity, fit: PurchaseFit, rows: History, worth: Vector, ranges: Ranges
) -> tuple[float, Swing, Swing]:
    """The base, then the swings of rate and horizon: three rates over three horizons."""
    rate, years = equity.annual_rate, equity.horizon_years
    rates = (rate - ranges.annual_rate, rate, rate + ranges.annual_rate)
    until = (max(years - ranges.horizon_years, min(years, SHORTEST_HORIZON)), years, years + ranges.horizon_years)
    cheap, base, dear = _values(fit, fit.theta, rows, worth, rates=rates, years=until)
    by_rate = Swing(
        assumption=Assumption.ANNUAL_RATE, low=rates[0], high=rates[2], at_low=float(cheap[1]), at_high=float(dear[1])
    )
    by_horizon = Swing(
        assumption=Assumption.HORIZON_YEARS, low=until[0], high=until[2], at_low=float(base[0]), at_high=float(base[2])
    )
    return float(base[1]), by_rate, by_horizon


def _values(
    fit: PurchaseFit,
    theta: Parameters,
    rows: History,
    worth: Vector,
    *,
    rates: Sequence[float],
    years: Sequence[float],
) -> list[Vector]:
    """Value of all customers at each rate, up to each of several increasing horizons."""
    period = fit.known_period
    edges = np.array([0.0, *years]) * period.per_year
    deltas = [period.discount_rate(rate) for rate in rates]
    held = worth * fit.model.alive(theta, rows.x, rows.t_x, rows.T)
    slices = discounted_at(fit.model, theta, rows, edges=edges, deltas=deltas, panels=1)
    return [np.cumsum(held @ bought) for bought in slices]


def _margins(equity: CustomerEquity, part: float) -> Swing:
    """Every margin moved by the same part of itself: the equity is their sum."""
    low, high = 1 - part, 1 + part
    return Swing(
        assumption=Assumption.MARGIN, low=low, high=high, at_low=equity.total * low, at_high=equity.total * high
    )


def _churn(equity: CustomerEquity, fit: ChurnFit, rows: History, worth: Vector, part: float) -> Swing:
    """The model itself under another assumed churn."""

    def value(churn: float) -> float:
        theta = parameters_at(fit, rows, annual_churn=churn)
        (found,) = _values(fit, theta, rows, worth, rates=[equity.annual_rate], years=[equity.horizon_years])
        return float(found[0])

    low, high = fit.annual_churn * (1 - part), min(fit.annual_churn * (1 + part), HIGHEST_CHURN)
    return Swing(assumption=Assumption.ANNUAL_CHURN, low=low, high=high, at_low=value(low), at_high=value(high))
