"""What customers could buy if they bought as the best quarter of their peers does.

It serves where no potential is told. Peers are the customers of a segment. Where sizes are known of enough of them,
sales are compared by unit of size, so that a small customer is not asked to buy as a large one does; else amounts are
compared as they stand. It is a benchmark and no forecast: nobody said that these customers need more.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from gtkit.arrays import share
from gtkit.errors import OutOfRange, WrongShape

FEWEST_PEERS = 10
BEST = 0.75  # quantile of the peers' sales


def peer_potential(
    sales: pd.Series,
    segment: pd.Series,
    size: pd.Series,
    *,
    quantile: float = BEST,
    fewest: int = FEWEST_PEERS,
) -> pd.DataFrame:
    """Sales of each customer beside those of its peers.

    Parameters
    ----------
    sales : Series by customer
        What each buys a year, currency, not negative.
    segment : Series by customer
        Empty text where unknown: such a customer has no peers.
    size : Series by customer
        Size in any unit, above 0; NaN where unknown.
    quantile : float
        Which of the peers are the mark, between 0 and 1.
    fewest : int
        Customers of the segment under which there is no mark, and sizes known under which size is left out.

    Returns
    -------
    DataFrame by customer: sales, peers (customers of the segment), by_size (bool: compared by unit of size), potential
    (currency a year; NaN where there are too few peers) and gap (potential - sales, not below 0).

    Raises WrongShape when the series are not about the same customers, OutOfRange for sales below 0, a size that is not
    above 0 or a bad quantile.
    Source: Koenker & Bassett (1978), Econometrica 46(1): a regression quantile through the origin within each segment,
    which for one regressor is the quantile of the ratio; VALUATION section 10.

    >>> index = list("abcde")
    >>> bought = pd.Series([10.0, 20.0, 30.0, 40.0, 50.0], index=index)
    >>> found = peer_potential(bought, pd.Series("s", index=index), pd.Series(np.nan, index=index), fewest=5)
    >>> found["gap"].tolist()
    [30.0, 20.0, 10.0, 0.0, 0.0]
    """
    share("quantile", quantile, low=1e-9, high=1 - 1e-9)
    for name, series in (("segment", segment), ("size", size)):
        if not series.index.equals(sales.index):
            raise WrongShape(name, found=len(series), expected="the customers of sales")
    if (sales < 0).any():
        raise OutOfRange("sales", found=float(sales.min()), expected=">= 0")
    if not (size.dropna() > 0).all():
        raise OutOfRange("size", found=float(size.min()), expected="> 0")
    group = segment.where(segment != "")
    peers = sales.groupby(group).transform("size").reindex(sales.index).fillna(0)
    sized = size.notna().groupby(group).transform("sum").reindex(sales.index).fillna(0) >= fewest
    by_size = sized & size.notna()
    plain = sales.groupby(group).transform("quantile", quantile)
    ratio = (sales / size).groupby(group).transform("quantile", quantile)
    mark = pd.Series(np.where(by_size, ratio * size, np.where(sized, np.nan, plain)), index=sales.index)
    potential = mark.where(peers >= fewest)
    return pd.DataFrame(
        {
            "sales": sales,
            "peers": peers.astype(int),
            "by_size": by_size,
            "potential": potential,
            "gap": (potential - sales).clip(lower=0.0),
        }
    )
