"""What intake does with hostile names: it keeps them to the letter, or refuses the file and says which."""

from __future__ import annotations

from pathlib import Path

import pytest

from gtkit.contracts import GROUPS, TABLES, Kind
from gtkit.engagement import Engagement
from gtkit.intake import Intake, load_tables

from .engagement import CSV, Naming, hostile_engagement

NAMED = {Kind.TEXT, Kind.IDENTIFIER}


def read(engagement: Engagement) -> Intake:
    """Every table of the engagement."""
    return load_tables(
        engagement.sources,
        folder=engagement.folder,
        as_of=engagement.as_of,
        salt=engagement.salt,
        wanted=tuple(TABLES),
        currency=engagement.currency,
    )


@pytest.fixture(scope="module")
def laid_down(tmp_path_factory: pytest.TempPathFactory) -> Engagement:
    """The hostile engagement."""
    return hostile_engagement(tmp_path_factory.mktemp("intake") / "exemple", Naming())


def test_hostile_names_are_kept_to_the_letter(laid_down: Engagement) -> None:
    """Every free text and identifier of all tables reads as it was written; persons alone become pseudonyms."""
    found, sample = read(laid_down), Naming().sample()
    assert found.faults == ()
    assert found.tables.keys() == sample.tables.keys() == TABLES.keys() - {GROUPS}
    for key, frame in sample.tables.items():
        for column in TABLES[key].columns:
            if column.kind in NAMED:
                same = found.tables[key].frame[column.key].equals(frame[column.key])
                assert same is not column.personal, (key, column.key)


def test_a_text_file_that_holds_a_nul_is_refused_and_named(laid_down: Engagement) -> None:
    """The payload that no text file may hold: the fault says which file, and is an error."""
    file = laid_down.folder / CSV
    whole = file.read_bytes()
    file.write_bytes(whole.replace(b"<script>", b"<scr\x00ipt>", 1))
    (fault,) = read(laid_down).errors
    file.write_bytes(whole)
    assert (fault.code, fault.file, fault.table) == ("not_text", CSV, "transactions")


def test_a_formula_is_no_formula_in_the_workbook(laid_down: Engagement) -> None:
    """No cell of the intake workbook is live: what starts with a sign of a formula was written as text."""
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.load_workbook(Path(laid_down.folder / laid_down.workbook), read_only=True)
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds
    assert "s" in kinds
