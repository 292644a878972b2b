"""Rows that say that they are totals, told from the rows of a firm that is called so."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gtkit.intake.tables.total_labels import TotalLabel, total_labels


def test_a_label_with_no_other_word_is_surely_a_total() -> None:
    """Sales name a customer and a day; a row that names « Total C1 » alone is none."""
    told = total_labels([["C1", "Total C1"], ["13/01/2025", ""], ["10", "10"]], [2])
    assert told == {1: TotalLabel(sure=True, carried=False)}


def test_a_firm_called_total_may_stand_alone_where_others_do() -> None:
    """In a list whose day is printed once, a customer's name alone is a row: Total SA may be a customer."""
    told = total_labels([["13/01/2025", "", ""], ["C1", "C2", "Total SA"], ["10", "5", "7"]], [2])
    assert told == {2: TotalLabel(sure=False, carried=False)}


def test_figures_alone_are_told_apart_from_a_file_without_words() -> None:
    """One row of two holds figures alone; where all do, the words are missing from the file, not from the rows."""
    assert total_labels([["C1", " "], [1, 1]], [1]) == {1: TotalLabel(sure=True, carried=False, bare=True)}
    assert total_labels([["", ""], [1, 1]], [1]) == {}
    assert total_labels([], []) == {}


@pytest.mark.parametrize("label", ["À reporter", "Report", "Report de la page 2", "Cumul", "Übertrag"])
def test_sums_carried_over(label: str) -> None:
    """They end no block."""
    assert total_labels([["C1", label], ["F1", "F2"]])[1].carried


@given(st.lists(st.tuples(st.sampled_from(["C1", "C2"]), st.sampled_from(["", "F1"])), min_size=1, max_size=9))
def test_rows_of_words_are_no_totals(rows: list[tuple[str, str]]) -> None:
    """Whatever is blank beside it, a row that names a customer is none."""
    assert total_labels([list(column) for column in zip(*rows, strict=True)]) == {}
