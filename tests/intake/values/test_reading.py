"""A column against its contract: blanks, bounds, Excel's errors."""

from __future__ import annotations

import datetime as dt

import pytest

from gtkit.contracts import TABLES
from gtkit.evidence import Quantity, Unit
from gtkit.intake.values.cells import Column as Cells
from gtkit.intake.values.reading import read_column

AS_OF = dt.date(2026, 6, 30)


def codes(table: str, key: str, cells: Cells) -> list[tuple[str, int | None]]:
    """Problem codes and positions."""
    problems = read_column(cells, TABLES[table].column(key), as_of=AS_OF, currency="EUR").problems
    return [(problem.code, problem.at) for problem in problems]


def test_a_required_cell_left_blank_is_told_and_an_optional_one_is_not() -> None:
    """One problem a cell, one for the column when it is blank from top to bottom."""
    assert codes("time", "customer_id", ["C1", "", "C2"]) == [("missing_value", 1)]
    assert codes("time", "customer_id", ["", ""]) == [("empty_column", None)]
    assert codes("transactions", "margin", ["", ""]) == []


def test_bounds_are_inclusive() -> None:
    """The bound itself is accepted; the fault tells it with its unit."""
    assert codes("time", "hours", ["0", "744", "-1", "745"]) == [("below_minimum", 2), ("above_maximum", 3)]
    reading = read_column(["2"], TABLES["service_costs"].column("practical_share"), as_of=AS_OF)
    assert reading.problems[0].facts["bound"] == Quantity(1, Unit.SHARE)


def test_a_bare_percentage_among_shares_is_told_as_one() -> None:
    """``40`` in a column of shares is neither 40 nor 0.4 until somebody says so; ``40 %`` is 0.4."""
    assert codes("customers", "close_probability", ["0,4", "40", "40 %"]) == [("share_as_percent", 1)]
    assert codes("customers", "close_probability", ["-0,1", "400"]) == [("below_minimum", 0), ("above_maximum", 1)]


@pytest.mark.parametrize("key", ["customer_id", "date", "amount", "margin", "product"])
def test_excels_error_values_are_told_in_every_kind_of_column(key: str) -> None:
    """``#REF!`` is an error, in a text as in an amount, and told once."""
    ok = {"date": "13/01/2025", "amount": "1,5", "margin": "1,5"}.get(key, "x")
    assert codes("transactions", key, [ok, "#REF!"]) == [("excel_error", 1)]


def test_only_a_column_that_may_look_ahead_holds_a_date_after_the_last_day() -> None:
    """A due date may lie ahead of the data; an ordinary date may not."""
    ahead = "2026-12-31"
    assert codes("payments", "due_on", [ahead]) == []
    assert codes("payments", "paid_on", [ahead]) == [("future_date", 0)]


def test_a_column_that_stands_instead_allows_a_blank() -> None:
    """Row by row: where both are blank the required one is missing; filled everywhere instead, nothing is."""
    amount = TABLES["transactions"].column("amount")
    reading = read_column(["1", "", ""], amount, as_of=AS_OF, instead=[["", "2", ""]])
    assert [(problem.code, problem.at) for problem in reading.problems] == [("missing_value", 2)]
    assert read_column(["", ""], amount, as_of=AS_OF, instead=[["", "2"], ["1", ""]]).problems == ()


def test_a_percentage_among_margins_names_the_column_of_rates() -> None:
    """32 % under a margin is a rate: the remedy is the rate's column; under an amount there is none to name."""
    margin = TABLES["transactions"].column("margin")
    (problem,) = read_column(["32 %", "400"], margin, as_of=AS_OF).problems
    assert (problem.code, problem.at, problem.facts) == ("rate_found", 0, {"key": "margin_rate"})
    assert codes("transactions", "amount", ["32 %"]) == [("percent_found", 0)]
