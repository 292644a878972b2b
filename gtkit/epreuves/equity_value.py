"""Customer equity at the settings of an engagement, with its intervals or its expected total alone."""

from __future__ import annotations

import numpy as np
import pandas as pd

from gtkit.epreuves.valuation_settings import ValuationSettings
from gtkit.errors import NotEstimable
from gtkit.valuation import CustomerEquity, GammaGammaFit, PurchaseFit, customer_equity, gamma_gamma


def value_equity(
    fit: PurchaseFit,
    summary: pd.DataFrame,
    rates: pd.Series,
    settings: ValuationSettings,
    divisions: pd.DataFrame | None,
    gone: pd.Index,
) -> CustomerEquity:
    """Customer equity at the settings of an engagement: the same seed, the same draws, the same total.

    Parameters
    ----------
    fit, summary
        Model and the histories to value.
    rates : Series by customer
        Margin as a share of amounts.
    settings : ValuationSettings
    divisions : DataFrame by customer, or None
        Ways of dividing the customers.
    gone : Index
        Customers whose departure is on record.
    """
    return customer_equity(
        fit,
        _spend(summary),
        summary,
        annual_rate=settings.annual_rate,
        horizon_years=settings.horizon_years,
        margin=rates,
        divisions=divisions,
        gone=gone,
        rng=np.random.default_rng(settings.seed),
        draws=settings.draws,
        level=settings.interval_level,
    )


def total_value(
    fit: PurchaseFit, summary: pd.DataFrame, rates: pd.Series, settings: ValuationSettings, *, gone: pd.Index
) -> float:
    """Customer equity as expected, without its intervals, currency; who is gone has none."""
    bought = fit.discounted_purchases(summary, annual_rate=settings.annual_rate, horizon_years=settings.horizon_years)
    spend = _spend(summary)
    amount = spend if isinstance(spend, pd.Series) else spend.expected_spend(summary)
    return float((bought * amount * rates.reindex(summary.index))[~summary.index.isin(gone)].sum())


def withheld_value(
    fit: PurchaseFit | None, summary: pd.DataFrame, rates: pd.Series, settings: ValuationSettings, gone: pd.Index
) -> float:
    """What a model that does not know of departures gives to those who left, currency."""
    if fit is None or not summary.index.isin(gone).any():
        return 0.0
    return total_value(fit, summary, rates, settings, gone=summary.index.difference(gone))


def _spend(summary: pd.DataFrame) -> GammaGammaFit | pd.Series:
    """Amount of a purchase by Gamma-Gamma; each customer's own mean where amounts do not vary enough to learn from."""
    try:
        return gamma_gamma.choose_spend(summary)
    except NotEstimable:
        own = summary["monetary_value"]
        return own.where(own > 0, own[own > 0].mean()).rename("spend")
