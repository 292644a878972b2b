"""Names that exports give to columns are proposed, with the line to write, and never taken in silence."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from gtkit.contracts import TABLES
from gtkit.intake import Intake, Severity, describe
from gtkit.intake.names import folded
from gtkit.intake.tables.usual_names import likely_heading, usual_heading, worth_asking
from gtkit.words import Words

SALES = TABLES["transactions"]
Read = Callable[..., Intake]


@pytest.mark.parametrize(
    ("headings", "meant"),
    [
        (["N° client", "Date facture", "CA HT"], ["N° client", "Date facture", "CA HT"]),
        (["Kunde", "Datum", "Betrag"], ["Kunde", "Datum", "Betrag"]),
        (["Kunden-Nr.", "Rechnungsdatum", "Rechnung", "Umsatz"], ["Kunden-Nr.", "Rechnungsdatum", "Umsatz"]),
        (["Kundennummer", "Beleg-Datum", "Netto"], ["Kundennummer", "Beleg-Datum", "Netto"]),
        (["Customer No.", "Invoice Date", "Net amount"], ["Customer No.", "Invoice Date", "Net amount"]),
        (["TIERS", "Date de facturation", "C.A. H.T."], ["TIERS", "Date de facturation", "C.A. H.T."]),
        (["Code cliant", "Datte", "Montant H.T"], ["Code cliant", "Datte", "Montant H.T"]),
    ],
)  # fmt: skip
def test_usual_and_mistyped_headings_are_proposed(read: Read, headings: list[str], meant: list[str]) -> None:
    """French, English and German; one line of engagement.toml names them all, and the file is refused until then."""
    text = ";".join(headings) + "\n" + ";".join("x" for _ in headings) + "\n"
    intake = read({"transactions": text})
    assert [(fault.code, fault.severity) for fault in intake.faults] == [("missing_column", Severity.ERROR)] * 3
    assert [fault.facts["nearest"] for fault in intake.faults] == meant
    keys = ("customer_id", "date", "amount")
    line = "columns = { " + ", ".join(f'{key} = "{name}"' for key, name in zip(keys, meant, strict=True)) + " }"
    for lang in ("fr", "en"):
        assert all(line in describe(fault, Words.of(lang)) for fault in intake.faults)


def test_one_heading_is_proposed_for_one_column(read: Read) -> None:
    """What is read already is proposed for nothing else, what was said stays in the line, a gap shows as one."""
    faults = read({"transactions": "Kunde;Montant HT;Zz\nC1;5;x\n"}, columns={"customer_id": "Kunde"}).faults
    assert [(fault.code, fault.facts["nearest"]) for fault in faults] == [("missing_column", "")]
    assert 'columns = { customer_id = "Kunde", date = "…" }' in describe(faults[0], Words.of("fr"))


def test_an_unread_column_that_matters_is_asked_about(read: Read) -> None:
    """Invoice, margin and currency may be absent: a heading that usually means one is a warning with its line."""
    text = "Code client;Date;Montant HT;Rechnung;Monnaie\nC1;13/01/2025;5;F1;CHF\n"
    intake = read({"transactions": text})
    assert [(fault.code, fault.severity, fault.column) for fault in intake.faults] == [
        ("heading_like", Severity.WARNING, "Rechnung"),
        ("heading_like", Severity.WARNING, "Monnaie"),
    ]
    told = describe(intake.faults[0], Words.of("fr"))
    assert "N° de pièce" in told
    assert 'columns = { invoice = "Rechnung" }' in told
    assert intake.tables["transactions"].frame["invoice"].tolist() == [""]
    said = {"invoice": "Rechnung", "currency": "Monnaie"}
    assert "heading_like" not in {fault.code for fault in read({"transactions": text}, columns=said).faults}


def test_nothing_is_asked_of_what_may_well_be_absent() -> None:
    """A name that is no usual one, a column that is required or changes nothing."""
    assert usual_heading(SALES.column("invoice"), ["Remarque", "Vendeur"]) == ""
    assert [column.key for column in SALES.columns if worth_asking(column)] == [
        "margin",
        "invoice",
        "currency",
        "margin_rate",
    ]
    assert likely_heading(SALES.column("amount"), []) == ""


def test_what_engagement_toml_says_goes_before_usual_names() -> None:
    """A heading mistyped there is nearest to what was meant there."""
    assert likely_heading(SALES.column("amount"), ["CA HT", "Total net"], "Total nett") == "Total net"


def test_no_usual_name_is_that_of_another_column_of_its_table() -> None:
    """A proposal never contradicts what a heading means by itself."""
    for table in TABLES.values():
        for column in table.columns:
            others = [name for c in table.columns if c != column for name in (c.french, c.english, c.key)]
            assert usual_heading(column, others) == "", (table.key, column.key, folded(usual_heading(column, others)))
