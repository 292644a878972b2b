"""A share or a mean over departments, each weighed by its people, and its interval; small departments put together."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy import stats


def strata(values: pd.Series, service: pd.Series, *, smallest: int) -> pd.DataFrame:
    """People, answers, mean and variance by department.

    Departments of fewer answers than the smallest group count as one, with the next smallest until they hold it.

    Parameters
    ----------
    values : Series by person asked
    service : Series by person of the whole population
    smallest : int
    """
    asked = service[values.index].value_counts().reindex(service.unique(), fill_value=0)
    asked = asked.sort_index().sort_values(kind="stable")
    merged: list[str] = []
    for name, answers in asked.items():
        if answers >= smallest and (not merged or asked[merged].sum() >= smallest):
            break
        merged.append(str(name))
    group = service.where(~service.isin(merged), " + ".join(merged))
    found = values.astype(float).groupby(group[values.index]).agg(["size", "mean", "var"])
    return found.assign(people=group.value_counts()).assign(weight=lambda rows: rows["people"] / rows["people"].sum())


def whole(rows: pd.DataFrame) -> float:
    """The mean of the population."""
    return float((rows["weight"] * rows["mean"]).sum())


def share_bounds(rows: pd.DataFrame, level: float) -> tuple[float, float]:
    """Exact bounds of each department, put together as Zou and Donner (2008) do."""
    exact = [
        finite_bounds(round(row["mean"] * row["size"]), int(row["size"]), int(row["people"]), level)
        for _, row in rows.iterrows()
    ]
    low, high = np.array(exact).T
    under, over = rows["weight"] * (rows["mean"] - low), rows["weight"] * (high - rows["mean"])
    return whole(rows) - float(np.sqrt((under**2).sum())), whole(rows) + float(np.sqrt((over**2).sum()))


def mean_bounds(rows: pd.DataFrame, level: float) -> tuple[float, float]:
    """Normal bounds, people drawn without replacement in each department."""
    unseen = 1 - rows["size"] / rows["people"]
    error = np.sqrt((rows["weight"] ** 2 * unseen * rows["var"].fillna(0) / rows["size"]).sum())
    reach = float(stats.norm.ppf((1 + level) / 2) * error)
    return whole(rows) - reach, whole(rows) + reach


def finite_bounds(k: int, n: int, people: int, level: float) -> tuple[float, float]:
    """Shares of the population under which k of n is not too rare, every one tried (hypergeometric)."""
    having, tail = np.arange(people + 1), (1 - level) / 2
    enough = stats.hypergeom.sf(k - 1, people, having, n) > tail
    kept = having[enough & (stats.hypergeom.cdf(k, people, having, n) > tail)]
    return float(kept.min() / people), float(kept.max() / people)


def ratio_bounds(weights: pd.Series, member: pd.Series, level: float) -> tuple[float, float]:
    """Normal bounds of a share of weight, its error by linearisation (Cochran, 1977)."""
    n, total = len(weights), weights.sum()
    share = weights[member].sum() / total
    error = np.sqrt(n / (n - 1) * ((weights * (member - share)) ** 2).sum()) / total
    reach = stats.norm.ppf((1 + level) / 2) * error
    return float(share - reach), float(share + reach)
