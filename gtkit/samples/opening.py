"""The days on which the invented firm is open: no week-end, no public holiday, a closing between the years."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from gtkit.periods import DAYS_PER_YEAR
from gtkit.samples.population import AS_OF, FIRST_DAY

Days = npt.NDArray[np.datetime64]

_CLOSED = ("01-01", "05-01", "05-08", "07-14", "08-15", "11-01", "11-11", "12-25", "12-26", "12-27", "12-28", "12-29")
_HOLIDAYS = [np.datetime64(f"{year}-{day}") for year in range(FIRST_DAY.year, AS_OF.year + 1) for day in _CLOSED]


def next_open(days: Days) -> Days:
    """Each day itself when the firm is open, else the first open day after it.

    >>> next_open(np.array(["2026-05-01", "2026-06-30"], dtype="datetime64[D]"))
    array(['2026-05-04', '2026-06-30'], dtype='datetime64[D]')
    """
    return np.asarray(np.busday_offset(days, 0, roll="forward", holidays=_HOLIDAYS))


def open_day(years: npt.NDArray[np.float64]) -> Days:
    """The first open day that lies so many years after FIRST_DAY.

    >>> open_day(np.array([0.0, 1.0]))
    array(['2023-01-02', '2024-01-02'], dtype='datetime64[D]')
    """
    return next_open(np.datetime64(FIRST_DAY) + (years * DAYS_PER_YEAR).astype("timedelta64[D]"))
