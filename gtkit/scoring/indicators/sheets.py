"""Is each indicator defined? Ten fields of its sheet, and what it weighs in the strategy.

Three of the ten make an indicator a criterion: the line beyond which one has failed, who answers for it, and what is
done then, agreed beforehand. The weight of an objective is shared among the indicators that measure it, in proportion
to the strength of the link; an indicator that measures none weighs nothing.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from gtkit.arrays import Matrix
from gtkit.errors import NotEstimable, WrongShape

FIELDS = (
    "definition",
    "unit",
    "source",
    "cadence_days",
    "owner",
    "lever",
    "direction",
    "target",
    "failure_line",
    "reaction",
)
ANSWERABLE = ("failure_line", "owner", "reaction")


def filled(indicators: pd.DataFrame) -> pd.DataFrame:
    """Which of the ten fields each indicator's sheet holds.

    Parameters
    ----------
    indicators : DataFrame by indicator
        Columns of FIELDS; empty text and NaN are blank.

    Returns
    -------
    DataFrame of bool, by indicator, columns of FIELDS.

    Source: METHODS row 5.6.

    >>> sheet = pd.DataFrame({field: [""] for field in FIELDS}, index=["margin"]).assign(owner="Finance", target=0.3)
    >>> [field for field, held in filled(sheet).loc["margin"].items() if held]
    ['owner', 'target']
    """
    held = indicators.reindex(columns=list(FIELDS))
    written: pd.DataFrame = held.notna() & held.astype(str).apply(lambda column: column.str.strip() != "")
    return written


def answerable(indicators: pd.DataFrame) -> pd.Series:
    """Whether each indicator has a failure line, an owner and a reaction: all three."""
    return filled(indicators)[list(ANSWERABLE)].all(axis=1).rename("answerable")


def weigh(objectives: pd.Series, alignment: pd.DataFrame, *, indicators: pd.Index) -> pd.Series:
    """What each indicator weighs: its part of the weight of the objectives that it measures.

    Parameters
    ----------
    objectives : Series by objective
        Weights, not negative.
    alignment : DataFrame
        indicator, objective, strength (0, 1 or 3), each pair once.
    indicators : Index
        Every indicator of the system.

    Returns
    -------
    Series by indicator: the weights of the objectives that are measured at all, shared.

    Raises WrongShape for an indicator or an objective that is not listed.

    >>> links = pd.DataFrame({"indicator": ["a", "b"], "objective": "keep", "strength": [3, 1]})
    >>> weigh(pd.Series({"keep": 4.0}), links, indicators=pd.Index(["a", "b", "c"])).tolist()
    [3.0, 1.0, 0.0]
    """
    shared = parts(alignment, objectives=objectives.index, indicators=indicators)
    weight = (shared * objectives.to_numpy(dtype=np.float64)).sum(axis=1)
    return pd.Series(weight, index=indicators, name="weight")


def parts(alignment: pd.DataFrame, *, objectives: pd.Index, indicators: pd.Index) -> Matrix:
    """Which part of the weight of each objective goes to each indicator, by the strength of their link.

    Parameters
    ----------
    alignment, indicators : as `weigh` takes them
    objectives : Index

    Returns
    -------
    float array, shape (indicators, objectives): a column adds up to 1, or is 0 where nothing measures the objective.

    Raises as `weigh`.
    """
    for name, listed in (("indicator", indicators), ("objective", objectives)):
        strangers = sorted(set(alignment[name]) - set(listed))
        if strangers:
            raise WrongShape("alignment", found=strangers[:3], expected=f"an {name} that is listed")
    links = alignment[alignment["strength"] > 0]
    found = np.zeros((len(indicators), len(objectives)))
    at = indicators.get_indexer(pd.Index(links["indicator"])), objectives.get_indexer(pd.Index(links["objective"]))
    np.add.at(found, at, links["strength"].to_numpy(dtype=np.float64))
    total = found.sum(axis=0)
    return found / np.where(total > 0, total, 1.0)


def answerable_share(weights: npt.ArrayLike, answered: npt.ArrayLike) -> float:
    """Share of the weight borne by indicators that have line, owner and reaction.

    Parameters
    ----------
    weights : array-like of float, shape (indicators,)
        Not negative.
    answered : array-like of bool, shape (indicators,)

    Returns
    -------
    float: 0 to 1.

    Raises NotEstimable when no indicator weighs anything.

    >>> answerable_share(pd.Series({"a": 3.0, "b": 1.0}), pd.Series({"a": True, "b": False}))
    0.75
    """
    each = np.asarray(weights, dtype=np.float64)
    total = float(each.sum())
    if not total > 0:
        raise NotEstimable("answerable_share", found=total, expected="> 0")
    return float(each[np.asarray(answered, dtype=np.bool_)].sum()) / total
