"""Has an indicator progressed? The season taken out, the slope told, then the process behaviour chart read.

What is judged is the last eight periods, or all that came after a declared change; limits are frozen on the values
before them, where these are enough for firm limits (or for any, before a declared change), and rest on all values
otherwise. A signal among the last eight periods, on the side that is wanted, is progress; on the other side, a decline;
none, noise. A strong slope goes one way over the whole series: it is told as such, since limits suppose a level.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import pandas as pd

from gtkit.errors import NotEstimable
from gtkit.scoring.indicators.process_behaviour import FEWEST, FIRM, RUN, BehaviourChart, Side, chart
from gtkit.scoring.indicators.season import Season, Slope, season, slope, without_season

_CYCLES = {"M": 12, "Q": 4}


class Reading(StrEnum):
    """What a series says."""

    PROGRESS = "progress"
    DECLINE = "decline"
    NOISE = "noise"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """A series read.

    Attributes
    ----------
    reading : what it says. reason : what it rests on: "signal", "slope", "steady"; or why nothing can be said: "short"
        (too few values), "constant", "direction" (it moved, and nobody wrote which way is better).
    chart : the series with its limits, seasons taken out where they are strong; None under FEWEST values.
    seasonal : whether a strong season was taken out. changed : the last declared change, None without one.
    """

    reading: Reading
    reason: str
    chart: BehaviourChart | None
    seasonal: bool
    changed: pd.Period | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    """A series of an indicator and what it says.

    `group` is "helped", "control" or "" for the whole; `last` is the latest value, in `unit`.
    """

    indicator: str
    label: str
    group: str
    unit: str
    last: float
    progress: Progress


def by_period(dates: pd.Series, values: pd.Series) -> pd.Series:
    """A series by period, of the length that the dates keep: day, week, month, quarter or year.

    Parameters
    ----------
    dates : Series of datetime64
        First day of each period, in any order.
    values : Series of float
        With the same index; several values of one period count as their mean.

    Returns
    -------
    Series with a PeriodIndex, oldest first.

    >>> months = pd.Series(pd.to_datetime(["2026-02-01", "2026-01-01", "2026-04-01"]))
    >>> by_period(months, pd.Series([2.0, 1.0, 4.0])).index.freqstr
    'M'
    """
    index = pd.DatetimeIndex(dates)
    gaps = np.diff(np.sort(index.unique().to_numpy())) / np.timedelta64(1, "D")
    step = float(gaps.min()) if len(gaps) else 30.0
    length = next((code for days, code in ((6, "D"), (27, "W"), (88, "M"), (364, "Q")) if step <= days), "Y")
    return values.set_axis(index.to_period(length)).groupby(level=0).mean().sort_index()


def read(
    values: pd.Series,
    *,
    direction: str,
    changes: Collection[pd.Period] = (),
    lowest: float = -np.inf,
    highest: float = np.inf,
) -> Progress:
    """What a series says of progress.

    Parameters
    ----------
    values : Series with a PeriodIndex
    direction : str
        "max" where more is better, "min" where less is, "" where it is not known.
    changes : collection of Period
        Declared changes; the last one counts, those outside the series are not heeded.
    lowest, highest : float
        What can be measured at all; not applied once a season is taken out.

    Returns
    -------
    Progress

    Raises as `process_behaviour.chart`.
    Source: METHODS M34; Wheeler (1993), Understanding Variation.
    """
    known = values.dropna().sort_index()
    if len(known) < FEWEST:
        return _unreadable("short")
    found = _season(known)
    strong = found is not None and found.strong
    level = without_season(known, found) if found is not None and strong else known
    last = max((c for c in changes if known.index[0] < c <= known.index[-1]), default=None)
    before, least = (int((level.index < last).sum()), FEWEST) if last is not None else (len(level) - RUN, FIRM)
    drawn = chart(
        level,
        lowest=-np.inf if strong else lowest,
        highest=np.inf if strong else highest,
        baseline=before if before >= least else None,
    )
    if drawn.latest is Side.UNDETERMINED:
        return _unreadable(drawn.phases[-1].reason, chart=drawn, seasonal=strong, changed=last)
    going = _slope(level) if last is None else None
    sloping = going is not None and going.strong
    side = (Side.HIGH if going.tau > 0 else Side.LOW) if going is not None and sloping else drawn.latest
    reading, reason = _told(side, direction, sloping=sloping)
    return Progress(reading=reading, reason=reason, chart=drawn, seasonal=strong, changed=last)


def _told(side: Side, direction: str, *, sloping: bool) -> tuple[Reading, str]:
    if side is Side.NOISE:
        return Reading.NOISE, "steady"
    if direction not in ("max", "min"):
        return Reading.UNREADABLE, "direction"
    better = (side is Side.HIGH) == (direction == "max")
    return (Reading.PROGRESS if better else Reading.DECLINE), "slope" if sloping else "signal"


def _unreadable(
    reason: str,
    *,
    chart: BehaviourChart | None = None,
    seasonal: bool = False,
    changed: pd.Period | None = None,
) -> Progress:
    return Progress(reading=Reading.UNREADABLE, reason=reason, chart=chart, seasonal=seasonal, changed=changed)


def _season(known: pd.Series) -> Season | None:
    """The season, None where the series has no calendar or not two values at each place of it."""
    length = _CYCLES.get(str(pd.PeriodIndex(known.index).freqstr)[:1])  # "Q-DEC" is a quarter
    if length is None:
        return None
    try:
        return season(known, length=length)
    except NotEstimable:
        return None


def _slope(known: pd.Series) -> Slope | None:
    try:
        return slope(known)
    except NotEstimable:
        return None
