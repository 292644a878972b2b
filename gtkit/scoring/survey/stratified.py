"""A share or a mean in a population drawn by strata, each weighed by its people.

With W_h = N_h / N: the estimate is sum W_h y_h, its variance sum W_h^2 (1 - n_h / N_h) s_h^2 / n_h, which for a share
is sum W_h^2 (1 - f_h) p_h (1 - p_h) / (n_h - 1). The interval of a share puts together the exact interval l_h .. u_h of
each stratum: p - sqrt(sum W_h^2 (p_h - l_h)^2) to p + sqrt(sum W_h^2 (u_h - p_h)^2). It stays within 0 and 1, does not
vanish when a sample is unanimous, and does in a census.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.special import ndtri

from gtkit.arrays import Vector, share, vector
from gtkit.errors import NotEstimable, OutOfRange, WrongShape
from gtkit.evidence import Interval
from gtkit.scoring.survey.intervals import hypergeometric

Counts: TypeAlias = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stratified:
    """Estimate for the whole population.

    Attributes
    ----------
    value, error : estimate and its standard error, in the unit of the values. interval : of the value.
    strata : DataFrame by stratum, as used: people, asked, value, variance (of the values seen; 0 for a census).
    collapsed : names of the strata made of several, because one of them had too few answers to tell how they vary.
    """

    value: float
    error: float
    interval: Interval
    strata: pd.DataFrame
    collapsed: tuple[str, ...]


def stratified_share(trait: pd.Series, strata: pd.Series, people: pd.Series, *, level: float = 0.95) -> Stratified:
    """Share of the population that has a trait.

    Parameters
    ----------
    trait : Series of bool by person asked
    strata : Series of str by person asked
        Same index.
    people : Series of int by stratum
        Size of each in the population.
    level : float

    Returns
    -------
    Stratified. A stratum with one answer, or none, that is not a census joins the smallest other one.

    Raises WrongShape for an index that differs, a person or stratum listed twice, or a stratum without its size;
    OutOfRange for a missing value, a size that is not whole, or more asked than there are; NotEstimable without two
    answers or a census.
    Source: Cochran (1977), Sampling Techniques, 5.10; Zou & Donner (2008), Statistics in Medicine 27, for the interval.

    >>> asked = pd.Series([True, True, False, True])
    >>> service = pd.Series(["sales", "sales", "legal", "legal"])
    >>> stratified_share(asked, service, pd.Series({"sales": 30, "legal": 10})).value
    0.875
    """
    vector("trait", trait.to_numpy(dtype=np.float64, na_value=np.nan), low=0, high=1)
    rows, collapsed = _strata(trait.astype(np.float64), strata, people)
    value, interval = share_of_strata(*(rows[name].to_numpy() for name in ("value", "asked", "people")), level=level)
    return Stratified(value=value, error=_error(rows), interval=interval, strata=rows, collapsed=collapsed)


def stratified_mean(values: pd.Series, strata: pd.Series, people: pd.Series, *, level: float = 0.95) -> Stratified:
    """Mean of the population.

    Parameters
    ----------
    values : Series of float by person asked
        Finite.
    strata, people, level : as `stratified_share`.

    Returns
    -------
    Stratified, its interval by the normal law.

    Raises as `stratified_share`.
    Source: Cochran (1977), Sampling Techniques, 5.4.
    """
    rows, collapsed = _strata(values.astype(np.float64), strata, people)
    parts = (rows[name].to_numpy() for name in ("value", "variance", "asked", "people"))
    value, interval = mean_of_strata(*parts, level=level)
    return Stratified(value=value, error=_error(rows), interval=interval, strata=rows, collapsed=collapsed)


def share_of_strata(p: Vector, asked: Counts, people: Counts, *, level: float) -> tuple[float, Interval]:
    """`stratified_share` on strata as they are: share, answers and people of each, shape (strata,); at least one.

    >>> share_of_strata(np.array([1.0, 0.5]), np.array([2, 2]), np.array([30, 10]), level=0.95)[0]
    0.875
    """
    weight = people / people.sum()
    own = [hypergeometric(round(q * n), int(n), int(N), level=level) for q, n, N in zip(p, asked, people, strict=True)]
    value = float(weight @ p)
    under = weight * (p - np.array([interval.low for interval in own]))
    above = weight * (np.array([interval.high for interval in own]) - p)
    low, high = value - math.hypot(*under), value + math.hypot(*above)
    return value, Interval(max(0.0, low), min(1.0, high), level)


def mean_of_strata(
    mean: Vector, variance: Vector, asked: Counts, people: Counts, *, level: float
) -> tuple[float, Interval]:
    """`stratified_mean` on strata as they are: mean, variance seen, answers and people of each, shape (strata,).

    >>> mean_of_strata(np.array([1.0, 3.0]), np.zeros(2), np.array([2, 2]), np.array([30, 10]), level=0.95)[0]
    1.5
    """
    value = float(people @ mean / people.sum())
    reach = float(ndtri((1 + share("level", level, low=1e-6, high=1 - 1e-9)) / 2))
    reach *= _spread(variance, asked, people)
    return value, Interval(value - reach, value + reach, level)


def _error(rows: pd.DataFrame) -> float:
    """Standard error of the estimate."""
    return _spread(*(rows[name].to_numpy() for name in ("variance", "asked", "people")))


def _spread(variance: Vector, asked: Counts, people: Counts) -> float:
    weight, unseen = people / people.sum(), 1 - asked / people
    return math.sqrt(float((weight**2 * unseen * variance / asked).sum()))


def _strata(values: pd.Series, strata: pd.Series, people: pd.Series) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """The strata as they can be used, and those made of several."""
    if values.index.has_duplicates or not values.index.equals(strata.index) or people.index.has_duplicates:
        raise WrongShape("values, strata", found=(len(values), len(strata)), expected="one index, each once")
    lacking = sorted(set(strata) - set(people.index))
    if lacking:
        raise WrongShape("people", found=lacking[:3], expected="a size for each stratum")
    vector("values", values.to_numpy())
    if (vector("people", people.to_numpy(), low=0) % 1 != 0).any():
        raise OutOfRange("people", found=people.tolist(), expected="whole numbers")
    asked = strata.value_counts().reindex(people.index, fill_value=0)
    over = asked.index[asked > people]
    if len(over):
        raise OutOfRange(f"asked[{over[0]}]", found=int(asked[over[0]]), expected=f"<= {people[over[0]]}")
    label = _collapse(people[people > 0].astype(np.int64), asked)
    seen = values.groupby(strata.map(label))
    rows = pd.DataFrame({"people": people.groupby(label).sum().astype(np.int64), "asked": seen.size()})
    rows = rows.assign(value=seen.mean(), variance=seen.var().fillna(0.0)).rename_axis("stratum")
    return rows, tuple(sorted(name for name, parts in label.groupby(label) if len(parts) > 1))


def _collapse(people: pd.Series, asked: pd.Series) -> pd.Series:
    """The name under which each stratum is used: its own, or those of several joined by a plus."""
    groups: dict[tuple[str, ...], tuple[int, int]] = {
        (str(name),): (int(size), int(n))
        for name, size, n in zip(people.index, people, asked.reindex(people.index), strict=True)
    }
    while poor := [names for names, (size, n) in groups.items() if n < 2 and n < size]:
        if len(groups) == 1:
            raise NotEstimable("stratified", found=groups[poor[0]][1], expected=">= 2 answers, or a census")
        first = min(poor, key=lambda names: (groups[names][0], names))
        other = min(groups.keys() - {first}, key=lambda names: (groups[names][0], names))
        (size, n), (more, also) = groups.pop(first), groups.pop(other)
        groups[tuple(sorted(first + other))] = (size + more, n + also)
    if not groups:
        raise NotEstimable("stratified", found=0, expected="> 0 people")
    named = {name: " + ".join(names) for names in groups for name in names}
    return pd.Series([named[str(name)] for name in people.index], index=people.index, dtype="str")
