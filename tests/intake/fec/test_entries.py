"""Lines grouped into entries, and what is wrong with them."""

from __future__ import annotations

import pytest

from gtkit.evidence import Quantity, Unit
from gtkit.intake import Severity, describe
from gtkit.intake.faults import TOLD
from gtkit.intake.fec.entries import Entries, entries
from gtkit.intake.fec.lines import read_ledger_file
from gtkit.words import Words

from .conftest import Line, ReadFec, invoice, line, text_of


def grouped(*files: list[Line]) -> Entries:
    """The entries of files, one a year."""
    read = [
        read_ledger_file(text_of(lines).encode(), file=f"123456789FEC{year}1231.txt", sha256=str(year))
        for year, lines in enumerate(files, 2023)
    ]
    return entries(read)


def test_an_entry_that_does_not_balance_is_refused_with_its_number_and_difference() -> None:
    """At its first line; the ones that balance are not blamed."""
    lines = invoice("VE 7 20240115 F1", "C1", 100) + invoice("VE 8 20240116 F2", "C1", 50)
    lines[4]["Credit"] = "49,99"
    (fault,) = grouped(lines).faults
    assert (fault.code, fault.severity, fault.row, fault.value) == ("fec_unbalanced", Severity.ERROR, 5, "VE 8")
    difference = fault.facts["difference"]
    assert isinstance(difference, Quantity)
    assert difference.value == 0.01
    assert "VE 8" in describe(fault, Words.of("fr"))
    assert "0,01" in describe(fault, Words.of("fr"))


def test_many_entries_that_do_not_balance_are_counted() -> None:
    """The first hundred one by one, the others in a number."""
    lines = [line(f"VE {n} 20240115 F{n}", "707000", "", "1,00") for n in range(TOLD + 5)]
    codes = [fault.code for fault in grouped(lines).faults]
    assert codes == ["fec_unbalanced"] * TOLD + ["fec_more_unbalanced"]


def test_a_number_starts_again_in_each_journal_and_file() -> None:
    """Two journals, two years: four entries."""
    first = invoice("VE 1 20230115 F1", "C1", 100) + invoice("V2 1 20230115 F2", "C1", 100)
    second = invoice("VE 1 20240115 F3", "C1", 100) + invoice("V2 1 20240115 F4", "C1", 100)
    read = grouped(first, second)
    assert read.faults == ()
    assert read.lines["entry"].tolist() == [0] * 3 + [1] * 3 + [2] * 3 + [3] * 3


def test_a_batch_is_as_many_entries_as_its_pieces_balance() -> None:
    """Two invoices under one number and day; where one piece leans on the other they stay together."""
    lines = invoice("VE 1 20240115 F1", "C1", 100) + invoice("VE 1 20240115 F2", "C2", 100)
    assert grouped(lines).lines["entry"].tolist() == [0, 0, 0, 1, 1, 1]
    lines[0]["Debit"], lines[3]["Debit"] = "110,00", "130,00"
    assert grouped(lines).lines["entry"].tolist() == [0] * 6


def test_lines_without_a_number_go_by_their_piece() -> None:
    """And are told."""
    lines = invoice("VE 1 20240115 F1", "C1", 100) + invoice("VE 1 20240115 F2", "C2", 100)
    read = grouped([own | {"EcritureNum": ""} for own in lines])
    assert read.lines["entry"].tolist() == [0, 0, 0, 1, 1, 1]
    assert [(fault.code, fault.severity) for fault in read.faults] == [("fec_no_number", Severity.WARNING)]


@pytest.mark.parametrize(
    ("cells", "carried"),
    [
        ({"JournalCode": "AN"}, True),
        ({"JournalCode": "RAN"}, True),
        ({"JournalCode": "ANO"}, True),
        ({"JournalLib": "À NOUVEAUX"}, True),
        ({"JournalLib": "Report à nouveau"}, True),
        ({"EcritureLib": "A nouveau au 01/01/2024"}, True),
        ({"EcritureLib": "Réouverture des comptes"}, True),
        ({"JournalCode": "BAN", "EcritureLib": "Client nouveau"}, False),
        ({"JournalCode": "VEN", "JournalLib": "Ventes"}, False),
    ],
)
def test_opening_entries_are_known_by_journal_or_label(cells: dict[str, str], carried: bool) -> None:
    """Whatever the package calls them."""
    lines = [
        line("OD 1 20240101 X", "411000", "10,00", CompAuxNum="C1"),
        line("OD 1 20240101 X", "890000", "", "10,00"),
    ]
    assert grouped([own | cells for own in lines]).lines["opening"].tolist() == [carried] * 2


def test_a_label_makes_no_opening_of_a_sale() -> None:
    """A customer may be called so."""
    lines = [own | {"EcritureLib": "A NOUVEAU SARL"} for own in invoice("VE 1 20240115 F1", "C1", 100)]
    assert not grouped(lines).lines["opening"].any()


@pytest.mark.parametrize("turned", [False, True])
def test_two_files_of_which_one_holds_the_other_name_the_one_to_take_away(read_fec: ReadFec, turned: bool) -> None:
    """Half a year beside the whole: the half goes, wherever it stands; taken away, the other is read."""
    half = invoice("VE 1 20240115 F1", "C1", 100)
    whole = half + invoice("VE 2 20240701 F2", "C1", 100)
    files = [whole, half] if turned else [half, whole]
    intake = read_fec(*files)
    (fault,) = intake.errors
    assert (fault.code, intake.tables) == ("fec_same_entries", {})
    for lang in ("fr", "en"):
        assert f"123456789FEC{2024 if turned else 2023}1231.txt" in describe(fault, Words.of(lang)).partition("fec")[0]
    assert read_fec(whole).errors == ()


def test_two_files_that_overlap_are_refused_and_neither_is_chosen(read_fec: ReadFec) -> None:
    """A quarter in common: each year is to be exported once."""
    first, shared, last = (invoice(f"VE {n} 2024040{n} F{n}", "C1", 100) for n in (1, 2, 3))
    (fault,) = read_fec(first + shared, shared + last).errors
    assert (fault.code, fault.facts["n"]) == ("fec_entries_overlap", Quantity(1, Unit.COUNT))
    assert all("123456789FEC20231231.txt" in describe(fault, Words.of(lang)) for lang in ("fr", "en"))
