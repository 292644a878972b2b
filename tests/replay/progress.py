"""Whether a series has progressed: season and slope, then limits and signals, written again from what the trace tells.

Limits are the mean give or take 2.66 times the mean move between neighbours, over the values before what is judged.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy import stats

JUDGED = 8  # periods
FEWEST, FIRM = 6, 17  # values that limits need after a declared change, and without one
STRONG_SEASON, STRONG_SLOPE, SURE = 0.5, 2 / 3, 0.01


def direction_of(values: pd.Series, changes: pd.Series) -> int:
    """1 when the series went up, -1 when it went down, 0 for noise or too few values.

    Parameters
    ----------
    values : Series by month, oldest first
    changes : Series of bool, same index: whether a change is declared there
    """
    if len(values) < FEWEST:
        return 0
    level = _without_season(values)
    late = changes[changes.astype(bool)].index
    late = late[late > level.index[0]]
    judged = level[level.index >= late[-1]] if len(late) else level.iloc[-JUDGED:]
    before = level.iloc[: len(level) - len(judged)]
    base = before if len(before) >= (FEWEST if len(late) else FIRM) else level
    if not len(late):
        tau, p_value = stats.kendalltau(np.arange(len(level)), level)
        if abs(tau) >= STRONG_SLOPE and p_value < SURE:
            return int(np.sign(tau))
    centre, reach = base.mean(), 2.66 * _months(base).diff().abs().mean()
    return _last_signal(((_months(level) - centre) / reach).to_numpy())


def _last_signal(far: np.ndarray) -> int:
    """Side of the last signal among the last eight periods: far is the distance to the centre, 1 on a limit."""
    for end in range(len(far), max(len(far) - JUDGED, 0), -1):
        for side in (1, -1):
            seen = side * far[:end]
            near, row = seen[-4:], seen[-JUDGED:]
            alone = seen[-1] > 1
            three = seen[-1] > 0.5 and not np.isnan(near).any() and (near > 0.5).sum() >= 3
            if alone or three or (len(row) == JUDGED and (row > 0).all()):
                return side
    return 0


def _without_season(values: pd.Series) -> pd.Series:
    """The series less its calendar, when months explain half of what a straight line leaves."""
    month = values.index.month - 1
    n = len(values)
    if np.bincount(month, minlength=12).min() < 2:
        return values
    time = np.array([period.ordinal for period in values.index], dtype=float)
    time -= time.mean()
    dummies = np.eye(12)[month]
    line = np.column_stack([np.ones(n), time])
    full = np.column_stack([dummies, time])
    rest = [float(((values - x @ np.linalg.lstsq(x, values)[0]) ** 2).sum()) for x in (line, full)]
    free = n - 13
    strength = 1 - (rest[1] / free) / (rest[0] / (n - 2))
    p_value = stats.f.sf((rest[0] - rest[1]) / 11 / (rest[1] / free), 11, free)
    if strength < STRONG_SEASON or p_value >= SURE:
        return values
    effects = np.linalg.lstsq(full, values)[0][:12]
    return values - (effects - effects.mean())[month]


def _months(values: pd.Series) -> pd.Series:
    """Every month from the first to the last, missing ones too."""
    return values.reindex(pd.period_range(values.index[0], values.index[-1], freq="M"))
