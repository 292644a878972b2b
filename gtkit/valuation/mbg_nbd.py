"""MBG/NBD: buy at random, and perhaps leave after any purchase, the first one included.

The default for customers without a contract: one that bought once is not thought to live for ever. Theory:
`beta_geometric`.
Source: Batislam, Denizel & Filiztekin (2007), International Journal of Research in Marketing 24(3), 201-209.
"""

from __future__ import annotations

import pandas as pd

from gtkit.periods import Period
from gtkit.valuation.beta_geometric import BetaGeometric
from gtkit.valuation.dropout import fit_dropout
from gtkit.valuation.history import history
from gtkit.valuation.model import PurchaseFit

MBG_NBD = BetaGeometric("mbg_nbd", first=1)


def fit(summary: pd.DataFrame, *, period: Period | None = None) -> PurchaseFit:
    """Fit MBG/NBD by maximum likelihood, and doubt it aloud.

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
    Source: Batislam, Denizel & Filiztekin (2007), IJRM 24(3).
    """
    return fit_dropout(MBG_NBD, history(summary), period=period)
