"""What the valuation rests on: months that models did not see, the equity of a year ago, the largest customers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import pandas as pd

from gtkit.contracts import CheckedTable
from gtkit.epreuves.customer_base import CustomerBase, value_customers
from gtkit.epreuves.equity_value import total_value
from gtkit.epreuves.valuation_settings import ValuationSettings
from gtkit.errors import NotEstimable
from gtkit.periods import Period
from gtkit.valuation import (
    Dependence,
    EquityBridge,
    Holdout,
    PurchaseFit,
    bg_bb,
    bg_nbd,
    choose_model,
    dependence,
    equity_bridge,
    hold_out,
    mbg_cnbd_k,
    mbg_nbd,
    nbd,
    pareto_nbd,
)

TRIED: Mapping[str, Callable[[pd.DataFrame], PurchaseFit]] = MappingProxyType(
    {
        "mbg_nbd": mbg_nbd.fit,
        "bg_nbd": bg_nbd.fit,
        "pareto_nbd": pareto_nbd.fit,
        "mbg_cnbd_k": mbg_cnbd_k.fit,
        "nbd": nbd.fit,
    }
)
FEWEST_YEARS = 2  # of file: one to learn from and one to foresee
FEWEST_DRAWS = 100  # behind the equity of a year ago, of which only the total is told


@dataclass(frozen=True, slots=True, kw_only=True)
class Soundness:
    """Each None where the file is too short, or where no model can be read.

    `holdout` holds models against the last twelve months; `bridge` leads from the equity of a year ago to today's;
    `dependence` tells what hangs on the largest customers. There is no bridge between a model of purchase days and one
    of opportunities.
    """

    holdout: Holdout | None = None
    bridge: EquityBridge | None = None
    dependence: Dependence | None = None


def soundness(
    transactions: CheckedTable, base: CustomerBase | None, settings: ValuationSettings, *, left_on: pd.Series
) -> Soundness:
    """Put a valuation to the test.

    Parameters
    ----------
    transactions : CheckedTable
    base : CustomerBase or None
        What was valued on them.
    settings : ValuationSettings
        Those that the base was valued with.
    left_on : Series by customer
        Day of each departure on record.

    Returns
    -------
    Soundness
    """
    if base is None or base.equity is None or base.fit is None:
        return Soundness()
    lines = transactions.frame[transactions.frame["date"] <= pd.Timestamp(settings.as_of)]
    long = lines["date"].min() <= pd.Timestamp(settings.as_of) - pd.DateOffset(years=FEWEST_YEARS)
    return Soundness(
        holdout=_holdout(lines, settings) if long else None,
        bridge=_bridge(transactions, base, settings, left_on) if long else None,
        dependence=_dependence(base, settings),
    )


def _holdout(lines: pd.DataFrame, settings: ValuationSettings) -> Holdout | None:
    """Models on the last twelve months; None where none of them can be fitted to what came before."""
    end = pd.Timestamp(settings.as_of)
    try:
        found = hold_out(
            lines,
            TRIED,
            period=Period.WEEK,
            cut=end - pd.DateOffset(years=1),
            end=end,
            rng=np.random.default_rng(settings.seed),
            draws=settings.draws,
            level=settings.interval_level,
        )
    except NotEstimable:
        return None
    return found if len(found.models) > 1 else None


def _bridge(
    transactions: CheckedTable, base: CustomerBase, settings: ValuationSettings, left_on: pd.Series
) -> EquityBridge | None:
    """From the equity that would have been told a year ago to today's."""
    before = (pd.Timestamp(settings.as_of) - pd.DateOffset(years=1)).date()
    earlier = settings.model_copy(update={"as_of": before, "draws": FEWEST_DRAWS})
    opening = value_customers(transactions, earlier, left_on=left_on)
    if opening is None or opening.equity is None or base.equity is None or base.fit is None:
        return None
    if opening.summary.attrs["period"] != base.summary.attrs["period"]:
        return None  # the orders of one are not those of the other
    return equity_bridge(opening.equity, base.equity, fit=base.fit, summary=opening.summary, later=base.summary)


def _dependence(base: CustomerBase, settings: ValuationSettings) -> Dependence | None:
    """What hangs on the largest customers, the model chosen and learned again without each of them."""
    if base.equity is None or not base.equity.total > 0:
        return None

    def relearned(summary: pd.DataFrame) -> PurchaseFit | None:
        if base.fit is not None and base.fit.model.name == "bg_bb":
            return bg_bb.fit(summary)
        return choose_model(
            summary,
            annual_churn=settings.assumed_annual_churn,
            historical=base.historical,
            minimum_repeaters=settings.minimum_repeaters,
        ).fit

    def revalue(summary: pd.DataFrame) -> float:
        fit = relearned(summary)
        if fit is None:
            raise NotEstimable("model", found=len(summary), expected="a model that the data allow")
        return total_value(fit, summary, base.margin_rate, settings, gone=base.departures.gone)

    return dependence(base.equity, base.summary, revalue=revalue)
