"""An amount may bear the currency of its line, and no other."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from gtkit.intake import Intake, describe
from gtkit.words import Words

HEAD = "Code client;Date;Montant HT;Devise\n"
RATES = "Devise;Date;Valeur d'une unité\nCHF;31/12/2024;0,5\n"
Read = Callable[..., Intake]


def test_a_unit_that_is_the_lines_is_read(read: Read) -> None:
    """Francs on a line in francs, euros on one in euros or on one that tells none; bare amounts as before."""
    rows = "C1;13/01/2025;1200,00 CHF;CHF\nC1;14/01/2025;300 €;EUR\nC1;15/01/2025;EUR 7;\nC1;16/01/2025;10;CHF\n"
    intake = read({"transactions": HEAD + rows, "currency_rates": RATES})
    assert intake.errors == ()
    assert intake.tables["transactions"].frame["amount"].tolist() == [600.0, 300.0, 7.0, 5.0]


@pytest.mark.parametrize(
    ("amount", "currency", "found", "line"),
    [("1200 CHF", "EUR", "CHF", "EUR"), ("1200 €", "CHF", "EUR", "CHF"), ("$5", "", "USD", "EUR")],
)
def test_another_unit_is_refused_with_both(read: Read, amount: str, currency: str, found: str, line: str) -> None:
    """Row, what the amount says and what its line says; no column is asked for that is there already."""
    rows = f"C1;13/01/2025;7;EUR\nC1;13/02/2025;{amount};{currency}\n"
    (fault,) = read({"transactions": HEAD + rows, "currency_rates": RATES}).errors
    assert (fault.code, fault.row, fault.column, fault.value) == ("unit_of_line", 3, "Montant HT", amount)
    for lang in ("fr", "en"):
        said = describe(fault, Words.of(lang))
        assert f" {found}," in said.replace("\u00a0", " ")
        assert f" {line} " in said.replace("\u00a0", " ")
        assert "Devise" not in said.removeprefix(fault.file).split(":", 1)[1]


def test_a_heading_in_thousands_names_no_currency_of_a_line(read: Read) -> None:
    """Thousands are of the line's own currency; an amount that bears its unit keeps it."""
    head = HEAD.replace("Montant HT", "Montant HT (en milliers)")
    text = head + "C1;13/01/2025;1,5;CHF\nC1;14/01/2025;2 CHF;CHF\n"
    said = {"amount": "Montant HT (en milliers)"}
    intake = read({"transactions": text, "currency_rates": RATES}, columns=said)
    assert intake.errors == ()
    assert intake.tables["transactions"].frame["amount"].tolist() == [750.0, 1.0]
