"""How much a customer equity hangs on a few customers, and how it stands against the accounts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from gtkit.errors import NotEstimable, OutOfRange
from gtkit.valuation.equity import CustomerEquity

MOST_YEARS = 10.0  # of margin in an equity, above which it wants an explanation


@dataclass(frozen=True, slots=True, kw_only=True)
class Dependence:
    """What the largest customers are of the equity.

    Attributes
    ----------
    customers : DataFrame by customer, the most valuable first: ltv, share (of the total); and where it was asked,
        without (the equity of the others, learned again without this customer) and indirect (without - (total - ltv):
        what its presence teaches about the others; NaN where nothing can be learned without it).
    top5_share : float: share of the five most valuable. half : int: how many make half of the equity.
    """

    customers: pd.DataFrame
    top5_share: float
    half: int


def dependence(
    equity: CustomerEquity,
    summary: pd.DataFrame,
    *,
    revalue: Callable[[pd.DataFrame], float] | None = None,
    largest: int = 5,
) -> Dependence:
    """Concentration of an equity, and what becomes of it without each of the largest customers.

    Parameters
    ----------
    equity : CustomerEquity
    summary : DataFrame by customer
        The histories that were valued.
    revalue : function, optional
        Takes a summary, learns model and spend again, returns the equity. None: shares only.
    largest : int
        Customers that are left out in turn.

    Returns
    -------
    Dependence.

    Raises NotEstimable when the equity is not above 0, OutOfRange for a number of customers below 1.
    Source: VALUATION section 9; leave-one-out as in Cook (1977), Technometrics 19(1).
    """
    if largest < 1:
        raise OutOfRange("largest", found=largest, expected=">= 1")
    if not equity.total > 0:
        raise NotEstimable("equity", found=equity.total, expected="> 0")
    ranked = equity.customers["ltv"].sort_values(ascending=False, kind="stable")
    table = pd.DataFrame({"ltv": ranked, "share": ranked / equity.total})
    cumulative = table["share"].cumsum()
    if revalue is not None:
        table = table.head(largest).copy()
        table["without"] = [_without(summary, customer, revalue) for customer in table.index]
        table["indirect"] = table["without"] - (equity.total - table["ltv"])
    return Dependence(
        customers=table,
        top5_share=float(cumulative.iloc[min(5, len(cumulative)) - 1]),
        half=int(np.argmax(cumulative.to_numpy() >= 0.5)) + 1,
    )


def years_of_margin(equity: CustomerEquity, yearly_margin: float) -> float:
    """How many years of the last twelve months' margin the equity is worth; above `MOST_YEARS` it is to be explained.

    Parameters
    ----------
    equity : CustomerEquity
    yearly_margin : float
        Margin of the last twelve months, all customers, as the accounts have it.

    Returns
    -------
    float, years.

    Raises NotEstimable when the margin is not above 0.
    """
    if not yearly_margin > 0:
        raise NotEstimable("yearly_margin", found=yearly_margin, expected="> 0")
    return equity.total / yearly_margin


def _without(summary: pd.DataFrame, customer: object, revalue: Callable[[pd.DataFrame], float]) -> float:
    others = summary.drop(index=customer)
    others.attrs = summary.attrs
    try:
        return revalue(others)
    except NotEstimable:
        return float("nan")
