"""Invoices that credit notes name, where the cells of one file show zeros before the one number and not the other.

A number typed as 123 under the format ``00000`` is read as people see it, 00123; a column beside it without that format
says 123. In such a file alone, a reference that is the number of no invoice is compared zeros aside.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from gtkit.intake.tables.part import Part

_NUMBERS = ("invoice", "credited_invoice")


def half_formed(part: Part) -> bool:
    """Whether the format of the cells completes with zeros one of the two columns of invoice numbers alone."""
    formed = {column for column, _ in part.raw.codes}
    return len({key for key in _NUMBERS if part.positions.get(key) in formed}) == 1


def without_zeros(number: str) -> str:
    """A number without the zeros before it; what is no number, and 0, stay.

    >>> without_zeros("00123"), without_zeros("000"), without_zeros("F001")
    ('123', '000', 'F001')
    """
    return number.lstrip("0") or number if number.isdecimal() else number


def referred(notes: pd.DataFrame, sold: pd.DataFrame) -> pd.Series:
    """The number of the invoice to which each credit note refers: that it names, else its own.

    Parameters
    ----------
    notes : DataFrame
        who, number, named (-1 where it names none), bare: the code of what it names zeros aside, -1 where they tell two
        numbers apart.
    sold : DataFrame
        Invoices: who, number, bare.

    Returns
    -------
    Series of codes of numbers, on the index of `notes`. Zeros are left aside where the name is the number of no
    invoice of the customer, and one number alone then fits.

    >>> sold = pd.DataFrame({"who": [0, 0], "number": [1, 2], "bare": [7, 8]})
    >>> notes = pd.DataFrame({"who": [0, 0], "number": [4, 4], "named": [5, 2], "bare": [7, 7]})
    >>> referred(notes, sold).tolist()
    [1, 2]
    """
    ref = notes["named"].where(notes["named"] >= 0, notes["number"])
    if not (notes["bare"] >= 0).any():
        return ref
    known = sold[["who", "number", "bare"]].drop_duplicates()
    exact = pd.MultiIndex.from_frame(notes[["who", "named"]]).isin(pd.MultiIndex.from_frame(known[["who", "number"]]))
    alone = known.drop_duplicates(["who", "bare"], keep=False).rename(columns={"number": "alike"})
    alike = notes[["who", "bare"]].merge(alone, how="left", on=["who", "bare"])["alike"].to_numpy()
    taken = ~exact & (notes["bare"] >= 0).to_numpy() & ~np.isnan(alike)
    return ref.where(~taken, np.nan_to_num(alike, nan=-1)).astype(np.intp)
