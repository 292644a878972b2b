"""Parts of a customer base: which customers are of which segment, which tier."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.sparse import csr_array, hstack

from gtkit.arrays import Matrix
from gtkit.errors import WrongShape


@dataclass(frozen=True, slots=True, kw_only=True)
class Divisions:
    """Who is of which part.

    `keys` is the MultiIndex (division, part) of the parts, sorted within their division; "" holds those of no part.
    `held` is a sparse array, shape (customers, 1 + parts): 1 where a customer is of a part; the first column is
    everybody.
    """

    keys: pd.MultiIndex
    held: csr_array[np.float64, tuple[int, int]]

    def sums(self, values: Matrix, customers: npt.NDArray[np.intp] | slice = slice(None)) -> Matrix:
        """Values summed over everybody, then over each part.

        Parameters
        ----------
        values : float array, shape (rows, customers)
        customers : their positions, all of them unless told.

        Returns
        -------
        float array, shape (rows, 1 + parts).
        """
        return np.asarray(values @ self.held[customers])


def divide(divisions: pd.DataFrame | None, customers: pd.Index) -> Divisions:
    """Put each customer in its part of each division.

    Parameters
    ----------
    divisions : DataFrame by customer, or None
        Ways of dividing the customers, one a column; other customers are left out.
    customers : Index

    Returns
    -------
    Divisions.

    Raises WrongShape when a customer comes twice.

    >>> tiers = divide(pd.DataFrame({"tier": ["A", "B"]}, index=["x", "y"]), pd.Index(["y", "x", "z"]))
    >>> list(tiers.keys), tiers.sums(np.array([[1.0, 2.0, 4.0]]))
    ([('tier', ''), ('tier', 'A'), ('tier', 'B')], array([[7., 4., 2., 1.]]))
    """
    table = pd.DataFrame(index=customers) if divisions is None else divisions
    if not table.index.is_unique:
        raise WrongShape(
            "divisions.index", found=table.index[table.index.duplicated()][0], expected="one row a customer"
        )
    blocks = [csr_array(np.ones((len(customers), 1)))]
    names, parts_of = [], []
    for division in table.columns:
        values = table[division].reindex(customers)
        codes, parts = pd.factorize(values.astype(object).where(values.notna(), "").astype(str), sort=True)
        ones = np.ones(len(customers))
        blocks.append(csr_array((ones, (np.arange(len(customers)), codes)), shape=(len(customers), len(parts))))
        names += [str(division)] * len(parts)
        parts_of += list(parts)
    keys = pd.MultiIndex.from_arrays([names, parts_of], names=["division", "part"])
    return Divisions(keys=keys, held=csr_array(hstack(blocks, format="csr")))
