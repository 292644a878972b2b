"""MBG/NBD: buy at random, and perhaps leave after any purchase, the first one included.

The default for customers without a contract: one that bought once is not thought to live for ever. Theory:
`beta_geometric`.
Source: Batislam, Denizel & Filiztekin (2007), International Journal of Research in Marketing 24(3), 201-209.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from gtkit.periods import Period
from gtkit.valuation.beta_geometric import BetaGeometric
from gtkit.valuation.covariate_fit import CovariateFit
from gtkit.valuation.covariates import fit_moved
from gtkit.valuation.dropout import fit_dropout
from gtkit.valuation.history import history
from gtkit.valuation.model import PurchaseFit
from gtkit.valuation.moved import Effect
from gtkit.valuation.pooled import pool
from gtkit.valuation.segmented import SegmentedFit, labels_of, summary_by

MBG_NBD = BetaGeometric("mbg_nbd", first=1)
# Logarithms of r, alpha, a, b: shape and rate of purchases, how alike the chances of leaving are, and their odds.
COORDINATES = np.array([[1.0, 0, 0, 0], [1, -1, 0, 0], [0, 0, 0.5, 0.5], [0, 0, 1, -1]])


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


def fit_covariates(
    summary: pd.DataFrame,
    covariates: pd.DataFrame,
    *,
    purchase: Sequence[str] | None = None,
    dropout: Sequence[str] | None = None,
    period: Period | None = None,
) -> CovariateFit:
    """Fit MBG/NBD with what is known of each customer.

    alpha_i = alpha exp(-g1 z_i), a_i = a exp(g2 z_i), b_i = b exp(g3 z_i): a covariate moves the odds of leaving after
    a purchase by exp(g2 - g3), and how much customers differ in them.

    Parameters
    ----------
    summary : DataFrame by customer
        Columns frequency, recency, T, as `summarise` makes them.
    covariates : DataFrame by customer
        Columns of numbers that do not change in time; a level is a column of 0 and 1.
    purchase, dropout : sequence of str, optional
        Columns that move the rate of purchase, and the chance of leaving; None: every one.
    period : Period, optional
        Unit of time; overrides the one that the summary declares.

    Returns
    -------
    CovariateFit with params r, alpha, a, b of a customer of mean covariates, purchase.column, dropout_a.column and
    dropout_b.column; flags among those of `fit`, and separated.

    Raises NotEstimable when nobody bought twice, for a column that does not vary or that others tell; OutOfRange or
    WrongShape for an impossible summary or covariates.
    Source: Fader & Hardie (2007), note 019, for the BG/NBD, of which only the first occasion to leave differs.
    """
    return fit_moved(
        MBG_NBD,
        fit(summary, period=period),
        summary,
        covariates,
        buying=Effect("purchase", "alpha", -1.0),
        leaving=(Effect("dropout_a", "a", 1.0), Effect("dropout_b", "b", 1.0)),
        purchase=purchase,
        dropout=dropout,
    )


def fit_pooled(summary: pd.DataFrame, segments: pd.Series, *, period: Period | None = None) -> SegmentedFit:
    """Fit MBG/NBD to each segment of a base, drawn toward the base the more, the less the segment tells.

    Parameters
    ----------
    summary : DataFrame by customer
        Columns frequency, recency, T, as `summarise` makes them.
    segments : Series by customer
        Segment of each one; a segment may have no repeat customer, or a single customer.
    period : Period, optional
        Unit of time; overrides the one that the summary declares.

    Returns
    -------
    SegmentedFit: a fit for each segment, and how widely segments differ.

    Raises NotEstimable when nobody bought twice or there are fewer than two segments; OutOfRange or WrongShape for an
    impossible summary, a customer without a segment.
    Source: Kass & Steffey (1989), JASA 84(407); VALUATION section 9.
    """
    base = fit(summary, period=period)
    parts = summary_by(summary, labels_of(segments, summary.index))
    return pool(MBG_NBD, base, [(name, history(rows)) for name, rows in parts], coordinates=COORDINATES)
