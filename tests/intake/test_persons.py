"""Persons: every personal column of every contract leaves as a pseudonym, and no name is told anywhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from gtkit.contracts import TABLES
from gtkit.engagement import Engagement, load_engagement
from gtkit.intake import Intake, describe, load_tables, write_french_csv
from gtkit.intake.writing.examples import example_frame
from gtkit.pipeline.checkup import checkup
from gtkit.words import Words

NAME = "Marguerite Duras-Vane"
PERSONAL = [(table.key, column.key) for table in TABLES.values() for column in table.columns if column.personal]


def engagement(folder: Path, table: str, column: str, salt: bytes, *, spoil: bool = False) -> Path:
    """An engagement whose one table names a person on two rows; spoiled, a row repeats or breaks a rule."""
    folder.mkdir()
    frame = example_frame(TABLES[table]).assign(**{column: NAME})
    write_french_csv(folder / "t.csv", frame, TABLES[table], encoding="utf-8-sig")
    if spoil:
        text = (folder / "t.csv").read_text(encoding="utf-8-sig")
        head, row = text.splitlines()
        (folder / "t.csv").write_text(f"{head}\n{row}\n{row}\n{';' * head.count(';')}x\n", encoding="utf-8-sig")
    text = f'id = "acme"\norganisation = "A"\nas_of = 2026-06-30\n[sources.{table}]\nfiles = ["t.csv"]\n'
    (folder / "engagement.toml").write_text(text, encoding="utf-8")
    (folder / ".salt").write_bytes(salt)
    return folder


def load(opened: Engagement) -> Intake:
    """Every table that the engagement lists."""
    where = {"folder": opened.folder, "as_of": opened.as_of, "salt": opened.salt}
    return load_tables(opened.sources, wanted=opened.sources, **where)  # type: ignore[arg-type]


def test_there_are_persons_to_protect() -> None:
    """The proof below is not empty."""
    assert ("time", "collaborator_id") in PERSONAL
    assert len(PERSONAL) >= 5


@pytest.mark.parametrize(("table", "column"), PERSONAL)
def test_a_person_is_a_pseudonym_from_the_first_reading_on(tmp_path: Path, table: str, column: str) -> None:
    """The name is in no cell of the table, and two engagements do not share its pseudonym."""
    hidden = set()
    for at, salt in enumerate((b"a" * 32, b"b" * 32)):
        intake = load(load_engagement(engagement(tmp_path / str(at), table, column, salt)))
        frame = intake.tables[table].frame
        assert NAME not in frame.to_csv()
        assert NAME not in repr(intake)
        (value,) = frame[column].tolist()
        hidden.add(value)
    assert len(hidden) == 2


@pytest.mark.parametrize(("table", "column"), PERSONAL)
def test_no_fault_and_no_listing_tells_a_name(tmp_path: Path, table: str, column: str) -> None:
    """Faults in words, `check --json`, what was understood: a repeated row and a broken one name nobody."""
    opened = load_engagement(engagement(tmp_path / "x", table, column, b"a" * 32, spoil=True))
    intake = load(opened)
    assert intake.faults
    told = " ".join(describe(fault, Words.of(lang)) for fault in intake.faults for lang in ("fr", "en"))
    for text in (told, repr(intake.faults), checkup(opened, intake).model_dump_json()):
        assert NAME not in text
