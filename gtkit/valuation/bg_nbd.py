"""BG/NBD: buy at random, and perhaps leave after a repeat purchase.

The first purchase gives no occasion to leave: a customer who never bought again is alive with probability 1, however
long ago that was. Kept to compare with published work; MBG/NBD is the default. Theory: `beta_geometric`.
Source: Fader, Hardie & Lee (2005), Marketing Science 24(2), 275-284.
"""

from __future__ import annotations

import pandas as pd

from gtkit.periods import Period
from gtkit.valuation.beta_geometric import BetaGeometric
from gtkit.valuation.dropout import fit_dropout
from gtkit.valuation.history import history
from gtkit.valuation.model import PurchaseFit

BG_NBD = BetaGeometric("bg_nbd", first=0)


def fit(summary: pd.DataFrame, *, period: Period | None = None) -> PurchaseFit:
    """Fit BG/NBD by maximum likelihood, and doubt it aloud.

    Parameters
    ----------
    summary : DataFrame by customer
        Columns frequency, recency, T, as `summarise` makes them.
    period : Period, optional
        Unit of time; overrides the one that the summary declares.

    Returns
    -------
    PurchaseFit with params r, a, b (no unit) and alpha (periods); flags among no_dropout, endless_life, at_bound,
    ill_conditioned.

    Raises NotEstimable when nobody bought twice; OutOfRange or WrongShape for an impossible summary.
    Source: Fader, Hardie & Lee (2005), Marketing Science 24(2).
    """
    return fit_dropout(BG_NBD, history(summary), period=period)
