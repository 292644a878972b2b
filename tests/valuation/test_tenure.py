"""Tenures: counted once each, survivors read, impossible tables refused."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from gtkit.errors import NotEstimable, OutOfRange, WrongShape
from gtkit.valuation.tenure import from_survivors, tenures


def test_rows_and_groups_are_the_same_customers() -> None:
    """A row a customer, or a row a group with its number: one and the same count."""
    one_by_one = pd.DataFrame({"renewals": [2, 0, 2, 0, 5, 0], "left": [True, True, True, False, False, True]})
    grouped = pd.DataFrame(
        {"renewals": [0, 2, 0, 5, 9], "left": [True, True, False, False, True], "customers": [2, 2, 1, 1, 0]}
    )
    for told in (tenures(one_by_one), tenures(grouped)):
        assert told.lost_at.tolist() == [1, 3]
        assert told.lost.tolist() == [2, 2]
        assert told.held.tolist() == [0, 5]
        assert told.stayed.tolist() == [1, 1]
        assert (told.n, told.opportunities, told.longest) == (6, 13, 5)


def test_cohorts_add_up() -> None:
    """Survivors of two cohorts of unequal ages make the losses and the customers still there of both."""
    both = tenures(pd.concat([from_survivors([100, 60, 50]), from_survivors([40, 30])]))
    assert dict(zip(both.lost_at.tolist(), both.lost.tolist(), strict=True)) == {1: 50, 2: 10}
    assert dict(zip(both.held.tolist(), both.stayed.tolist(), strict=True)) == {1: 30, 2: 50}


@pytest.mark.parametrize(
    ("table", "refusal"),
    [
        ({"renewals": [1]}, WrongShape),
        ({"renewals": [1.5], "left": [True]}, OutOfRange),
        ({"renewals": [-1], "left": [True]}, OutOfRange),
        ({"renewals": [np.nan], "left": [True]}, OutOfRange),
        ({"renewals": [1], "left": ["yes"]}, OutOfRange),
        ({"renewals": [1], "left": [True], "customers": [0.5]}, OutOfRange),
        ({"renewals": [1], "left": [True], "customers": [0]}, NotEstimable),
        ({"renewals": pd.Series([], dtype=float), "left": pd.Series([], dtype=bool)}, NotEstimable),
    ],
)
def test_impossible_tables_are_refused(table: dict[str, object], refusal: type[Exception]) -> None:
    """A missing column, a fraction of a renewal, a word for a departure, nobody at all."""
    with pytest.raises(refusal):
        tenures(pd.DataFrame(table))


@pytest.mark.parametrize(
    ("survivors", "refusal"), [([10], WrongShape), ([10, 11], OutOfRange), ([10, 9.5], OutOfRange)]
)
def test_survivors_only_fall(survivors: list[int], refusal: type[Exception]) -> None:
    """Survivors that grow, that are not whole, or that are never asked again are refused."""
    with pytest.raises(refusal):
        from_survivors(survivors)
