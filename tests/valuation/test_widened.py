"""A value taken for a wider one: nothing is lost, and what is missing is said."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
import pandas as pd
import pytest

from gtkit.valuation.history import history
from gtkit.valuation.moved import CovariateHistory
from gtkit.valuation.widened import widened


@dataclass(frozen=True, slots=True)
class Named:
    """A name."""

    name: str


@dataclass(frozen=True, slots=True)
class Dated(Named):
    """A name and a day."""

    day: int


def test_every_field_is_the_same_one() -> None:
    """The arrays themselves are shared."""
    rows = history(pd.DataFrame({"frequency": [0, 3], "recency": [0, 5.0], "T": [9, 9.0]}))
    wide = widened(rows, CovariateHistory, z=np.zeros((2, 1)))
    assert isinstance(wide, CovariateHistory)
    assert all(getattr(wide, field.name) is getattr(rows, field.name) for field in fields(rows))
    assert np.shares_memory(wide.x, rows.x)


def test_what_it_adds_must_be_told() -> None:
    """A wider value is not made up."""
    assert widened(Named("a"), Dated, day=3) == Dated("a", 3)
    with pytest.raises(TypeError, match="day"):
        widened(Named("a"), Dated)
