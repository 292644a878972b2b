"""How regular orders are, whoever leaves and whatever each customer's pace: a check on the k that a model chooses.

When gaps are gamma of shape k at the customer's own rate, the share of each gap in the time from first to last
purchase is Dirichlet(k, ..., k): neither the rate nor the departure nor the end of the file enters. Wheat & Morrison
read k from the share of one gap in two; all gaps of a customer say more, and the sum of their logarithms says it all:

    E[sum log(gap / t_x)] = x psi(k) - x psi(k x),

whose root k, over all customers with two gaps or more, is the maximum of their likelihood. 1 is buying at random, 2 and
above regular orders, under 1 orders in bursts.
Source: Wheat & Morrison (1990), Journal of Marketing Research 27(1), for the argument; the moment is Dirichlet's.
"""

from __future__ import annotations

import math

import numpy as np
from scipy.optimize import brentq
from scipy.special import psi

from gtkit.arrays import Vector
from gtkit.errors import OutOfRange, WrongShape
from gtkit.valuation.history import LOG_GAPS, History

EXTREMES = (1e-2, 1e4)
_ROUNDING = 1e-6  # of a logarithm, for each gap


def regularity(rows: History) -> float | None:
    """Shape of the gaps between purchases, None when no customer has two gaps.

    Parameters
    ----------
    rows : History
        With log gaps.

    Returns
    -------
    float from 0.01 to 10,000 (each customer's gaps are all alike); None.

    Raises WrongShape when the gaps are not told, OutOfRange when they cannot be those of the purchases.
    Source: see the head of the module.
    """
    gaps = _log_gaps(rows)
    several = rows.x > 1
    if not several.any():
        return None
    x, count = rows.x[several], rows.count[several]
    seen = float(count @ (gaps[several] - x * np.log(rows.t_x[several])))

    def excess(log_k: float) -> float:
        k = math.exp(log_k)
        return float(count @ (x * (psi(k) - psi(k * x)))) - seen

    low, high = (math.log(end) for end in EXTREMES)
    if excess(low) >= 0 or excess(high) <= 0:
        return EXTREMES[0] if excess(low) >= 0 else EXTREMES[1]
    return math.exp(brentq(excess, low, high, xtol=1e-10))


def _log_gaps(rows: History) -> Vector:
    gaps = rows.log_gaps
    if gaps is None:
        raise WrongShape("summary", found="", expected=LOG_GAPS)
    # No gaps of a given sum have a larger product than equal ones.
    most = rows.x * np.log(np.where(rows.x > 0, rows.t_x, 1.0) / np.maximum(rows.x, 1))
    fits = np.where(rows.x > 1, gaps <= most + _ROUNDING * rows.x, np.abs(gaps - most) <= _ROUNDING)
    if not fits.all():
        first = int(np.argmin(fits))
        raise OutOfRange(f"{LOG_GAPS}[{first}]", found=float(gaps[first]), expected=f"<= {most[first]:.6g}")
    return gaps
