"""How answers and traces are put together."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from gtkit.epreuves.basis import Basis, in_order
from gtkit.epreuves.customer_value import Results
from gtkit.epreuves.findings import Findings
from gtkit.errors import OutOfRange
from gtkit.evidence import Level


@pytest.fixture
def basis(findings: Findings[Results]) -> Basis:
    return findings.results.basis


def test_a_known_answer_bears_its_files_and_date(basis: Basis) -> None:
    """The sources are those of the tables named, the sentence that of question and level."""
    made = basis.known("3.8", Level.PASSED, n=3, tables=("effort_catalogue", "nothing"), values={})
    assert [s.file for s in made.sources] == ["data/effort_catalogue.csv"]
    assert (made.statement.key, made.as_of) == ("answer.3.8.passed", basis.as_of)


def test_an_answer_that_rests_on_nothing_is_refused(basis: Basis) -> None:
    """No unit or no file: not an answer."""
    with pytest.raises(OutOfRange):
        basis.known("3.8", Level.PASSED, n=0, tables=("effort_catalogue",), values={})
    with pytest.raises(OutOfRange):
        basis.known("3.8", Level.PASSED, n=3, tables=("nothing",), values={})


def test_an_unknown_answer_says_why(basis: Basis, findings: Findings[Results]) -> None:
    """Reason and missing columns; no unit, no source."""
    made = basis.unknown("3.3", "reason.no_potential", "customers.potential")
    assert (made.level, made.n, made.sources, made.missing) == (Level.UNDETERMINED, 0, (), ("customers.potential",))
    assert findings.results.no_value("3.5").statement.key == "reason.few_repeaters"
    assert basis.later("1.7", "trade_mark").statement.key == "reason.later"


def test_a_table_that_was_not_given_has_no_rows(basis: Basis) -> None:
    """None for an absent table, its frame for another."""
    assert basis.frame("nothing") is None
    assert isinstance(basis.frame("transactions"), pd.DataFrame)


def test_a_trace_names_its_day_and_files(basis: Basis) -> None:
    """The last day of the data stands among the parameters, beside those given."""
    made = basis.trace("gtkit.x", "a", tables=("time",), parameters={"seed": 1}, assumptions=("assumption.lost",))
    assert made.parameters == {"as_of": basis.as_of.isoformat(), "seed": 1}
    assert [s.file for s in made.sources] == ["data/time.csv"]
    assert [a.key for a in made.assumptions] == ["assumption.lost"]


def test_tables_are_brought_into_the_order_of_their_keys(basis: Basis) -> None:
    """Shuffled rows come back in one order; a table without keys stays as it is, one without rows is left out."""
    frame = basis.tables["customers"].frame
    shuffled = replace(basis.tables["customers"], frame=frame.sample(frac=1, random_state=1))
    empty = replace(basis.tables["efforts"], frame=basis.tables["efforts"].frame.iloc[:0])
    tables = in_order({**basis.tables, "customers": shuffled, "efforts": empty})
    assert tables["customers"].frame["customer_id"].is_monotonic_increasing
    assert tables["transactions"] is basis.tables["transactions"]
    assert "efforts" not in tables
