"""What was understood is shown before anything is computed."""

from __future__ import annotations

from datetime import date

from gtkit.contracts import TABLES
from gtkit.intake.files.csv_file import read_csv
from gtkit.intake.tables.part import Part, read_part
from gtkit.intake.tables.understood import source, understand

SALES = TABLES["transactions"]


def part(text: str) -> Part:
    """Sales from a CSV."""
    return read_part(read_csv(text.encode("cp1252"), file="v.csv", sha256="ab"), SALES, {}, as_of=date(2026, 6, 30))


def test_a_file_is_told_as_it_was_read() -> None:
    """Encoding, separator, headings, rows by what became of them, sums to the cent, span, customers."""
    read = part("Code client;Date;Montant HT;Région\nC1;13/01/2025;0,1;Rhône\n\nC1;01/02/2026;0,2;\nTotal;;0,30;\n")
    told = understand(read, SALES)
    assert (told.encoding, told.separator, told.unused) == ("cp1252", ";", ("Région",))
    assert (told.rows_read, told.rows_kept, dict(told.dropped)) == (4, 2, {"blank": 1, "total": 1})
    assert told.sums == {"amount": 0.3}
    assert (told.first_date, told.last_date, told.customers) == (date(2025, 1, 13), date(2026, 2, 1), 1)
    assert told.manners == {"date": "day_first", "amount": "comma"}


def test_the_provenance_counts_as_what_was_understood_does() -> None:
    """Read = kept + dropped, in both."""
    read = part("Code client;Date;Montant HT\nC1;13/01/2025;1\n\nC2;13/01/2025;2\n")
    origin = source(read)
    assert (origin.file, origin.sha256, origin.headings["amount"]) == ("v.csv", "ab", "Montant HT")
    assert origin.rows_read == read.rows_read == origin.rows_kept + sum(origin.dropped.values()) == 3


def test_what_a_file_does_not_hold_is_not_invented() -> None:
    """No date that could be read, no span."""
    told = understand(part("Code client;Date;Montant HT\nC1;x;1\n"), SALES)
    assert (told.first_date, told.last_date, told.sums) == (None, None, {"amount": 1.0})


def test_amounts_of_which_none_is_known_add_up_to_nothing_told() -> None:
    """A column that could not be read has no sum, and 0 is told of amounts that are 0 alone."""
    read = part("Code client;Date;Montant HT;Marge\nC1;13/01/2025;0;x\nC1;01/02/2026;0,00;y\n")
    assert understand(read, SALES).sums == {"amount": 0.0}
