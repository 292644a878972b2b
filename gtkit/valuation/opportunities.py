"""Transactions to one row a customer in opportunities: in how many periods it bought, of how many.

Time is cut backwards from the end into whole periods: of months, quarters and years by the calendar (quarters that end
on 30 June end on 31 March and 31 December too), so that the last period is complete. The period of the first purchase
makes the customer; each later one is an opportunity, taken when a purchase falls in it, however many do, for the sum
of what they are worth.
"""

from __future__ import annotations

import datetime as dt

import numpy as np
import numpy.typing as npt
import pandas as pd

from gtkit.periods import Period
from gtkit.valuation.purchases import SALES, SaleColumns, purchases_of
from gtkit.valuation.summary import describe, finished

MONTHS = {Period.MONTH: 1, Period.QUARTER: 3, Period.YEAR: 12}


def summarise_opportunities(
    transactions: pd.DataFrame,
    *,
    period: Period = Period.QUARTER,
    end: str | dt.date | pd.Timestamp | None = None,
    columns: SaleColumns = SALES,
) -> pd.DataFrame:
    """Opportunities taken, the last one taken, opportunities in all, and spend of each customer.

    Parameters
    ----------
    transactions : DataFrame
        One row a line, as `summarise` reads it.
    period : Period
        Time between two opportunities.
    end : date, inclusive
        Last day observed, the last of a period; later rows are left out. None: the last date of the table.
    columns : SaleColumns
        What its columns are called.

    Returns
    -------
    DataFrame indexed by customer, sorted: frequency (opportunities taken after the period of the first purchase),
    recency (number of the last one taken) and T (opportunities in all), whole numbers; with amounts also
    monetary_value (mean of the opportunities taken above 0), spend_count and net_amount, as in `summarise`, and the
    same attrs.

    Raises WrongShape for a missing column, OutOfRange for a blank customer, date or amount, NotEstimable when no
    purchase lies on or before `end`.
    Source: Fader, Hardie & Shang (2010), Marketing Science 29(6), for the three numbers; the cut is the kit's own.

    >>> lines = pd.DataFrame({"customer_id": ["a", "a", "a", "b"], "amount": [10.0, 30.0, 5.0, 8.0],
    ...                       "date": ["2025-01-31", "2025-04-01", "2025-06-30", "2025-09-01"]})
    >>> summarise_opportunities(lines, end="2025-12-31")[["frequency", "recency", "T", "monetary_value"]]
                 frequency  recency    T  monetary_value
    customer_id
    a                    1      1.0  3.0            35.0
    b                    0      0.0  1.0             0.0
    """
    bought = purchases_of(transactions, end=end, columns=columns)
    starts = period_starts(period, first=int(bought.day.min()), last=bought.last)
    number = np.searchsorted(starts, bought.day, side="right")
    begins = np.append(True, (np.diff(number) != 0) | (np.diff(bought.who) != 0))
    rows = describe(
        bought,
        who=bought.who[begins],
        when=number[begins].astype(np.int32),
        paid=np.add.reduceat(bought.paid, np.flatnonzero(begins)),
        last=len(starts),
        unit=1.0,
    )
    return finished(
        rows.drop(columns="sum_log_gaps"),
        unassigned=bought.unassigned,
        last=bought.last,
        period=period,
        money=columns.amount is not None,
    )


def opportunities_taken(
    transactions: pd.DataFrame, *, period: Period, since: dt.date | pd.Timestamp, end: dt.date | pd.Timestamp
) -> pd.Series:
    """Periods in which each customer bought, of those that begin after `since`.

    Parameters
    ----------
    transactions : DataFrame
        Columns customer_id, date, amount; a purchase is a line above 0.
    period : Period
    since, end : date
        The last day before, and the last day, that of a period.

    Returns
    -------
    Series by customer who bought: a number of periods.

    >>> lines = pd.DataFrame({"customer_id": "a", "date": pd.to_datetime(["2025-01-31", "2025-02-01"]), "amount": 1.0})
    >>> opportunities_taken(lines, period=Period.QUARTER, since=dt.date(2024, 12, 31), end=dt.date(2025, 12, 31))["a"]
    np.int64(1)
    """
    first, last = ((pd.Timestamp(day) - pd.Timestamp(0)).days for day in (since, end))
    bought = transactions[transactions["amount"] > 0]
    day = (bought["date"] - pd.Timestamp(0)).dt.days.to_numpy()
    starts = period_starts(period, first=first + 1, last=last)
    inside = (day > first) & (day <= last)
    number = pd.Series(np.searchsorted(starts, day[inside], side="right"), index=bought["customer_id"][inside])
    taken: pd.Series = number.groupby(level=0).nunique()
    return taken


def period_starts(period: Period, *, first: int, last: int) -> npt.NDArray[np.int64]:
    """First days of the periods that end with the day `last`, back to the one that holds the day `first`.

    Days are counted from 1970-01-01.

    >>> period_starts(Period.MONTH, first=0, last=89).astype("datetime64[D]").astype(str).tolist()
    ['1970-01-01', '1970-02-01', '1970-03-01']
    """
    count = int((last - first) // (0.9 * period.days)) + 2
    if period in MONTHS:
        after = pd.Timestamp(np.datetime64(last + 1, "D"))
        dates = [after - pd.DateOffset(months=MONTHS[period] * k) for k in range(count, 0, -1)]
        starts = np.array(dates, dtype="datetime64[D]").astype(np.int64)
    else:
        starts = last + 1 - int(period.days) * np.arange(count, 0, -1)
    return starts[int(np.searchsorted(starts, first, side="right")) - 1 :]
