"""Units of time, and the only place that converts one into another.

A year is 365.25 days, a month a twelfth of it, a quarter a fourth, a week 7 days.
"""

from __future__ import annotations

import math
from enum import StrEnum

from gtkit.errors import OutOfRange

DAYS_PER_YEAR = 365.25


class Period(StrEnum):
    """A unit of time that a rate, a column or a fit is declared in."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"

    @property
    def days(self) -> float:
        """Length in days.

        >>> Period.MONTH.days
        30.4375
        """
        return _DAYS[self]

    @property
    def per_year(self) -> float:
        """How many of them a year holds.

        >>> round(Period.WEEK.per_year, 4)
        52.1786
        """
        return DAYS_PER_YEAR / self.days

    def discount_rate(self, annual_rate: float) -> float:
        """Continuous discount rate per period that is worth `annual_rate` a year.

        Parameters
        ----------
        annual_rate : float
            Yearly rate as a share (0.10 is 10 % a year), above -1.

        Returns
        -------
        float: delta, such that a unit due in t periods is worth exp(-delta t) today.

        Raises OutOfRange when `annual_rate` is -1 or less, or not finite.

        >>> round(Period.YEAR.discount_rate(0.10), 6)
        0.09531
        """
        if not (math.isfinite(annual_rate) and annual_rate > -1):
            raise OutOfRange("annual_rate", found=annual_rate, expected="> -1")
        return math.log1p(annual_rate) / self.per_year


_DAYS = {
    Period.DAY: 1.0,
    Period.WEEK: 7.0,
    Period.MONTH: DAYS_PER_YEAR / 12,
    Period.QUARTER: DAYS_PER_YEAR / 4,
    Period.YEAR: DAYS_PER_YEAR,
}
