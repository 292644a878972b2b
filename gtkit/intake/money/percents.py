"""Columns of rates: shares, or percents without their sign."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from gtkit.intake.money.lines import Flags


def as_shares(rates: npt.NDArray[np.float64]) -> tuple[npt.NDArray[np.float64], Flags]:
    """Rates as shares: all are percents as soon as one of them is above 1, as no share is.

    Parameters
    ----------
    rates : float array, shape (lines,)
        NaN where there is none.

    Returns
    -------
    The shares, shape (lines,), and the lines whose rate might be a share among percents.

    >>> shares, mixed = as_shares(np.array([20.0, 0.5, np.nan]))
    >>> shares.tolist(), mixed.tolist()
    ([0.2, 0.005, nan], [False, True, False])
    """
    percent = bool(np.nanmax(rates, initial=0.0) > 1)
    return rates / 100 if percent else rates, percent & (rates != 0) & (np.abs(rates) <= 1)
