"""Totals among the rows: proved by the rows above, told when they are not, and no firm's name taken for one."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gtkit.intake.tables.subtotals import Subtotals, subtotals


def found(*rows: tuple[str, float]) -> Subtotals:
    names, amounts = zip(*rows, strict=True)
    return subtotals([list(names), [""] * len(rows)], {"amount": np.array(amounts)})


def test_subtotals_of_each_customer_are_left_out() -> None:
    """The sum of each block, then that of all; labels in any of their usual forms."""
    told = found(
        ("C1", 100.0), ("C1", 200.5), ("Sous-total C1", 300.5), ("C2", 50.0), ("S/Total C2", 50.0),
        ("C3", -20.0), ("C3", 20.0), ("Total C3", 0.0), ("TOTAL GÉNÉRAL (5 factures)", 350.5),
    )  # fmt: skip
    assert told == Subtotals(proved=(2, 4, 7, 8), wrong=(), doubtful=())


@pytest.mark.parametrize("label", ["Summe", "Zwischensumme", "Subtotal", "À reporter", "Somme", "Total C1", "Cumul"])
def test_labels_of_other_hands(label: str) -> None:
    """German, English and French words for one thing."""
    assert found(("C1", 1.5), ("C1", 2.5), (label, 4.0)).proved == (2,)


def test_a_subtotal_that_adds_nothing_up_is_wrong() -> None:
    """What only a total is called, with another amount: the file is refused, at that row."""
    assert found(("C1", 100.0), ("Sous-total", 90.0), ("C2", 5.0)) == Subtotals(proved=(), wrong=(1,), doubtful=())


def test_a_firm_called_total_stays() -> None:
    """One of its rows happens to equal the row above; another does not: it is a name, and each row is told."""
    told = found(("C1", 100.0), ("Total Énergies", 100.0), ("C2", 5.0), ("Total Énergies", 42.0))
    assert told == Subtotals(proved=(), wrong=(), doubtful=(1, 3))


def test_those_above_a_row() -> None:
    """A file whose last row is judged elsewhere keeps the others."""
    told = found(("C1", 1.0), ("Sous-total", 1.0), ("C2", 2.0), ("Total", 3.0))
    assert told.before(3) == Subtotals(proved=(1,), wrong=(), doubtful=())


def test_nothing_is_a_total_without_amounts_or_above_the_first_row() -> None:
    """A label alone proves nothing."""
    assert subtotals([["Total"]], {}) == Subtotals(proved=(), wrong=(), doubtful=())
    assert found(("Sous-total", 0.0), ("C1", 1.0)).wrong == (0,)
    assert found(("C1", 1.0), ("Sous-total", float("nan"))).wrong == (1,)


def test_sums_carried_from_page_to_page_end_no_block() -> None:
    """Carried down and carried over within a customer: the customer's own total still adds all of its rows up."""
    told = found(
        ("C1", 10.0), ("Total C1", 10.0), ("C2", 5.0), ("À reporter", 15.0), ("Report", 15.0), ("C2", 6.0),
        ("Total C2", 11.0), ("Report de la page 2", 21.0), ("Total général", 21.0),
    )  # fmt: skip
    assert told == Subtotals(proved=(1, 3, 4, 6, 7, 8), wrong=(), doubtful=())
    assert found(("C1", 10.0), ("Report annuel", 3.0)).doubtful == ()


def test_totals_printed_to_the_unit_are_totals_and_said_to_be_rounded() -> None:
    """The sum rounded, or the sum of rounded lines; a unit more is wrong."""
    assert found(("C1", 10.4), ("C1", 10.4), ("Sous-total", 21.0), ("C2", 1.5), ("Total général", 22.0)) == Subtotals(
        proved=(2, 4), wrong=(), doubtful=(), rounded=True
    )
    assert found(("C1", 10.4), ("C1", 10.4), ("C1", 10.4), ("Sous-total", 30.0)).rounded
    assert found(("C1", 10.4), ("C1", 10.4), ("C1", 10.4), ("Sous-total", 32.0)).wrong == (3,)
    assert not found(("C1", 10.4), ("Sous-total", 10.4)).rounded


def test_a_row_of_figures_alone_is_a_proved_total_or_no_data() -> None:
    """Sums printed without a label: those that equal their block are left out, the other is told and never doubtful."""
    codes, invoices = ["C1", "", "", "C2", "", ""], ["F1", "F2", "", "F3", "F4", ""]
    amounts = np.array([100.0, 50.0, 150.0, 70.0, 30.0, 99.0])
    told = subtotals([codes, invoices, amounts.tolist()], {"amount": amounts}, figures=[2])
    assert told == Subtotals(proved=(2,), wrong=(), doubtful=(), bare=(5,))
    assert told.before(5).bare == ()


def test_a_total_may_be_the_net_of_both_sides() -> None:
    """100 of debit less 30 of credit is printed as 70 of debit; 71 is not it."""
    codes, days = ["C1", "C1", "Total C1"], ["13/01", "14/01", ""]
    none = float("nan")
    for printed, proved in ((70.0, (2,)), (71.0, ())):
        sides = {"debit": np.array([100.0, none, printed]), "credit": np.array([none, 30.0, none])}
        told = subtotals([codes, days], sides)
        assert (told.proved, told.wrong) == (proved, () if proved else (2,))


@given(st.lists(st.lists(st.integers(-500_000, 500_000), min_size=1, max_size=6), min_size=1, max_size=8))
def test_money_is_kept(blocks: list[list[int]]) -> None:
    """Whatever the amounts, the rows that stay add up to those that were sold."""
    rows = []
    for n, block in enumerate(blocks):
        rows += [(f"C{n}", cents / 100) for cents in block]
        rows.append((f"Sous-total C{n}", sum(block) / 100))
    told = found(*rows)
    kept = sum(amount for at, (_, amount) in enumerate(rows) if at not in told.proved)
    assert not told.wrong
    assert kept == pytest.approx(sum(map(sum, blocks)) / 100, abs=0.005)
