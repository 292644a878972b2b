"""Columns of rates: shares, or percents without their sign."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from gtkit.intake.money.lines import Flags


def as_shares(rates: npt.NDArray[np.float64]) -> tuple[npt.NDArray[np.float64], Flags]:
    """Rates as shares: percents where most of them are above 1, as no share is.

    Parameters
    ----------
    rates : float array, shape (lines,)
        NaN where there is none.

    Returns
    -------
    The shares, shape (lines,), and the lines whose rate is not written as most are: 0.5 among percents might be a share
    and 20 among shares a percent.

    >>> shares, mixed = as_shares(np.array([20.0, 10.0, 0.5, np.nan]))
    >>> shares.tolist(), mixed.tolist()
    ([0.2, 0.1, 0.005, nan], [False, False, True, False])
    """
    above, within = rates > 1, (rates != 0) & (np.abs(rates) <= 1)
    if above.sum() >= within.sum() and above.any():
        return rates / 100, within
    return np.where(above, rates / 100, rates), above
