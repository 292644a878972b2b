"""How much to spend where, when each further unit brings less?

A line brings a (1 - exp(-k x)) for x spent: a is the most it can bring, k how fast. The best shares of a budget make
the last unit worth the same everywhere, lambda: x = max(0, ln(a k / lambda) / k). With "spending s reaches rate r of
a ceiling c", k = -ln(1 - r / c) / s; one line alone deserves money as long as a unit brings more than a unit.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from gtkit.arrays import Vector, read_only, same_length, share, vector
from gtkit.errors import NotEstimable, OutOfRange

TINY = 1e-12  # what "above 0" asks for


@dataclass(frozen=True, slots=True, kw_only=True)
class Allocation:
    """The best shares of a budget.

    Attributes
    ----------
    spend : currency by line, shape (lines,), in the order given; they add up to the budget.
    value : what all lines bring together, currency.
    price : what the last unit of money brings wherever it is spent (lambda). Under 1, it brings less than it costs.
    """

    spend: Vector
    value: float
    price: float


@dataclass(frozen=True, slots=True, kw_only=True)
class BestSpend:
    """What it pays to spend on one customer.

    Attributes
    ----------
    spend : currency, 0 when not even the first unit pays. rate : that it reaches, a share.
    value : margin earned less the spend, currency. speed : k, per unit of currency.
    """

    spend: float
    rate: float
    value: float
    speed: float


def allocate(most: npt.ArrayLike, speed: npt.ArrayLike, *, budget: float) -> Allocation:
    """Best shares of a budget between lines of diminishing return.

    Parameters
    ----------
    most : array-like, shape (lines,)
        What each line brings at the very most (a), currency, above 0.
    speed : array-like, shape (lines,)
        How fast it gets there (k), per unit of currency, above 0.
    budget : float
        Currency, all of it spent.

    Returns
    -------
    Allocation

    Raises NotEstimable without a line, WrongShape for two lengths, OutOfRange for a number that is not positive; a
    budget of 0 is allowed.
    Source: Koopman (1953), Journal of the Operations Research Society of America 1(2): the optimum of exponential
    returns (Karush, Kuhn & Tucker's conditions in closed form).

    >>> allocate([100, 60], [0.05, 0.1], budget=50).spend.round(2)
    array([32.12, 17.88])
    """
    a, k = vector("most", most, low=TINY), vector("speed", speed, low=TINY)
    if same_length(most=a, speed=k) == 0:
        raise NotEstimable("allocate", found=0, expected=">= 1 line")
    share("budget", budget, high=np.inf)
    log_first = np.log(a) + np.log(k)  # log of what the first unit brings
    order = np.argsort(-log_first, kind="stable")
    # with the m best lines open, sum (log_first - log lambda) / k = budget gives lambda; a line opens while it beats it
    weight = np.cumsum(1 / k[order])
    log_price = (np.cumsum((log_first / k)[order]) - budget) / weight
    opened = max(1, int((log_first[order] >= log_price).sum())) - 1
    spend = np.maximum(0.0, (log_first - log_price[opened]) / k)
    return Allocation(
        spend=read_only(spend), value=float(a @ -np.expm1(-k * spend)), price=float(np.exp(log_price[opened]))
    )


def best_spend(*, ceiling: float, spend: float, rate: float, margin: float) -> BestSpend:
    """What to spend on winning or keeping one customer.

    Parameters
    ----------
    ceiling : float
        The rate that no spending passes, above 0, at most 1.
    spend, rate : float
        What is spent today per customer, currency, and the rate it reaches, below the ceiling.
    margin : float
        What a customer won or kept is worth, currency, not negative.

    Returns
    -------
    BestSpend

    Raises OutOfRange for a rate that is not between 0 and the ceiling, or a spend that is not positive.
    Source: Blattberg & Deighton (1996), Harvard Business Review 74(4).

    >>> round(best_spend(ceiling=0.4, spend=5, rate=0.2, margin=50).spend, 2)
    7.36
    """
    share("ceiling", ceiling, low=TINY)
    share("spend", spend, low=TINY, high=np.inf)
    share("margin", margin, high=np.inf)
    if not 0 < rate < ceiling:
        raise OutOfRange("rate", found=rate, expected=f"> 0 and < {ceiling:g}")
    k = -float(np.log1p(-rate / ceiling)) / spend
    first = margin * ceiling * k  # what the first unit brings
    best = float(np.log(first)) / k if first > 1 else 0.0
    reached = -ceiling * float(np.expm1(-k * best))
    return BestSpend(spend=best, rate=reached, value=margin * reached - best, speed=k)
