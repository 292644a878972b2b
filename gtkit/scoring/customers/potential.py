"""What developing customers could still bring: potential less what they bring today, kept apart from any forecast."""

from __future__ import annotations

import pandas as pd

from gtkit.errors import OutOfRange, WrongShape


def gap(current: pd.Series, potential: pd.Series, close_probability: pd.Series) -> pd.DataFrame:
    """Gap between potential and present, and the part of it that is probable.

    Parameters
    ----------
    current : Series by customer
        What each brings a year, currency.
    potential : Series by customer
        What each could bring a year, currency, not negative; same unit of value as `current`.
    close_probability : Series by customer
        Probability of winning the gap, 0 to 1; NaN where unknown.

    Returns
    -------
    DataFrame by customer: current, potential, gap (not below 0), expected_gap (gap x probability, NaN where unknown),
    share_of_wallet (current / potential, NaN without potential; above 1 where the stated potential is too low).

    Raises WrongShape when the series are not about the same customers, OutOfRange for a potential below 0 or a
    probability beyond 0 to 1.
    Source: VALUATION section 10.

    >>> c = pd.Series([20.0], index=["C1"])
    >>> gap(c, c * 5, c * 0 + 0.5).loc["C1", "expected_gap"]
    np.float64(40.0)
    """
    for name, series in (("potential", potential), ("close_probability", close_probability)):
        if not series.index.equals(current.index):
            raise WrongShape(name, found=len(series), expected="the customers of current")
    if (potential < 0).any():
        raise OutOfRange("potential", found=float(potential.min()), expected=">= 0")
    known = close_probability.dropna()
    if not known.between(0, 1).all():
        raise OutOfRange("close_probability", found=float(known.max()), expected=">= 0 and <= 1")
    missing = (potential - current).clip(lower=0.0)
    return pd.DataFrame(
        {
            "current": current,
            "potential": potential,
            "gap": missing,
            "expected_gap": missing * close_probability,
            "share_of_wallet": current / potential.where(potential > 0),
        }
    )
