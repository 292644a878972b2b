"""MBG/CNBD-k: order at a regular pace, and perhaps leave after any purchase, the first one included.

For customers without a contract who order regularly, as firms often do: a silence that is long against their own pace
then says much more. Theory: `cnbd_k`.
Source: Reutterer, Platzer & Schroeder (2021), International Journal of Research in Marketing 38(1), 194-215.
"""

from __future__ import annotations

import pandas as pd

from gtkit.periods import Period
from gtkit.valuation.regular import RegularFit, fit_regular


def fit(summary: pd.DataFrame, *, k: int | None = None, period: Period | None = None) -> RegularFit:
    """Fit MBG/CNBD-k by maximum likelihood, and doubt it aloud.

    Parameters
    ----------
    summary : DataFrame by customer
        Columns frequency, recency, T, sum_log_gaps, as `summarise` makes them.
    k : int, optional
        Regularity, 1 (at random) to 6; None: the likeliest.
    period : Period, optional
        Unit of time; overrides the one that the summary declares.

    Returns
    -------
    RegularFit with params r, a, b (no unit) and alpha (periods), k and what each k tried is worth, and a check of k by
    Wheat & Morrison's argument; flags among no_dropout, endless_life, at_bound, ill_conditioned,
    regularity_capped, regularity_unconfirmed.

    Raises NotEstimable when nobody bought twice; OutOfRange or WrongShape for an impossible k or summary.
    Source: Reutterer, Platzer & Schroeder (2021), IJRM 38(1); Wheat & Morrison (1990), JMR 27(1).
    """
    return fit_regular("mbg_cnbd_k", 1, summary, k=k, period=period)
