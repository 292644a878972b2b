"""How long contracts last: renewals obtained, and whether the next one was refused. Each distinct tenure once.

Time is counted in renewal opportunities. A customer who left obtained `renewals` and refused the next one; one that is
still there obtained `renewals` and has not been asked again. Histories may be of any length: a base of several cohorts
is one table.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from gtkit.arrays import Vector, vector
from gtkit.errors import NotEstimable, OutOfRange, WrongShape

COLUMNS = ("renewals", "left")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tenures:
    """Customers counted by tenure.

    Attributes
    ----------
    lost_at : opportunities at which someone left, from 1; lost : customers who left there; shape (losses,).
    held : renewals obtained by customers still there; stayed : their number; shape (tenures,).
    """

    lost_at: Vector
    lost: Vector
    held: Vector
    stayed: Vector

    @property
    def n(self) -> int:
        """Number of customers."""
        return round(float(self.lost.sum() + self.stayed.sum()))

    @property
    def opportunities(self) -> float:
        """Renewals asked for, all customers together."""
        return float(self.lost @ self.lost_at + self.stayed @ self.held)

    @property
    def longest(self) -> float:
        """The latest opportunity that was seen."""
        return float(max(self.lost_at.max(initial=0.0), self.held.max(initial=0.0)))


def tenures(table: pd.DataFrame) -> Tenures:
    """Check a table of contracts and count its rows.

    Parameters
    ----------
    table : DataFrame
        One row a customer, or a group of them: columns renewals (obtained, a whole number of 0 or more), left (bool),
        and, for groups, customers (how many, a whole number).

    Returns
    -------
    Tenures.

    Raises WrongShape for a missing column, OutOfRange for an impossible value, NotEstimable for an empty table.

    >>> told = tenures(pd.DataFrame({"renewals": [0, 0, 3], "left": [True, True, False]}))
    >>> told.lost_at, told.lost, told.held
    (array([1.]), array([2.]), array([3.]))
    """
    missing = [column for column in COLUMNS if column not in table]
    if missing:
        raise WrongShape("tenures", found=list(table.columns), expected=" | ".join(missing))
    if not pd.api.types.is_bool_dtype(table["left"]):
        raise OutOfRange("left", found=str(table["left"].dtype), expected="bool")
    renewals = whole("renewals", table["renewals"])
    count = whole("customers", table["customers"]) if "customers" in table else np.ones(len(table))
    if not count.sum() > 0:
        raise NotEstimable("tenures", found=0, expected="> 0 customers")
    left = table["left"].to_numpy(dtype=bool)
    lost_at, lost = _counted(renewals[left] + 1, count[left])
    held, stayed = _counted(renewals[~left], count[~left])
    return Tenures(lost_at=lost_at, lost=lost, held=held, stayed=stayed)


def from_survivors(survivors: Sequence[int]) -> pd.DataFrame:
    """A cohort's survivors, as a table of contracts.

    Parameters
    ----------
    survivors : sequence of int, shape (opportunities + 1,)
        Customers at the start, then those left after each renewal.

    Returns
    -------
    DataFrame with renewals, left, customers, as `tenures` reads it.

    Raises OutOfRange when the number of survivors grows or is not whole, WrongShape for a single number.

    >>> from_survivors([10, 6, 5])["customers"].tolist()
    [4, 1, 5]
    """
    there = whole("survivors", survivors).astype(np.int64)
    if len(there) < 2:
        raise WrongShape("survivors", found=len(there), expected=">= 2 numbers")
    lost = -np.diff(there)
    if (lost < 0).any():
        grown = int(np.argmax(lost < 0)) + 1
        raise OutOfRange(f"survivors[{grown}]", found=int(there[grown]), expected=f"<= {there[grown - 1]}")
    return pd.DataFrame(
        {
            "renewals": np.append(np.arange(len(lost)), len(lost)),
            "left": np.append(np.ones(len(lost), dtype=bool), False),
            "customers": np.append(lost, there[-1]),
        }
    )


def whole(name: str, values: Sequence[int] | pd.Series | Vector) -> Vector:
    """Whole numbers of 0 or more, as floats.

    Raises OutOfRange for any other.
    """
    numbers = vector(name, np.asarray(values), low=0)
    broken = numbers != np.floor(numbers)
    if broken.any():
        first = int(np.argmax(broken))
        raise OutOfRange(f"{name}[{first}]", found=float(numbers[first]), expected="a whole number")
    return numbers


def _counted(values: Vector, count: Vector) -> tuple[Vector, Vector]:
    """Distinct values that occur, and how many customers have each."""
    distinct, place = np.unique(values[count > 0], return_inverse=True)
    return distinct, np.bincount(place, weights=count[count > 0], minlength=len(distinct)).astype(np.float64)
