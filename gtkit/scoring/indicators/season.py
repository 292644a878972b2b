"""Does a series follow the calendar, or a slope? What a process behaviour chart must know before it is believed.

Limits suppose one steady level. A strong season or slope gives signals that say nothing new: the season is taken out
first, the slope told. The season is strong when the place in the cycle explains half of what a straight line leaves,
degrees of freedom counted, and chance would do so less than once in a hundred (F test of nested least squares). The
slope is strong when Kendall's tau with time is 2/3 or more either way: a single step in the middle gives about 1/2.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import stats

from gtkit.arrays import Matrix, Vector, vector
from gtkit.errors import NotEstimable, OutOfRange, WrongShape

STRONG_SEASON = 0.5
STRONG_SLOPE = 2 / 3
ALPHA = 0.01
CYCLES = 2  # values needed at each place in the cycle
FEWEST = 6  # values under which no slope is told


@dataclass(frozen=True, slots=True, kw_only=True)
class Season:
    """A season.

    Attributes
    ----------
    strength : share of the variance it explains beside a straight line, at most 1. p_value : of as much by chance.
    effects : Series by place in the cycle, unit of the series, adding up to 0; place 0 is January for months, the first
        quarter for quarters.
    """

    strength: float
    p_value: float
    effects: pd.Series

    @property
    def strong(self) -> bool:
        """Whether limits drawn without taking it out would mislead."""
        return self.strength >= STRONG_SEASON and self.p_value < ALPHA


@dataclass(frozen=True, slots=True, kw_only=True)
class Slope:
    """A slope: Kendall's `tau` between value and time, and its `p_value`."""

    tau: float
    p_value: float

    @property
    def strong(self) -> bool:
        """Whether the series goes one way rather than around a level."""
        return abs(self.tau) >= STRONG_SLOPE and self.p_value < ALPHA


def slope(values: pd.Series) -> Slope:
    """Whether a series goes one way.

    Parameters
    ----------
    values : Series with a PeriodIndex
        In any order; NaN where missing.

    Returns
    -------
    Slope

    Raises NotEstimable with fewer than FEWEST values or when they do not vary, WrongShape without a PeriodIndex or when
    a period comes twice, OutOfRange for an infinite value.
    Source: Mann (1945), Econometrica 13(3); Kendall (1945) for ties.

    >>> slope(pd.Series([1.0, 2, 3, 5, 4, 6], index=pd.period_range("2024-01", periods=6, freq="M"))).strong
    False
    """
    y, when = _read(values)
    if len(y) < FEWEST or np.ptp(y) == 0:
        raise NotEstimable("slope", found=len(y), expected=f">= {FEWEST} values that vary")
    found = stats.kendalltau(when, y)
    return Slope(tau=float(found.statistic), p_value=float(found.pvalue))


def season(values: pd.Series, *, length: int) -> Season:
    """Whether a series follows the calendar.

    Parameters
    ----------
    values : Series with a PeriodIndex
        In any order; NaN where missing.
    length : int
        Periods in a cycle: 12 for months, 4 for quarters.

    Returns
    -------
    Season

    Raises NotEstimable when a place in the cycle has fewer than CYCLES values; OutOfRange for a cycle of one period;
    WrongShape as `slope`.
    Source: Draper & Smith (1998), Applied Regression Analysis, 3rd ed., section 6.1, for the F test.
    """
    if length < 2:
        raise OutOfRange("length", found=length, expected=">= 2")
    y, when = _read(values)
    place = when % length
    counts = np.bincount(place, minlength=length)
    if counts.min() < CYCLES:
        raise NotEstimable("season", found=int(counts.min()), expected=f">= {CYCLES} values at each place")
    line = np.column_stack([np.ones(len(y)), when - when.mean()])
    dummies = (place[:, None] == np.arange(length)).astype(np.float64)
    plain, left = _fit(line, y)[1], len(y) - length - 1
    coefficients, full = _fit(np.column_stack([dummies, line[:, 1]]), y)
    scale = 1e-18 * float(y @ y)  # under which a sum of squares is rounding
    effects = pd.Series(coefficients[:length] - coefficients[:length].mean(), index=range(length))
    if plain <= scale:
        return Season(strength=0.0, p_value=1.0, effects=0.0 * effects)
    ratio = (plain - full) / (length - 1) / max(full / left, scale)
    return Season(
        strength=float(1 - (full / left) / (plain / (len(y) - 2))),
        p_value=float(stats.f.sf(ratio, length - 1, left)),
        effects=effects,
    )


def without_season(values: pd.Series, found: Season) -> pd.Series:
    """The series less the effects of a season found in it.

    Parameters
    ----------
    values : Series with a PeriodIndex
    found : Season

    Returns
    -------
    Series with the same index, unit and level.

    Raises WrongShape as `slope`.
    """
    _read(values)
    place = np.array([period.ordinal for period in values.index]) % len(found.effects)
    return values.sub(found.effects.to_numpy(dtype=np.float64)[place])


def _read(values: pd.Series) -> tuple[Vector, npt.NDArray[np.int64]]:
    """Known values and their rank in time, oldest first."""
    index = values.index
    if not isinstance(index, pd.PeriodIndex) or not index.is_unique or index.hasnans:
        raise WrongShape("values", found=type(index).__name__, expected="a PeriodIndex, each period once")
    known = values.astype(np.float64).dropna().sort_index()
    return vector("values", known.to_numpy()), np.array([period.ordinal for period in known.index], dtype=np.int64)


def _fit(design: Matrix, y: Vector) -> tuple[Vector, float]:
    """Least squares: coefficients and what they leave."""
    coefficients = np.asarray(np.linalg.lstsq(design, y)[0], dtype=np.float64)
    return coefficients, float(np.sum((y - design @ coefficients) ** 2))
