"""Total rows prove the file, or refuse it."""

from __future__ import annotations

import numpy as np
import pytest

from gtkit.contracts import TABLES
from gtkit.intake.tables.totals import Total, total_row

SALES = TABLES["transactions"]


def total(customers: list[str], dates: list[str], amounts: list[float], label: str = "") -> Total | None:
    """The total row of a file of three columns and a free one."""
    columns = {"customer_id": customers, "date": dates, "amount": [str(a) for a in amounts]}
    last = [customers[-1], dates[-1], str(amounts[-1]), label]
    return total_row(columns, {"amount": np.array(amounts)}, SALES, last)


@pytest.mark.parametrize(
    "label", ["Total", "TOTAL GÉNÉRAL", "Totaux", "Total HT", "Sous-total", "Grand Total", "Total 2025"]
)
def test_a_row_that_says_total_is_one(label: str) -> None:
    """In any column, the first or one that the table does not know."""
    assert total(["A", "B", label], ["x", "x", ""], [1.1, 2.2, 3.3]) == Total(at=2, wrong={})
    assert total(["A", "B", ""], ["x", "x", ""], [1.1, 2.2, 3.3], label) == Total(at=2, wrong={})


def test_bare_sums_are_a_total_row_too() -> None:
    """Only when every other cell is blank and the sums are exact."""
    assert total(["A", "B", ""], ["x", "x", ""], [1.1, 2.2, 3.3]) == Total(at=2, wrong={})
    assert total(["A", "B", ""], ["x", "x", ""], [1.1, 2.2, 3.4]) is None
    assert total(["A", ""], ["x", "x"], [1.1, 1.1]) is None


def test_a_total_that_the_rows_do_not_make_is_told_with_what_they_make() -> None:
    """A cent is enough."""
    assert total(["A", "B", "Total"], ["x", "x", ""], [1.1, 2.2, 3.31]) == Total(at=2, wrong={"amount": 1.1 + 2.2})


def test_a_total_printed_to_the_unit_is_rounded_and_not_wrong() -> None:
    """The sum rounded or the sum of rounded lines; a unit beside both is wrong, however many lines there are."""
    amounts = [10.4] * 10  # 104.0; each line rounded, 100
    who, when = [*"ABCDEFGHIJ", "Total"], [*["x"] * 10, ""]
    assert total(who, when, [*amounts[:-1], 10.7, 104.0]) == Total(at=10, wrong={}, rounded={"amount": 104.3})
    told = total(who, when, [*amounts, 100.0])
    assert told is not None
    assert (dict(told.wrong), list(told.rounded)) == ({}, ["amount"])
    for amount in (99.0, 101.0, 103.0, 105.0, 103.5):
        told = total(who, when, [*amounts, amount])
        assert told is not None
        assert (list(told.wrong), dict(told.rounded)) == (["amount"], {})


@pytest.mark.parametrize("customer", ["Total Energies", "TOTALGAZ", "Totem"])
def test_a_customer_whose_name_begins_so_is_no_total(customer: str) -> None:
    """A row whose required cells are filled, or whose label is more than a total's, is data."""
    assert total(["A", "B", customer], ["x", "x", ""], [1.0, 2.0, 3.5]) is None
    assert total(["A", "B", "Total"], ["x", "x", "x"], [1.0, 2.0, 3.0], "") is not None
    assert total(["A", "B", "C"], ["x", "x", "x"], [1.0, 2.0, 3.0], "Total") is None
