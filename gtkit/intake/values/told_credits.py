"""Which lines are credit notes by what a file says beside their amounts: a type of document, a side of an account."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

TELLING = ("document_type", "side")  # columns that tell it, the first before the second
SIDES = ("debit", "credit")
Signs = npt.NDArray[np.int8]


def told_signs(values: Mapping[str, npt.NDArray[Any]], *, sales_side: str) -> Signs:
    """What each line says that it is.

    Parameters
    ----------
    values : mapping of column key -> array of texts, shape (lines,)
        Of ``document_type`` and ``side``, where the file has them; the type goes before the side.
    sales_side : str
        The side on which sales stand.

    Returns
    -------
    int array, shape (lines,): 1 for a sale, -1 for a credit note, 0 where nothing is said.

    >>> values = {"document_type": np.array(["credit_note", ""]), "side": np.array(["", "debit"])}
    >>> told_signs(values, sales_side="debit")
    array([-1,  1], dtype=int8)
    """
    by_type = _signs(values.get("document_type"), "invoice", "credit_note")
    other = SIDES[sales_side == SIDES[0]]
    by_side = _signs(values.get("side"), sales_side, other)
    return np.where(by_type != 0, by_type, by_side).astype(np.int8)


def without_sign(values: npt.NDArray[np.float64], signs: Signs) -> npt.NDArray[np.float64]:
    """Amounts as they are to be counted where the credit notes bear no sign: negative.

    >>> without_sign(np.array([5.0, 3.0]), np.array([1, -1], dtype=np.int8)).tolist()
    [5.0, -3.0]
    """
    return np.where((signs < 0) & (values > 0), -values, values)


def _signs(keys: npt.NDArray[Any] | None, sale: str, note: str) -> Signs:
    if keys is None:
        return np.zeros(1, dtype=np.int8)
    texts = np.asarray(keys, dtype=object)
    signs: Signs = (texts == sale).astype(np.int8) - (texts == note).astype(np.int8)
    return signs
