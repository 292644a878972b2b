"""Numbers in the forms that nearly every cell of an export has, read for a whole column at once.

Read: ``1250``, ``-1250,5``, ``1250.50``, ``1 234,50`` with any of the spaces and apostrophes that group thousands, and
each of them before ``€``. Fifteen digits at most and two decimals at most: digits and power of ten are then exact, and
their quotient is the float nearest to what is written, as `float` gives it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
import numpy.typing as npt

_SPACE, _APOSTROPHE, _COMMA, _POINT, _MINUS, _EURO, _OTHER = range(10, 17)
_SIGNS = {
    **dict.fromkeys(" \u00a0\u202f\u2009", _SPACE),
    **dict.fromkeys("'’", _APOSTROPHE),
    **dict.fromkeys("-−", _MINUS),
    **{",": _COMMA, ".": _POINT, "€": _EURO},
}
_DIGITS = 15
_LONGEST = 23  # -999 999 999 999,99 €, and some
_BLOCK = 50_000  # texts looked at together, so that what they take stays small

Signs = npt.NDArray[np.uint8]  # 0 to 9 for a digit, else one of the names above


@dataclass(frozen=True, slots=True, kw_only=True)
class Plain:
    """What was read of each text, shape (texts,)."""

    known: npt.NDArray[np.bool_]  # whether the text has a form that is read here
    values: npt.NDArray[np.float64]  # NaN where it has none
    comma: npt.NDArray[np.bool_]  # whether a comma stands before decimals
    point: npt.NDArray[np.bool_]
    euro: npt.NDArray[np.bool_]


def read_plain(texts: Sequence[str]) -> Plain:
    """Texts in the usual forms as numbers.

    Parameters
    ----------
    texts : sequence of str

    Returns
    -------
    Plain

    >>> plain = read_plain(["1 234,50 €", "-3", "1,2,3"])
    >>> plain.known, plain.values, plain.euro
    (array([ True,  True, False]), array([1234.5,   -3. ,     nan]), array([ True, False, False]))
    """
    n = len(texts)
    values, marks, euro = np.full(n, np.nan), np.zeros(n, dtype=np.uint8), np.zeros(n, dtype=bool)
    lengths = np.fromiter(map(len, texts), dtype=np.intp, count=n)
    for start in range(0, n, _BLOCK):
        chosen = start + np.flatnonzero(lengths[start : start + _BLOCK] <= _LONGEST)
        signs = _signs([texts[at] for at in chosen.tolist()])
        for length in np.unique(lengths[chosen][lengths[chosen] > 0]).tolist():
            rows = np.flatnonzero(lengths[chosen] == length)
            for form in _forms(signs[rows, :length]):
                at = chosen[rows[form.rows]]
                values[at], marks[at], euro[at] = form.values, form.mark, form.euro
    return Plain(known=~np.isnan(values), values=values, comma=marks == _COMMA, point=marks == _POINT, euro=euro)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Form:
    """Texts of one length and one form."""

    rows: npt.NDArray[np.intp]
    values: npt.NDArray[np.float64]
    mark: int  # _COMMA, _POINT, 0 without decimals
    euro: bool


def _signs(texts: list[str]) -> Signs:
    """The signs of texts, shape (texts, length of the longest); what is past the end of a text is anything."""
    width = max(map(len, texts), default=0)
    if not width:
        return np.zeros((len(texts), 0), dtype=np.uint8)
    letters = np.array(texts, dtype=f"U{width}").view(np.uint32).reshape(len(texts), width)
    signs = _TABLE[np.minimum(letters, len(_TABLE) - 1)]
    far = letters >= len(_TABLE) - 1
    if far.any():
        signs[far] = [_SIGNS.get(chr(letter), _OTHER) for letter in letters[far].tolist()]
    return signs


def _table() -> Signs:
    """What each sign up to U+00FF is."""
    signs = [_SIGNS.get(chr(letter), _OTHER) for letter in range(256)]
    signs[ord("0") : ord("9") + 1] = range(10)
    return np.array(signs, dtype=np.uint8)


_TABLE = _table()


def _forms(signs: Signs) -> Iterator[_Form]:
    """The forms found among texts of one length, shape (texts, length)."""
    length = signs.shape[1]
    negative = (signs[:, 0] == _MINUS).astype(np.intp)
    behind = (signs[:, -1] == _EURO).astype(np.intp)
    behind += (behind == 1) & (signs[:, max(length - 2, 0)] == _SPACE)
    for minus, tail, decimals in product((0, 1), (0, 1, 2), (0, 1, 2)):
        whole = length - minus - tail - (decimals + 1 if decimals else 0)  # signs before the decimal mark
        if whole < 1:
            continue
        rows = np.flatnonzero((negative == minus) & (behind == tail))
        for mark in (_COMMA, _POINT) if decimals else (0,):
            of_mark = rows[signs[rows, minus + whole] == mark] if decimals else rows
            body = signs[of_mark, minus : length - tail]
            for grouped in (False, True):
                fit, values = _read(body, whole, decimals, grouped=grouped)
                yield _Form(rows=of_mark[fit], values=-values if minus else values, mark=mark, euro=tail > 0)


def _read(
    body: Signs, whole: int, decimals: int, *, grouped: bool
) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.float64]]:
    """Which of the texts are digits, in groups of three or not, before and after their mark; and their values."""
    between = [at for at in range(whole) if grouped and (whole - at) % 4 == 0]
    digits = [at for at in range(whole) if at not in between] + [whole + 1 + at for at in range(decimals)]
    if not body.size or len(digits) > _DIGITS or (grouped and (not between or between[0] == 0)):
        return np.array([], dtype=np.intp), np.array([])
    fits = (body[:, digits] < 10).all(axis=1)
    if grouped:
        fits &= (body[:, 0] > 0) & np.isin(body[:, between], (_SPACE, _APOSTROPHE)).all(axis=1)
    fit = np.flatnonzero(fits)
    values = np.zeros(len(fit))
    for at in digits:
        values = values * 10 + body[fit, at]
    return fit, values / 10.0**decimals
