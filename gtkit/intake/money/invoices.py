"""Invoices of each customer, known by their number: what a credit note is tied to."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd


def first_issued(sold: pd.DataFrame, by: Sequence[str], day: str) -> pd.DataFrame:
    """The first line of each invoice.

    Parameters
    ----------
    sold : DataFrame
        Lines that are no credit notes, each with an invoice number.
    by : sequence of str
        Columns of the customer and of the number, whose case does not tell two invoices apart.
    day : str
        Column of the date.

    Returns
    -------
    DataFrame: the columns of `sold`, one row an invoice, its earliest line; of the lines of one day the first.

    >>> sold = pd.DataFrame({"who": [0, 0], "number": ["f1", "f1"], "day": [5, 3]})
    >>> first_issued(sold, ["who", "number"], "day")["day"].tolist()
    [3]
    """
    return sold.sort_values(day, kind="stable").drop_duplicates(list(by))
