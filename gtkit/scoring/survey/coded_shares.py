"""Shares of a group told so that no member's own answer can be read off.

A group shown at 0 % or 100 % answers for each of its members; one short of it answers for all the others, to the
member who knows its own. Counts so close to an end are told alike, by a bound (top and bottom coding), and all other
shares are rounded, so that the hidden count does not follow from the total and the other groups.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from gtkit.errors import OutOfRange
from gtkit.scoring.survey.small_groups import FLOOR

RARE = 2  # people on the rare side who read like nobody
STEP = 0.05
_TOLERANCE = 1e-9


def coded_shares(
    hits: pd.Series, of: pd.Series, *, low: pd.Series | None = None, high: pd.Series | None = None
) -> pd.DataFrame:
    """Share of each group as it may be shown.

    Parameters
    ----------
    hits, of : Series of int by group
        People who do, and people in all, five or more.
    low, high : Series by group, optional
        Bounds of an interval around each share.

    Returns
    -------
    DataFrame by group: told (share, a multiple of STEP), side ("low": at most told, "high": at least told, "" else),
    told_low and told_high (the interval, rounded outwards; what `told` bounds where there is a side).

    Raises OutOfRange for fewer than five people in a group, or hits beyond them.
    Source: Hundepool et al. (2012), Statistical Disclosure Control, 2.3 (group disclosure) and 3.4 (top and bottom
    coding); NCES 2011-603, Statistical Methods for Protecting Personally Identifiable Information in Aggregate
    Reporting.

    >>> coded_shares(pd.Series([0, 2, 7, 11]), pd.Series([11, 11, 11, 11]))[["told", "side"]].values.tolist()
    [[0.2, 'low'], [0.2, 'low'], [0.65, ''], [0.8, 'high']]
    """
    if (of < FLOOR).any():
        raise OutOfRange("of", found=of.min(), expected=f">= {FLOOR}")
    if ((hits < 0) | (hits > of)).any():
        raise OutOfRange("hits", found=hits.tolist(), expected="0 to people of the group")
    share = hits / of
    bound = _up(RARE / of)
    few, most = hits <= RARE, of - hits <= RARE
    told = (share / STEP).round() * STEP
    table = pd.DataFrame(
        {
            "told": told.mask(few, bound).mask(most, 1 - bound),
            "side": pd.Series("", index=of.index).mask(few, "low").mask(most, "high"),
            "told_low": _down(share if low is None else low).mask(few, 0.0).mask(most, 1 - bound),
            "told_high": _up(share if high is None else high).mask(few, bound).mask(most, 1.0),
        }
    )
    return table.round({"told": 2, "told_low": 2, "told_high": 2})


def _up(share: pd.Series) -> pd.Series:
    steps: pd.Series = np.ceil(share / STEP - _TOLERANCE) * STEP
    return steps


def _down(share: pd.Series) -> pd.Series:
    steps: pd.Series = np.floor(share / STEP + _TOLERANCE) * STEP
    return steps
