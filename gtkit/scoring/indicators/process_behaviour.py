"""Has an indicator changed, or does it only vary? Wheeler's process behaviour chart of single values (XmR).

With mR the mean distance between one value and the next, a process left alone stays within mean +- 2.66 mR, and its
moves below 3.268 mR. Four signals say that it was not left alone: a value beyond a limit; three of four in a row
nearer to the same limit than to the centre; eight in a row on one side of it; a move above the range limit. A missing
period breaks both moves and rows of values. Limits are drawn anew at a declared change and nowhere else. They suppose
one steady level: see `season` for what to take out, or tell, first.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import pandas as pd

from gtkit.errors import NotEstimable, OutOfRange, WrongShape

LIMIT_FACTOR = 2.66  # Wheeler's rounding of 3 / 1.12838 = 2.6587
RANGE_FACTOR = 3.268  # and of 3.2665
FEWEST = 6  # values under which there are no limits
FIRM = 17  # and under which they are provisional
RUN = 8


class Side(StrEnum):
    """Where the latest signal points."""

    HIGH = "high"
    LOW = "low"
    NOISE = "noise"
    UNDETERMINED = "undetermined"


@dataclass(frozen=True, slots=True, kw_only=True)
class Phase:
    """A stretch between declared changes, and its limits.

    `values` says how many the limits rest on; `centre` and the limits are NaN where `reason` tells why there are none
    ("short": fewer than FEWEST values or no move between neighbours; "constant"). `held_back`: a limit stands at the
    bound of what can be measured.
    """

    start: pd.Period
    values: int
    centre: float
    mean_range: float
    lower: float
    upper: float
    range_upper: float
    held_back: bool
    reason: str

    @property
    def provisional(self) -> bool:
        """Fewer than FIRM values: the limits will still move."""
        return self.values < FIRM


@dataclass(frozen=True, slots=True, kw_only=True)
class BehaviourChart:
    """An indicator's values, with their limits and signals.

    Attributes
    ----------
    points : DataFrame by period, none left out: value (NaN where missing), moving_range, centre, lower, upper,
        range_upper; then bool: outside, near_limit, run, range_outside, each set where the signal is complete.
    phases : oldest first.
    latest : the side of the last signal among the last RUN periods, "noise" when there is none.
    """

    points: pd.DataFrame
    phases: tuple[Phase, ...]
    latest: Side


def chart(
    values: pd.Series,
    *,
    lowest: float = -np.inf,
    highest: float = np.inf,
    changes: Collection[pd.Period] = (),
    baseline: int | None = None,
) -> BehaviourChart:
    """Process behaviour chart of a series.

    Parameters
    ----------
    values : Series with a PeriodIndex
        In any order; a period that is absent or NaN is a gap.
    lowest, highest : float
        What can be measured at all: 0 and infinity for a count, 0 and 1 for a share.
    changes : collection of Period
        Where a declared change starts a new phase.
    baseline : int, optional
        How many values, from the start of a phase, its limits rest on; all unless told. To judge an action, freeze
        the limits on the values before it.

    Returns
    -------
    BehaviourChart

    Raises WrongShape without a PeriodIndex or when a period comes twice, NotEstimable without a value, OutOfRange for
    a value beyond the bounds, a change outside the series or a baseline under FEWEST.
    Source: Wheeler (1993), Understanding Variation, chapters 3 and 4; NIST/SEMATECH e-Handbook 6.3.2.2.

    >>> index = pd.period_range("1988-07", periods=6, freq="M")
    >>> phase = chart(pd.Series([10.5, 11.2, 9.2, 10.1, 10.4, 10.5], index=index)).phases[0]
    >>> round(phase.lower, 2), round(phase.upper, 2)
    (8.19, 12.44)
    """
    series = _complete(values, lowest, highest)
    if baseline is not None and baseline < FEWEST:
        raise OutOfRange("baseline", found=baseline, expected=f">= {FEWEST}")
    strangers = [change for change in changes if change not in series.index]
    if strangers:
        raise OutOfRange("changes", found=str(strangers[0]), expected=f"{series.index[0]} .. {series.index[-1]}")
    starts = sorted({series.index[0], *changes})
    phase_of = series.index.isin(starts).cumsum() - 1
    parts = [series[phase_of == k] for k in range(len(starts))]
    phases = tuple(_phase(part, baseline, lowest, highest) for part in parts)
    points = pd.concat([_signals(part, phase) for part, phase in zip(parts, phases, strict=True)])
    return BehaviourChart(points=points, phases=phases, latest=_latest(points, phases[-1]))


def _complete(values: pd.Series, lowest: float, highest: float) -> pd.Series:
    """Every period from the first to the last, as floats."""
    index = values.index
    if not isinstance(index, pd.PeriodIndex) or not index.is_unique or index.hasnans:
        raise WrongShape("values", found=type(index).__name__, expected="a PeriodIndex, each period once")
    series = values.astype(np.float64).dropna().sort_index()
    if series.empty:
        raise NotEstimable("process_behaviour", found=0, expected=">= 1 value")
    bad = series[~(np.isfinite(series) & series.between(lowest, highest))]
    if len(bad):
        raise OutOfRange(f"values[{bad.index[0]}]", found=float(bad.iloc[0]), expected=f">= {lowest:g}, <= {highest:g}")
    return series.reindex(pd.period_range(series.index[0], series.index[-1], freq=index.freq))


def _phase(part: pd.Series, baseline: int | None, lowest: float, highest: float) -> Phase:
    known = part[part.notna().cumsum() <= (baseline or len(part))]
    n, centre, mean_range = int(known.notna().sum()), float(known.mean()), float(known.diff().abs().mean())
    still = mean_range <= 1e-12 * float(known.abs().max())  # rounding is no variation
    reason = "short" if n < FEWEST or np.isnan(mean_range) else "constant" if still else ""
    if reason:
        centre = mean_range = np.nan
    lower, upper = centre - LIMIT_FACTOR * mean_range, centre + LIMIT_FACTOR * mean_range
    return Phase(
        start=part.index[0],
        values=n,
        centre=centre,
        mean_range=mean_range,
        lower=float(np.maximum(lower, lowest)),
        upper=float(np.minimum(upper, highest)),
        range_upper=RANGE_FACTOR * mean_range,
        held_back=lower < lowest or upper > highest,
        reason=reason,
    )


def _signals(part: pd.Series, phase: Phase) -> pd.DataFrame:
    """The four rules; nothing compares with NaN, so a gap ends a row of values and a phase without limits is mute."""
    moves = part.diff().abs()
    far = (part - phase.centre) / (LIMIT_FACTOR * phase.mean_range)
    halves = (far > 0.5, far < -0.5)
    sides = (far > 0, far < 0)
    return pd.DataFrame(
        {
            "value": part,
            "moving_range": moves,
            "centre": phase.centre,
            "lower": phase.lower,
            "upper": phase.upper,
            "range_upper": phase.range_upper,
            "outside": (part < phase.lower) | (part > phase.upper),
            "near_limit": _completes(halves[0], 3, 4, part) | _completes(halves[1], 3, 4, part),
            "run": _completes(sides[0], RUN, RUN, part) | _completes(sides[1], RUN, RUN, part),
            "range_outside": moves > phase.range_upper,
        }
    )


def _completes(hit: pd.Series, least: int, window: int, part: pd.Series) -> pd.Series:
    """Where a hit makes `least` of them among the last `window` values of a stretch without gap."""
    stretch = part.isna().cumsum().to_numpy()
    seen = hit.astype(np.float64).groupby(stretch).rolling(window, min_periods=1).sum()
    return hit & (seen.to_numpy() >= least)


def _latest(points: pd.DataFrame, phase: Phase) -> Side:
    if phase.reason:
        return Side.UNDETERMINED
    recent = points[points.index >= phase.start].iloc[-RUN:]
    signals = recent[recent[["outside", "near_limit", "run"]].any(axis=1)]
    if signals.empty:
        return Side.NOISE
    return Side.HIGH if signals["value"].iloc[-1] > phase.centre else Side.LOW
