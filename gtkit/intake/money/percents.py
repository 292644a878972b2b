"""Columns of rates: shares, percents with their sign, or percents without it."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from gtkit.intake.money.lines import Flags, cells_of
from gtkit.intake.tables.part import Part


def as_shares(rates: npt.NDArray[np.float64], signed: Flags) -> tuple[npt.NDArray[np.float64], Flags]:
    """Rates as shares: percents where most of those without a sign are above 1, as hardly a share is.

    Parameters
    ----------
    rates : float array, shape (lines,)
        NaN where there is none.
    signed : bool array, shape (lines,)
        The rates that are written with ``%``, and read as shares: 150 % is 1.5.

    Returns
    -------
    The shares, shape (lines,), and the lines whose rate is not written as most are: 0.5 among percents might be a share
    and 20 among shares a percent.

    >>> shares, mixed = as_shares(np.array([20.0, 10.0, 0.5, 1.5]), np.array([False, False, False, True]))
    >>> shares.tolist(), mixed.tolist()
    ([0.2, 0.1, 0.005, 1.5], [False, False, True, False])
    """
    above, within = ~signed & (rates > 1), ~signed & (rates != 0) & (np.abs(rates) <= 1)
    if above.sum() >= within.sum() and above.any():
        return np.where(signed, rates, rates / 100), within
    return np.where(above, rates / 100, rates), above


def signed_percents(part: Part, key: str) -> Flags:
    """The lines whose rate is written with its sign, ``%``."""
    if key not in part.positions:
        return np.zeros(len(part.frame), dtype=bool)
    column = cells_of(part, key)
    signs = np.array([isinstance(cell, str) and "%" in cell for cell in column.uniques], dtype=bool)
    return signs[column.codes] if signs.size else np.zeros(len(part.frame), dtype=bool)
