"""What is known of each customer beside its purchases, as the models read it: checked, centred, in comparable units.

A covariate does not change in time: sector, channel, size at the first purchase. It is a number; a sector of three
levels is two columns of 0 and 1. Columns are counted from their mean, so that parameters are those of a mean customer
and no unit of a column (the year 2010, a turnover in euros) can make them overflow.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from gtkit.arrays import Matrix, Vector, read_only
from gtkit.errors import NotEstimable, OutOfRange, WrongShape

OWN = 1e-4  # of a column's spread: what must be left of it once the columns before it are known
FAR = 10.0  # spans from the mean customer, beyond which nothing that was fitted says anything


@dataclass(frozen=True, slots=True, kw_only=True)
class Design:
    """Covariates of a fit.

    Attributes
    ----------
    names : columns, in order.
    centre : float array, shape (columns,): the mean customer, whom parameters describe.
    unit : float array, shape (columns,): standard deviation of each column, the step in which it is searched.
    span : float array, shape (columns,): from the least to the largest value, in units.
    """

    names: tuple[str, ...]
    centre: Vector
    unit: Vector
    span: Vector

    def read(self, covariates: pd.DataFrame, customers: pd.Index) -> Matrix:
        """Covariates of these customers, from the centre and in units, shape (customers, columns).

        Raises WrongShape for a missing column or customer, OutOfRange for a value that is no finite number, or is out
        of all measure with those that were fitted (another unit, often).
        """
        values = values_of(covariates, customers, self.names)
        z = (values - self.centre) / self.unit
        for k, name in enumerate(self.names):
            beyond = np.abs(z[:, k]) > FAR * self.span[k]
            if beyond.any():
                first, reach = int(np.argmax(beyond)), FAR * self.span[k] * self.unit[k]
                bounds = f"{self.centre[k] - reach:g} to {self.centre[k] + reach:g}"
                raise OutOfRange(
                    f"covariates[{name}][{customers[first]}]", found=float(values[first, k]), expected=bounds
                )
        return z


def values_of(covariates: pd.DataFrame, customers: pd.Index, names: Sequence[str]) -> Matrix:
    """Columns of a table by customer, as numbers, shape (customers, columns).

    Raises WrongShape for a missing column, a customer that is missing or comes twice, OutOfRange for a column that is
    not of numbers or a value that is not finite.

    >>> table = pd.DataFrame({"size": [10, 30], "online": [True, False]}, index=["a", "b"])
    >>> values_of(table, pd.Index(["b", "a"]), ["size", "online"])
    array([[30.,  0.],
           [10.,  1.]])
    """
    missing = [name for name in names if name not in covariates]
    if missing:
        raise WrongShape("covariates", found=list(covariates.columns), expected=" | ".join(missing))
    if not covariates.index.is_unique:
        twice = covariates.index[covariates.index.duplicated()][0]
        raise WrongShape("covariates.index", found=twice, expected="one row a customer")
    place = covariates.index.get_indexer(customers)
    if (place < 0).any():
        raise WrongShape("covariates.index", found="", expected=str(customers[int(np.argmin(place))]))
    return np.column_stack([_numbers(covariates[name], name, place) for name in names] or [np.empty((len(place), 0))])


def designed(values: Matrix, names: Sequence[str]) -> Design:
    """Where each column is counted from, and in which unit.

    Parameters
    ----------
    values : float array, shape (customers, columns)
    names : names of the columns.

    Raises NotEstimable, by its name, for a column that does not vary.

    >>> designed(np.array([[0.0], [0.0], [3.0]]), ["size"]).centre
    array([1.])
    """
    centre, span = values.mean(axis=0), np.ptp(values, axis=0)
    for name, width, value in zip(names, span, centre, strict=True):
        if not width > 1e-12 * abs(value):
            raise NotEstimable(f"covariates[{name}]", found=float(value), expected="at least two values")
    unit = values.std(axis=0)
    return Design(names=tuple(names), centre=read_only(centre), unit=read_only(unit), span=read_only(span / unit))


def require_distinct(scaled: Matrix, names: Sequence[str]) -> None:
    """Refuse a column that the others before it tell: no likelihood could part their effects.

    Parameters
    ----------
    scaled : float array, shape (customers, columns), from the centre.
    names : names of the columns.

    Raises NotEstimable, by the name of the first such column.

    >>> require_distinct(np.array([[-1.0, 1.0], [0.0, 0.0], [1.0, -1.0]]), ["online", "offline"])
    Traceback (most recent call last):
    ...
    gtkit.errors.NotEstimable: covariates[offline]; found 'online'; expected a column that no other tells
    """
    for k in range(1, scaled.shape[1]):
        column, before = scaled[:, k], scaled[:, :k]
        moments = np.einsum("gi,gj->ij", before, before)
        told = np.linalg.lstsq(moments, np.einsum("gi,g->i", before, column), rcond=None)[0]
        rest = column - np.einsum("gi,i->g", before, told)
        if not np.sqrt((rest**2).sum()) > OWN * np.sqrt((column**2).sum()):
            by = [name for name, weight in zip(names, told, strict=False) if abs(weight) > OWN]
            raise NotEstimable(f"covariates[{names[k]}]", found=", ".join(by), expected="a column that no other tells")


def _numbers(column: pd.Series, name: str, place: npt.NDArray[np.intp]) -> Vector:
    if not (pd.api.types.is_numeric_dtype(column) or pd.api.types.is_bool_dtype(column)):
        raise OutOfRange(f"covariates[{name}]", found=str(column.dtype), expected="numbers (0 and 1 for a level)")
    values = column.to_numpy(dtype=np.float64, na_value=np.nan)[place]
    good = np.isfinite(values)
    if not good.all():
        who = column.index[place[int(np.argmin(good))]]
        raise OutOfRange(f"covariates[{name}][{who}]", found="", expected="a finite number")
    return values
