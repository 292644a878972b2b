"""Which model values the customers: the default one, unless it shows no dropout; then others, then a churn.

1. Fewer repeat customers than asked: no model, descriptive figures only.
2. MBG/NBD, when nothing in it is doubtful.
3. Else BG/BB, when orders come at fixed opportunities and show who left: there an opportunity not taken is what tells,
   and models of gaps think too many customers gone.
4. Else MBG/CNBD-k, when orders are regular and show who left: a silence against a customer's own pace says more.
5. Else the NBD with an assumed yearly churn: the organisation's own figure, else the one counted in the file.
6. Neither is known: no model.
The flags say which step was taken and why.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from gtkit.periods import Period
from gtkit.valuation import bg_bb, mbg_cnbd_k, mbg_nbd, nbd_churn
from gtkit.valuation.flags import Flag, codes
from gtkit.valuation.historical import HistoricalValue
from gtkit.valuation.history import LOG_GAPS, history
from gtkit.valuation.model import PurchaseFit
from gtkit.valuation.regular import RegularFit

MINIMUM_REPEATERS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelChoice:
    """The fit to use, None when no model should be read; the histories that it reads; why; and what was tried."""

    fit: PurchaseFit | None
    summary: pd.DataFrame
    flags: tuple[Flag, ...]
    tried: tuple[PurchaseFit, ...]


def choose_model(
    summary: pd.DataFrame,
    *,
    opportunities: pd.DataFrame | None = None,
    annual_churn: float | None = None,
    historical: HistoricalValue | None = None,
    minimum_repeaters: int = MINIMUM_REPEATERS,
    period: Period | None = None,
) -> ModelChoice:
    """Fit what the data allow.

    Parameters
    ----------
    summary : DataFrame by customer
        Columns frequency, recency, T, as `summarise` makes them, and sum_log_gaps, without which regular orders are
        not looked for.
    opportunities : DataFrame by customer, optional
        The same customers counted in opportunities by `summarise_opportunities`, where orders come at fixed ones.
    annual_churn : float, optional
        The organisation's own yearly churn, as a share; used only when the data show no dropout.
    historical : HistoricalValue, optional
        Where a churn is counted, for want of the organisation's own.
    minimum_repeaters : int
        Customers with a repeat purchase under which no model is read.
    period : Period, optional
        Unit of time; overrides the one that the summary declares.

    Returns
    -------
    ModelChoice; flags is empty when MBG/NBD is sound.

    Raises OutOfRange or WrongShape for an impossible summary or churn, ConfigurationError when an assumed churn meets
    an unknown period.
    Source: VALUATION section 8; BG/BB before CNBD-k by simulation (the tests tell it).
    """
    rows = history(summary)
    repeaters = int(rows.count[rows.x > 0].sum())
    if repeaters < max(1, minimum_repeaters):
        few = Flag("few_repeaters", {"found": float(repeaters), "needed": float(minimum_repeaters)})
        return ModelChoice(fit=None, summary=summary, flags=(few,), tried=())
    default = mbg_nbd.fit(summary, period=period)
    if not default.flags:
        return ModelChoice(fit=default, summary=summary, flags=(), tried=(default,))
    discrete = None if opportunities is None else bg_bb.fit(opportunities)
    if opportunities is not None and discrete is not None and set(codes(discrete.flags)) <= {"at_bound"}:
        told = Flag("discrete_orders", {"per_year": discrete.known_period.per_year})
        flags = (told, *discrete.flags)
        return ModelChoice(fit=discrete, summary=opportunities, flags=flags, tried=(default, discrete))
    regular = mbg_cnbd_k.fit(summary, period=period) if LOG_GAPS in summary else None
    tried = tuple(fit for fit in (default, discrete, regular) if fit is not None)
    if regular is not None and _shows_who_left(regular):
        return ModelChoice(fit=regular, summary=summary, flags=(_told(regular), *regular.flags), tried=tried)
    looked = regular is not None and regular.k == 1 and regular.regularity is not None
    doubts = (*default.flags, _told(regular)) if regular is not None and looked else default.flags
    if annual_churn is not None:
        fallback = nbd_churn.fit(summary, annual_churn=annual_churn, period=period)
    elif historical is not None:
        fallback = nbd_churn.fit_counted(summary, lost=historical.lost, at_risk=historical.at_risk, period=period)
    else:
        return ModelChoice(fit=None, summary=summary, flags=(*doubts, Flag("churn_unknown")), tried=tried)
    return ModelChoice(fit=fallback, summary=summary, flags=doubts + fallback.flags, tried=(*tried, fallback))


def _shows_who_left(regular: RegularFit) -> bool:
    """Whether orders are regular and dropout is seen.

    That they are more regular still, or that all leave with one probability (a and b at their bound), is told and is no
    objection.
    """
    return regular.k > 1 and set(codes(regular.flags)) <= {"regularity_capped", "at_bound"}


def _told(regular: RegularFit) -> Flag:
    """How regular orders are, and what it gains in log-likelihood over buying at random."""
    shape = {} if regular.regularity is None else {"regularity": regular.regularity}
    if regular.k == 1:
        return Flag("irregular_orders", shape)
    return Flag("regular_orders", {"k": float(regular.k), "gain": regular.loglik - regular.logliks[1], **shape})
