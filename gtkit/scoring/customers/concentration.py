"""How few customers make the profit: the whale curve and the Gini index.

The whale curve adds up net margins from the best customer to the worst. It rises to a peak, then falls by what the
customers that lose money destroy.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from gtkit.arrays import vector
from gtkit.errors import NotEstimable

NOTHING = 1e-9  # part of the margins' size under which their sum is a rounding error


@dataclass(frozen=True, slots=True, kw_only=True)
class Whale:
    """Cumulative profit by customer.

    Attributes
    ----------
    customers : DataFrame by customer, best first, ties by customer code: net_margin and cumulative (currency),
        cumulative_share (of the total; NaN when the total is not positive, where shares mean nothing).
    total, peak : float: net margin of all, and of the best `peak_rank` customers, currency.
    peak_rank : int: how many customers reach the peak, the fewest that do.
    destroyed : float: peak - total, what the customers after the peak lose, currency.
    top5_share : float: share of the total made by the five best; NaN when the total is not positive.
    """

    customers: pd.DataFrame
    total: float
    peak: float
    peak_rank: int
    destroyed: float
    top5_share: float


def whale(net_margin: pd.Series) -> Whale:
    """The whale curve of a customer base.

    Parameters
    ----------
    net_margin : Series by customer
        Margin after the cost to serve, currency; may be negative.

    Returns
    -------
    Whale

    Raises NotEstimable without customers, OutOfRange for a margin that is not finite.
    Source: Kaplan & Narayanan (2001), Journal of Cost Management 15(5).

    >>> whale(pd.Series([50, 30, 20, 10, -5, -25], index=list("abcdef"))).peak_rank
    4
    """
    if net_margin.empty:
        raise NotEstimable("whale", found=0, expected=">= 1 customer")
    values = vector("net_margin", net_margin.to_numpy())
    order = np.lexsort((np.asarray(net_margin.index.astype(str)), -values))
    ranked = values[order]
    cumulative = np.cumsum(ranked)
    total = float(cumulative[-1])
    paying = total > NOTHING * float(np.abs(ranked).sum())
    peak_rank = int(np.argmax(cumulative)) + 1
    peak = max(float(cumulative[peak_rank - 1]), 0.0)
    if peak == 0.0:
        peak_rank = 0
    return Whale(
        customers=pd.DataFrame(
            {
                "net_margin": ranked,
                "cumulative": cumulative,
                "cumulative_share": cumulative / total if paying else np.full(len(ranked), np.nan),
            },
            index=net_margin.index[order],
        ),
        total=total,
        peak=peak,
        peak_rank=peak_rank,
        destroyed=peak - total,
        top5_share=float(cumulative[min(5, len(ranked)) - 1]) / total if paying else float("nan"),
    )


def gini(values: npt.ArrayLike) -> float:
    """Gini index of a non-negative series: 0 when all are equal, near 1 when one has it all.

    Parameters
    ----------
    values : array-like, shape (n,)
        Non-negative, any unit.

    Returns
    -------
    float: 0 to (n - 1) / n.

    Raises OutOfRange for a negative value, NotEstimable when there is nothing to share out.
    Source: Dixon, Weiner, Mitchell-Olds & Woodley (1987), Ecology 68(5).

    >>> gini([1, 2, 3, 4])
    0.25
    """
    x = np.sort(vector("values", np.asarray(values, dtype=np.float64), low=0))
    n, total = len(x), float(x.sum())
    if n == 0 or total == 0:
        raise NotEstimable("gini", found=total, expected="> 0")
    ranks = np.arange(1, n + 1)
    return float((2 * ranks - n - 1) @ x / (n * total))
