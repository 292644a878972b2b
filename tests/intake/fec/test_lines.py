"""A ledger line by line: both forms of amounts, and every fault at its place."""

from __future__ import annotations

import pytest

from gtkit.contracts.fec import AMOUNT_SIDE, DEBIT_CREDIT, FEC_COLUMNS
from gtkit.intake import Severity, describe
from gtkit.intake.faults import TOLD, DataRefused
from gtkit.intake.fec.lines import LedgerFile, read_ledger_file
from gtkit.words import Words

from .conftest import Line, invoice, line, text_of

NAME = "data/123456789FEC20241231.txt"
SIDED = tuple(dict(zip(DEBIT_CREDIT, AMOUNT_SIDE, strict=True)).get(name, name) for name in FEC_COLUMNS)


def read(text: str, file: str = NAME) -> LedgerFile:
    """A file's text, read."""
    return read_ledger_file(text.encode(), file=file, sha256="ab")


def sided(own: Line, debit: str, credit: str) -> Line:
    """The same line with its amount and side."""
    side = debit if own["Debit"] else credit
    return own | {"Montant": own["Debit"] or own["Credit"], "Sens": side}


@pytest.mark.parametrize(("debit", "credit"), [("D", "C"), ("+1", "-1"), ("d", "c")])
def test_both_forms_of_amounts_are_the_same_lines(debit: str, credit: str) -> None:
    """Debit and Credit, or Montant and Sens; neither is a fault."""
    lines = invoice("VE 1 20240115 F1", "C1", 100) + invoice("VE 2 20240116 A1", "C1", -30)
    plain = read(text_of(lines))
    other = read(text_of([sided(own, debit, credit) for own in lines], columns=SIDED))
    assert plain.faults == other.faults == ()
    assert plain.lines.equals(other.lines)
    assert plain.lines["cents"].tolist() == [-12000, 10000, 2000, 3600, -3000, -600]


def test_an_amount_below_zero_stands_on_the_other_side() -> None:
    """Some packages credit by a negative debit."""
    assert read(text_of([line("VE 1 20240115 F1", "707000", "-10,00")])).lines["cents"].tolist() == [1000]


def test_every_fault_is_told_at_its_row_and_column() -> None:
    """Two dates, two amounts and an account missing: five sentences in each language."""
    good = line("VE 1 20240115 F1", "707000", "", "10,00")
    wrong = [{"EcritureDate": "20240230"}, {"PieceDate": "15/01/2024"}, {"Debit": "1O"}, {"Credit": "1.234,50"}]
    found = read(text_of([good, *(good | cell for cell in wrong), good | {"CompteNum": "", "EcritureDate": ""}])).faults
    assert {(fault.code, fault.row, fault.column, fault.value) for fault in found} == {
        ("missing_value", 7, "EcritureDate", ""),
        ("missing_value", 7, "CompteNum", ""),
        ("fec_bad_date", 3, "EcritureDate", "20240230"),
        ("fec_written_date", 4, "PieceDate", "15/01/2024"),
        ("fec_bad_amount", 5, "Debit", "1O"),
        ("fec_bad_amount", 6, "Credit", "1.234,50"),
    }
    for lang in ("fr", "en"):
        assert len({describe(fault, Words.of(lang)) for fault in found}) == 6


@pytest.mark.parametrize("form", ["{2}/{1}/{0}", "{0}-{1}-{2}", "{2}.{1}.{0}"])
def test_dates_that_a_spreadsheet_wrote_are_one_message_a_column(form: str) -> None:
    """However many lines there are: the column, their number, the first, and what to do; nothing is doubled."""
    own = line("VE 1 20240115 F1", "707000", "", "10,00")
    turned = {
        key: form.format(text[:4], text[4:6], text[6:])
        for key, text in own.items()
        if key in {"EcritureDate", "PieceDate"}
    }
    found = [fault for fault in read(text_of([own | turned] * 150)).faults if fault.severity is Severity.ERROR]
    assert {(fault.code, fault.column, fault.row, len(fault.others)) for fault in found} == {
        ("fec_written_date", column, 2, 149) for column in turned
    }
    for lang in ("fr", "en"):
        said = describe(found[0], Words.of(lang))
        assert "150" in said
        assert "2, 3, 4, 5" in said


def test_a_side_that_is_none_is_told() -> None:
    """With the form that has sides."""
    own = line("VE 1 20240115 F1", "707000") | {"Montant": "10,00", "Sens": "X"}
    (fault,) = read(text_of([own], columns=SIDED)).faults
    assert (fault.code, fault.row, fault.column, fault.value) == ("fec_bad_side", 2, "Sens", "X")


def test_many_faults_of_a_column_are_counted() -> None:
    """The first hundred one by one, then how many more."""
    found = read(text_of([line("VE 1 20240115 F1", "707000", "x")] * (TOLD + 20))).faults
    assert [fault.code for fault in found[-2:]] == ["fec_bad_amount", "many_more"]
    assert (len(found), found[-1].facts["n"]) == (TOLD + 1, "20")


def test_a_missing_column_is_named_with_the_nearest() -> None:
    """All that are missing at once, each as an error."""
    columns = tuple({"EcritureDate": "DateEcriture", "PieceRef": "PièceRéf"}.get(name, name) for name in FEC_COLUMNS)
    own = line("VE 1 20240115 F1", "707000") | {"DateEcriture": "20240115", "PièceRéf": "F1"}
    with pytest.raises(DataRefused) as refused:
        read(text_of([own], columns=columns))
    (fault,) = refused.value.faults  # PièceRéf is PieceRef: accents are no part of a name
    assert (fault.code, fault.column, fault.facts["nearest"]) == ("fec_missing_column", "EcritureDate", "DateEcriture")
    with pytest.raises(DataRefused) as refused:
        read(text_of([own | {"Amount": "3"}], columns=(*FEC_COLUMNS[:11], "Amount", *FEC_COLUMNS[13:])))
    assert [fault.column for fault in refused.value.faults] == ["Debit", "Credit"]


def test_a_column_given_twice_is_refused() -> None:
    """Nobody can say which one holds."""
    own = line("VE 1 20240115 F1", "707000")
    with pytest.raises(DataRefused) as refused:
        read(text_of([own], columns=(*FEC_COLUMNS, "PieceRef")))
    assert [(fault.code, fault.column) for fault in refused.value.faults] == [("heading_twice", "PieceRef")]


def test_what_departs_from_the_law_and_does_no_harm_is_a_warning() -> None:
    """Another name, another order, columns that no reading rests on left out; more columns after the 18 are lawful."""
    own = line("VE 1 20240115 F1", "707000", "", "10,00")
    legal = read(text_of([own | {"IdClient": "x"}], columns=(*FEC_COLUMNS, "IdClient")))
    short = read(text_of([own], columns=FEC_COLUMNS[:15]), file="data/grand_livre.txt")
    turned = read(text_of([own], columns=FEC_COLUMNS[::-1]))
    assert [[fault.code for fault in read.faults] for read in (legal, short, turned)] == [
        [],
        ["fec_name", "fec_form"],
        ["fec_form"],
    ]
    assert {fault.severity for fault in (*short.faults, *turned.faults)} == {Severity.WARNING}
    assert legal.lines.equals(turned.lines)
    assert short.lines["cents"].tolist() == [1000]
