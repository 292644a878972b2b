"""From desirabilities to a score: what efforts and strategic fit share.

The score is 100 times the weighted geometric mean of the desirabilities known, so that no strength buys off a serious
gap; the arithmetic mean stands beside. What is dispensable is held at a floor, so that one gap cannot annihilate a
score; what is indispensable is not, and brings it to 0 at its worst. The unknown counts for nothing, and is told.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from gtkit.arrays import Matrix, Vector
from gtkit.scoring.customers.desirability import falling, geometric_mean, rising

FLOOR = 0.01  # desirability of a dispensable line at its worst
_SHAPES = {"max": rising, "min": falling}


def desirabilities(values: pd.DataFrame, lines: pd.DataFrame) -> pd.DataFrame:
    """How near each customer's value comes to the ideal.

    Parameters
    ----------
    values : DataFrame customers x lines
        In the line's unit, NaN unknown.
    lines : DataFrame by line
        Columns direction ("max" or "min"), worst, ideal (equal for a step).

    Returns
    -------
    DataFrame customers x lines, 0 to 1, NaN unknown.

    Raises KeyError for an unknown direction, OutOfRange when worst and ideal contradict it.
    """
    shaped: dict[object, Vector] = {
        line: _SHAPES[row["direction"]](values[line].to_numpy(), worst=row["worst"], ideal=row["ideal"])
        for line, row in lines.iterrows()
    }
    return pd.DataFrame(shaped, index=values.index, columns=lines.index, dtype=np.float64)


def floored(desired: pd.DataFrame, indispensable: pd.Series) -> Matrix:
    """Desirabilities with the dispensable lines held at `FLOOR`, shape (customers, lines)."""
    held = np.maximum(desired.to_numpy(), FLOOR)
    return np.asarray(np.where(indispensable.to_numpy(dtype=bool), desired.to_numpy(), held))


def scorecard(desired: pd.DataFrame, weights: pd.Series, indispensable: pd.Series) -> pd.DataFrame:
    """Score of each customer.

    Parameters
    ----------
    desired : DataFrame customers x lines
        0 to 1, NaN unknown; heaviest line first.
    weights : Series by line
        Not negative.
    indispensable : Series of bool by line

    Returns
    -------
    DataFrame by customer: score and arithmetic (weighted geometric and arithmetic mean, 0 to 100, NaN when nothing is
    known), completeness (share of the weight that is known), weakest (line of lowest desirability below 1, the first
    of those that tie, "" when none).

    Source: Derringer & Suich (1980), Journal of Quality Technology 12(4); floor and completeness by METHODS M18.
    """
    d, w = desired.to_numpy(), weights.to_numpy(dtype=np.float64)
    shaped = floored(desired, indispensable)
    known = ~np.isnan(d)
    weight, total = known @ w, float(w.sum())
    with np.errstate(invalid="ignore"):
        arithmetic = np.where(known, d, 0.0) @ w / weight
    lacking = np.column_stack([np.ones(len(d)), np.where(known & (w > 0), d, 1.0)])
    names = np.array(["", *desired.columns], dtype=object)
    return pd.DataFrame(
        {
            "score": 100 * np.where((shaped == 0).any(axis=1), 0.0, geometric_mean(shaped, w)),
            "arithmetic": 100 * arithmetic,
            "completeness": weight / total if total > 0 else np.zeros(len(d)),
            "weakest": names[lacking.argmin(axis=1)],
        },
        index=desired.index,
    )
