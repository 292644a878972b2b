"""Keys that come twice, rows that come twice in a file, or in two files whose columns differ."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gtkit.contracts import TABLES
from gtkit.intake.faults import Fault, Severity, describe
from gtkit.intake.files.csv_file import read_csv
from gtkit.intake.tables.part import Part, read_part
from gtkit.intake.tables.repeats import repeated_keys, repeated_rows
from gtkit.words import Words


def parts(table: str, *texts: str) -> list[Part]:
    """Files of one table."""
    raws = [read_csv(text.encode(), file=f"{at}.csv", sha256="") for at, text in enumerate(texts, 1)]
    return [read_part(raw, TABLES[table], {}, as_of=date(2026, 6, 30)) for raw in raws]


def told(*texts: str) -> list[tuple[str, str, tuple[int, ...], str]]:
    """Code, file, rows, and the file and first row met, of what is said of files of sales."""
    faults = repeated_rows(parts("transactions", *texts), TABLES["transactions"])
    assert all(fault.severity is Severity.WARNING for fault in faults)
    return [(f.code, f.file, _rows(f), f"{f.facts.get('first_file', '')}:{f.facts['first_row']}") for f in faults]


def _rows(fault: Fault) -> tuple[int, ...]:
    return (fault.row or 0, *fault.others)


HEAD = "Code client;Raison sociale;Segment\n"


def test_a_key_that_comes_twice_names_both_rows() -> None:
    """Within a file and across files; a blank key has its own fault already."""
    read = parts("customers", HEAD + "C1;A;X\nC2;B;X\nC1;A;X\n;D;X\n;E;X\n", HEAD + "C2;B;X\n")
    faults = repeated_keys(read, TABLES["customers"])
    assert [(f.code, f.file, f.row, f.value, f.facts["first_file"], f.facts["first_row"]) for f in faults] == [
        ("duplicate_key", "1.csv", 4, "C1", "1.csv", "2"),
        ("duplicate_key", "2.csv", 2, "C2", "1.csv", "3"),
    ]


def test_a_key_of_several_columns_is_the_whole_of_them() -> None:
    """The same effort of a customer at two dates is no duplicate; at one date, or at none, it is."""
    head = "Code client;Effort;Valeur constatée;Date de la preuve\n"
    read = parts("efforts", head + "C1;e;1;13/01/2025\nC1;e;2;14/01/2025\nC1;e;3;\nC1;e;4;\nC1;e;5;13/01/2025\n")
    faults = repeated_keys(read, TABLES["efforts"])
    assert [(fault.row, fault.value) for fault in faults] == [(5, "C1 + e"), (6, "C1 + e + 2025-01-13")]


SALES = "Code client;Date;Montant HT"
ROW = "C1;13/01/2025;5,5"


def test_a_day_in_a_key_is_told_as_the_reader_writes_it() -> None:
    """In French words in French, in English words in English; never year-month-day."""
    head = "Code client;Effort;Valeur constatée;Date de la preuve\n"
    (fault,) = repeated_keys(parts("efforts", head + "C1;e;1;01/02/2025\nC1;e;2;01/02/2025\n"), TABLES["efforts"])
    assert "C1 + e + 1er février 2025" in describe(fault, Words.of("fr"))
    assert "C1 + e + 1 February 2025" in describe(fault, Words.of("en"))


def test_rows_of_a_file_that_repeat_another_are_counted_and_kept() -> None:
    """Twelve repeated rows are one warning of twelve that names the row repeated; no row goes."""
    rows = f"{SALES};Ligne\n" + f"{ROW};1\n" * 13 + f"{ROW};2\n"
    assert told(rows) == [("exact_duplicates", "1.csv", tuple(range(3, 15)), ":2")]
    assert len(parts("transactions", rows)[0].frame) == 14


def test_a_column_that_is_not_read_tells_two_rows_of_a_file_apart() -> None:
    """Two equal lines of one invoice, numbered by the software, are two."""
    assert told(f"{SALES};Ligne\n{ROW};1\n{ROW};2\n") == []


@pytest.mark.parametrize(
    "other",
    [
        f"{SALES};Vendeur\nC2;14/01/2025;7;A\n{ROW};A\n",
        f"{SALES};N° de pièce;Ligne\nC2;14/01/2025;7;F2;1\n{ROW};F1;2\n",
        "Montant HT,Date,Code client\n7.00,2025-01-14,C2\n5.50,2025-01-13,C1\n",
    ],
    ids=["a column more", "a column read of one alone", "other order, separator, dates and decimals"],
)
def test_a_row_of_another_file_is_found_whatever_its_form(other: str) -> None:
    """What is read of both decides; the message names file and row of both."""
    texts = (f"{SALES}\nC9;13/01/2025;1\n{ROW}\n", other)
    assert told(*texts) == [("rows_in_two_files", "2.csv", (3,), "1.csv:3")]
    (fault,) = repeated_rows(parts("transactions", *texts), TABLES["transactions"])
    for lang in ("fr", "en"):
        sentence = describe(fault, Words.of(lang))
        assert all(name in sentence for name in ("1.csv", "2.csv", "3", "Montant HT"))


def test_another_invoice_is_another_sale() -> None:
    """Customer, day and amount the same, the number read of both another: nothing is told."""
    head = f"{SALES};N° de pièce\n"
    assert told(f"{head}{ROW};F1\n", f"{head}{ROW};F2\n") == []


def test_each_pair_of_files_is_told_on_what_it_shares() -> None:
    """A file without numbers does not blind those that have them: two invoices stay two, between these."""
    head = f"{SALES};N° de pièce\n"
    found = told(f"{head}{ROW};F1\n", f"{head}{ROW};F2\n", f"{SALES}\n{ROW}\n")
    assert found == [("rows_in_two_files", "3.csv", (2,), "1.csv:2")]


def test_a_row_at_fault_repeats_nothing() -> None:
    """Two amounts that cannot be read are not the same amount."""
    assert told(f"{SALES}\nC1;13/01/2025;x\n", f"{SALES};Vendeur\nC1;13/01/2025;y;A\n") == []


def test_files_that_do_not_tell_the_same_amount_are_not_compared() -> None:
    """One excludes VAT, the other includes it: customer and day alone make no repeat."""
    assert told(f"{SALES}\n{ROW}\n", "Code client;Date;Montant TTC\nC1;13/01/2025;5,5\n") == []


SALE = st.tuples(st.sampled_from("AB"), st.integers(1, 3), st.integers(1, 3))


@given(st.lists(SALE, min_size=1, max_size=8), st.lists(SALE, min_size=1, max_size=8))
def test_as_many_rows_are_told_as_stand_in_the_first_file(first: list[tuple], second: list[tuple]) -> None:
    """Each row of the second file that the first holds, and no other, whatever stands beside."""
    texts = [
        f"{head}\n" + "".join(f"{who};2025-01-0{day};{amount}{more}\n" for who, day, amount in rows)
        for head, more, rows in ((SALES, "", first), (f"{SALES};Vendeur", ";A", second))
    ]
    rows = [row for code, _, rows, _ in told(*texts) if code == "rows_in_two_files" for row in rows]
    assert rows == [at for at, sale in enumerate(second, 2) if sale in first]
