"""Left truncation: customers who were there before the extract begins, and of whom it shows the end of a history.

A model of purchases lets each customer begin at its first purchase in the extract. That is the truth for those who came
in later; who was there before has a longer past that nobody sees, and has stayed already. Where the day of acquisition
is known, these are known; where it is not, a customer who bought in the first weeks may be one of them.

A yearly loss that is counted over those present (lost / at risk, as `historical_value` does) needs no such day: each
customer is at risk from when it is seen, which is delayed entry, and who left before is in neither count. The length
of past stays does need it and must not be read without it: customers who stayed are those who are left to be seen.

Source: Kalbfleisch & Prentice (2002), The Statistical Analysis of Failure Time Data, section 1.3, on left truncation
and occurrence over exposure.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

UNTOLD_DAYS = 60  # of the extract's beginning, in which the first purchase of an older customer is expected


@dataclass(frozen=True, slots=True)
class LeftTruncation:
    """How many customers bought, were there before the extract, and may have been."""

    customers: int
    older: int  # acquired before its first day
    untold: int  # without a day of acquisition, and bought in its first UNTOLD_DAYS

    @property
    def share(self) -> float:
        """Share of the customers known to be older than the extract."""
        return self.older / self.customers if self.customers else 0.0


def left_truncation(first_bought: pd.Series, acquired_on: pd.Series, *, begins: pd.Timestamp) -> LeftTruncation:
    """Count the customers that are older than an extract.

    Parameters
    ----------
    first_bought : Series of datetime64 by customer
        First purchase in the extract.
    acquired_on : Series of datetime64 by customer
        Missing or absent where not known; other customers are left out.
    begins : Timestamp
        First day of the extract.

    Returns
    -------
    LeftTruncation

    >>> bought = pd.Series(pd.to_datetime(["2024-01-20", "2024-01-25", "2025-03-01"]), index=["A", "B", "C"])
    >>> left_truncation(bought, pd.Series({"A": pd.Timestamp("2019-05-01")}), begins=pd.Timestamp("2024-01-02"))
    LeftTruncation(customers=3, older=1, untold=1)
    """
    known = pd.to_datetime(acquired_on.reindex(first_bought.index))
    early = first_bought < begins + pd.Timedelta(days=UNTOLD_DAYS)
    return LeftTruncation(
        customers=len(first_bought), older=int((known < begins).sum()), untold=int((known.isna() & early).sum())
    )
