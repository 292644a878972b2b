"""Columns of texts, read once for each distinct text: a ledger repeats its dates, accounts and amounts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

Texts: TypeAlias = npt.NDArray[np.object_]  # of str
Flags: TypeAlias = npt.NDArray[np.bool_]
Codes: TypeAlias = npt.NDArray[np.int64]


def each_text(column: Texts, read: Callable[[str], Any], *, blank: Any, dtype: str) -> tuple[npt.NDArray[Any], Flags]:
    """A column read text by text.

    Parameters
    ----------
    column : object array of str
    read : callable
        One text as its value, None for what cannot be read.
    blank : value
        Stands where nothing could be read.
    dtype : str
        Of the values.

    Returns
    -------
    Values, one a row; bool array, True where the text could not be read.

    >>> each_text(np.array(["1", "x"], dtype=object), lambda t: int(t) if t.isdigit() else None, blank=0, dtype="int64")
    (array([1, 0]), array([False,  True]))
    """
    codes, known = pd.factorize(column)
    found = [read(text) for text in known]
    values = np.array([blank if value is None else value for value in found], dtype=dtype)
    wrong = np.array([value is None for value in found], dtype=bool)
    return values[codes], wrong[codes]


def coded(column: npt.NDArray[Any]) -> Codes:
    """A number for each distinct value of a column of texts, numbers or days, from 0, in order of appearance."""
    codes, _ = pd.factorize(column.view(np.int64) if column.dtype.kind == "M" else column)
    return codes.astype(np.int64)


def joined(*columns: Codes) -> Codes:
    """A number for each distinct row of several columns of numbers from 0.

    >>> joined(np.array([0, 0, 1]), np.array([1, 1, 1])).tolist()
    [0, 0, 1]
    """
    total = columns[0]
    for column in columns[1:]:
        total = coded(total * (int(column.max(initial=0)) + 1) + column)
    return total


def summed(values: Codes, codes: Codes) -> Codes:
    """The exact sum of whole numbers for each code."""
    sums = np.zeros(int(codes.max(initial=-1)) + 1, dtype=np.int64)
    np.add.at(sums, codes, values)
    return sums


def marked(flags: Flags, codes: Codes) -> Flags:
    """Whether any row of each code bears a flag."""
    marks = np.zeros(int(codes.max(initial=-1)) + 1, dtype=bool)
    marks[codes[flags]] = True
    return marks
