"""Purchase histories as the models read them: checked, and each distinct one once.

Two customers with the same (frequency, recency, T) have the same likelihood and the same predictions: rows are
grouped before anything is computed, and results mapped back. CDNOW's 2,357 customers are 1,016 distinct rows.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Self

import numpy as np
import numpy.typing as npt
import pandas as pd

from gtkit.arrays import Vector, distinct, vector
from gtkit.errors import NotEstimable, OutOfRange, WrongShape
from gtkit.periods import Period

COLUMNS = ("frequency", "recency", "T")
LOG_GAPS = "sum_log_gaps"
PART = 1 << 13  # groups at once
FEW = 4  # groups a day, from which what depends on an age alone is looked up

Array = npt.NDArray[np.float64]  # any number of dimensions
Places = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """Distinct purchase histories, how many customers share each, and how to map results back.

    Attributes
    ----------
    x : repeat purchases; t_x : age at the last purchase; T : age at the end; each of shape (groups,), in periods.
    counts, days : the distinct x, and the distinct ages t_x and T, in order.
    which, begins, ends : places of x among counts, of t_x and of T among days, each of shape (groups,).
    count : customers in each group, shape (groups,).
    log_gaps : sum of the logarithms of a customer's gaps between purchases, mean of the group's customers; no model's
        best parameters depend on it, so that it parts no group. None when the summary does not tell.
    group : group of each customer, shape (customers,).
    customers : index of the summary.
    period : unit of time, None when the summary does not tell.
    """

    x: Vector
    t_x: Vector
    T: Vector
    counts: Vector
    days: Vector
    which: Places
    begins: Places
    ends: Places
    count: Vector
    log_gaps: Vector | None
    group: Places
    customers: pd.Index
    period: Period | None

    @property
    def n(self) -> int:
        """Number of customers."""
        return len(self.group)

    def undated(self) -> History:
        """The same customers, those of one x and one T together: all that a model without departures reads of them.

        Dates of last purchases, and gaps, are left out; t_x stands at T.
        """
        (which, ends), cell = _distinct((self.which, self.ends), (len(self.counts), len(self.days)))
        return replace(
            self,
            x=self.counts[which],
            t_x=self.days[ends],
            T=self.days[ends],
            which=which,
            begins=ends,
            ends=ends,
            count=np.bincount(cell, weights=self.count).astype(np.float64),
            log_gaps=None,
            group=cell[self.group],
        )

    def cells(self, groups: Places | slice = slice(None)) -> tuple[Vector, Vector, Places]:
        """Distinct (x, T) of the groups, x and T of shape (cells,), and the cell of each group.

        What a customer alive is expected to buy does not depend on t_x: it is computed once a cell.
        """
        (which, ends), cell = _distinct((self.which[groups], self.ends[groups]), (len(self.counts), len(self.days)))
        return self.counts[which], self.days[ends], cell

    def only(self, groups: Places | slice, **changed: Any) -> Self:
        """Some of the groups, with other customers."""
        return replace(
            self,
            x=self.x[groups],
            t_x=self.t_x[groups],
            T=self.T[groups],
            which=self.which[groups],
            begins=self.begins[groups],
            ends=self.ends[groups],
            log_gaps=None if self.log_gaps is None else self.log_gaps[groups],
            **{"count": self.count[groups], **changed},
        )

    def parts(self) -> tuple[Self, ...]:
        """The groups in order, some thousands at a time, whose temporaries stay in the processor's cache."""
        return tuple(self.only(slice(begin, begin + PART)) for begin in range(0, len(self.x), PART))

    def total(self, values: Vector) -> float:
        """Sum of the groups' values over customers: no dot product, which on long arrays would start threads."""
        return float(np.einsum("g,g->", self.count, values))

    def of_x(self, kernel: Callable[[Vector], Array]) -> Array:
        """Values that depend on x alone, shape (..., groups)."""
        return self.by_x(kernel)(self)

    def of_ages(self, kernel: Callable[[Vector], Array]) -> tuple[Array, Array]:
        """Values that depend on an age, of t_x and of T, each of shape (..., groups)."""
        return self.by_age(kernel)(self)

    def by_x(self, kernel: Callable[[Vector], Array]) -> Callable[[History], Array]:
        """What gives `of_x` of any part of these groups: each distinct x is computed once."""
        values = kernel(self.counts)
        return lambda part: values.take(part.which, axis=-1)

    def by_age(self, kernel: Callable[[Vector], Array]) -> Callable[[History], tuple[Array, Array]]:
        """What gives `of_ages` of any part of these groups: once a day where days are few."""
        if len(self.days) * FEW > len(self.x):
            return lambda part: (kernel(part.t_x), kernel(part.T))
        values = kernel(self.days)
        return lambda part: (values.take(part.begins, axis=-1), values.take(part.ends, axis=-1))

    def spread(self, values: Vector, name: str) -> pd.Series:
        """Values of the groups as a Series by customer."""
        return pd.Series(values[self.group], index=self.customers, name=name)


def history(summary: pd.DataFrame) -> History:
    """Check a summary and group its rows.

    Parameters
    ----------
    summary : DataFrame
        One row a customer; columns frequency (repeat purchase days), recency (age at the last one) and T (age at the
        end), in one unit of time; `attrs["period"]` tells which, when known. sum_log_gaps, for regular orders, may
        be there; it is checked where it is used.

    Returns
    -------
    History.

    Raises WrongShape for a missing column or a customer that comes twice, OutOfRange for an impossible row,
    NotEstimable for an empty table.

    >>> rows = pd.DataFrame({"frequency": [0, 0, 3], "recency": [0, 0, 5.0], "T": [9, 9, 9.0]})
    >>> history(rows).count
    array([2., 1.])
    """
    missing = [column for column in COLUMNS if column not in summary]
    if missing:
        raise WrongShape("summary", found=list(summary.columns), expected=" | ".join(missing))
    if summary.empty:
        raise NotEstimable("summary", found=0, expected="> 0")
    if not summary.index.is_unique:
        twice = summary.index[summary.index.duplicated()][0]
        raise WrongShape("summary.index", found=twice, expected="one row a customer")
    x, t_x, T = (vector(column, summary[column].to_numpy(), low=0) for column in COLUMNS)
    _check(x, t_x, T)
    which, counts = pd.factorize(x, sort=True)
    place, days = pd.factorize(np.concatenate([t_x, T]), sort=True)
    codes, group = _distinct((which, *np.split(place, 2)), (len(counts), len(days), len(days)))
    which, begins, ends = codes
    count = np.bincount(group).astype(np.float64)
    log_gaps = None
    if LOG_GAPS in summary:
        log_gaps = np.bincount(group, weights=summary[LOG_GAPS].to_numpy(dtype=np.float64)) / count
    return History(
        x=counts[which],
        t_x=days[begins],
        T=days[ends],
        counts=counts,
        days=days,
        which=which,
        begins=begins,
        ends=ends,
        count=count,
        log_gaps=log_gaps,
        group=group,
        customers=summary.index,
        period=declared_period(summary),
    )


def thinned(rows: History, customers: int) -> History:
    """A sample of so many customers, evenly spread over their histories: the same one each time.

    >>> rows = history(pd.DataFrame({"frequency": [0, 0, 0, 1], "recency": [0, 0, 0, 5.0], "T": [9, 9, 9, 9.0]}))
    >>> thinned(rows, 2).count
    array([1., 1.])
    """
    places = (np.arange(customers) + 0.5) * (rows.n / customers)
    drawn, group, count = np.unique(
        np.searchsorted(np.cumsum(rows.count), places, side="right"), return_inverse=True, return_counts=True
    )
    return rows.only(drawn, count=count.astype(np.float64), group=group, customers=pd.RangeIndex(customers))


def declared_period(summary: pd.DataFrame) -> Period | None:
    """Unit of time that a summary declares in its attrs, None when it does not."""
    period = summary.attrs.get("period")
    return None if period is None else Period(period)


def require_repeaters(rows: History) -> None:
    """Refuse a base in which nobody bought twice, or whose history has no length.

    Raises NotEstimable.
    """
    if not rows.T.max() > 0:
        raise NotEstimable("T", found=0.0, expected="> 0")
    if not rows.x.max() > 0:
        raise NotEstimable("repeat_customers", found=0, expected="> 0")


def mean_rate(rows: History) -> float:
    """Repeat purchases a period, all customers together: where every search starts from."""
    return rows.total(rows.x) / rows.total(rows.T)


def _distinct(codes: Sequence[Places], sizes: Sequence[int]) -> tuple[tuple[Places, ...], Places]:
    """Distinct rows of codes, in order, and the row of each; by one whole number a row."""
    keys = np.asarray(codes[0], dtype=np.int64)
    for code, size in zip(codes[1:], sizes[1:], strict=True):
        keys = keys * size + code
    found, place = distinct(keys)
    rows = []
    for size in reversed(sizes[1:]):
        above = found // size
        rows.append(found - above * size)
        found = above
    return (found, *reversed(rows)), place.astype(np.intp)


def _check(x: Vector, t_x: Vector, T: Vector) -> None:
    rules = (
        ("frequency", x, x == np.floor(x), "a whole number"),
        ("recency", t_x, t_x <= T, "<= T"),
        ("recency", t_x, (x > 0) == (t_x > 0), "> 0 where frequency > 0, 0 elsewhere"),
    )
    for name, values, holds, expected in rules:
        if not holds.all():
            first = int(np.argmin(holds))
            raise OutOfRange(f"{name}[{first}]", found=float(values[first]), expected=expected)
