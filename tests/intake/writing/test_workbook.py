"""The workbook: reads back what it was given, refuses what is illegal, is the same bytes each time."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gtkit.contracts import TABLES, Kind
from gtkit.errors import OutOfRange
from gtkit.intake import Intake, SourceSpec, load_tables, write_workbook
from gtkit.intake.writing.examples import example_frame
from gtkit.words import LANGUAGES

SHEETS = tuple(TABLES.values())


def load(folder: Path, workbook: str) -> Intake:
    """Every table of a workbook."""
    return load_tables({}, folder=folder, as_of=date(2026, 6, 30), salt=b"s", wanted=TABLES, workbook=workbook)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_filled_with_its_own_example_it_checks_without_a_fault(tmp_path: Path, lang: str) -> None:
    """The example rows counted as data are legal, refer to one another, and read as the contract says.

    The code that the example groups under another stands in no other example, which is told.
    """
    contents = {key: example_frame(table) for key, table in TABLES.items()}
    write_workbook(tmp_path / "w.xlsx", SHEETS, lang=lang, contents=contents)
    intake = load(tmp_path, "w.xlsx")
    assert [(fault.code, fault.value) for fault in intake.faults] == [("unknown_member", "C0107")]
    assert {key: len(table.frame) for key, table in intake.tables.items()} == dict.fromkeys(TABLES, 1)
    assert intake.tables["customers"].frame["phase"].tolist() == ["mature"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_blank_workbook_holds_no_data_and_no_fault(tmp_path: Path, lang: str) -> None:
    """Its example rows are shown and left out."""
    write_workbook(tmp_path / "w.xlsx", SHEETS, lang=lang)
    intake = load(tmp_path, "w.xlsx")
    assert (dict(intake.tables), intake.faults) == ({}, ())
    book = openpyxl.load_workbook(tmp_path / "w.xlsx")
    assert book[TABLES["time"].french if lang == "fr" else TABLES["time"].english]["A3"].value == "P07"


def test_an_example_dated_after_the_last_day_is_an_example_still(tmp_path: Path) -> None:
    """An engagement on old data leaves the blank workbook's example rows out too."""
    write_workbook(tmp_path / "w.xlsx", SHEETS, lang="fr")
    intake = load_tables({}, folder=tmp_path, as_of=date(1998, 6, 30), salt=b"0" * 16, wanted=TABLES, workbook="w.xlsx")
    assert (dict(intake.tables), intake.faults) == ({}, ())


def test_rows_typed_below_or_over_the_example_are_read(tmp_path: Path) -> None:
    """Below, the example goes; over it, the row is data and told while its mark is there."""
    write_workbook(tmp_path / "w.xlsx", [TABLES["service_costs"]], lang="fr")
    book = openpyxl.load_workbook(tmp_path / "w.xlsx")
    sheet = book["Coût des services"]
    for at, value in enumerate(["Achats", 1000, 1600, 0.8], 1):
        sheet.cell(4, at, value)
    book.save(tmp_path / "below.xlsx")
    below = load(tmp_path, "below.xlsx")
    assert (below.tables["service_costs"].frame["service"].tolist(), below.faults) == (["Achats"], ())
    assert below.understood[0].dropped == {"example": 1}
    sheet["A3"] = "Ventes"
    book.save(tmp_path / "over.xlsx")
    over = load(tmp_path, "over.xlsx")
    assert over.tables["service_costs"].frame["service"].tolist() == ["Ventes", "Achats"]
    assert [(fault.code, fault.row) for fault in over.faults] == [("example_changed", 3)]


def test_headings_may_be_reworded_and_columns_added(tmp_path: Path) -> None:
    """The hidden keys hold; a column of the client's own is left aside and told."""
    frame = pd.DataFrame({"service": ["S"], "yearly_cost": [1.0], "paid_hours": [2.0]})
    write_workbook(tmp_path / "w.xlsx", [TABLES["service_costs"]], lang="fr", contents={"service_costs": frame})
    book = openpyxl.load_workbook(tmp_path / "w.xlsx")
    sheet = book["Coût des services"]
    sheet["B2"] = "Ce que ça coûte"
    sheet.insert_cols(2)
    sheet["B2"], sheet["B3"] = "Note", "libre"
    book.save(tmp_path / "w.xlsx")
    intake = load(tmp_path, "w.xlsx")
    assert intake.faults == ()
    assert intake.tables["service_costs"].frame["yearly_cost"].tolist() == [1.0]
    assert intake.understood[0].unused == ("Note",)


def test_a_workbook_of_another_version_is_refused_in_words(tmp_path: Path) -> None:
    """By its stamp, before anything is read of it."""
    frame = pd.DataFrame({"service": ["S"], "yearly_cost": [1.0], "paid_hours": [2.0]})
    write_workbook(tmp_path / "w.xlsx", [TABLES["service_costs"]], lang="fr", contents={"service_costs": frame})
    book = openpyxl.load_workbook(tmp_path / "w.xlsx")
    book["Coût des services"]["E1"] = "gtkit-intake 99"
    book.save(tmp_path / "w.xlsx")
    faults = load(tmp_path, "w.xlsx").faults
    assert [(fault.code, fault.facts["found"]) for fault in faults] == [("workbook_version", "99")]


def test_excel_is_told_what_to_refuse(tmp_path: Path) -> None:
    """Choices and flags are lists, dates and numbers are bounded, the header is frozen, the keys are hidden."""
    write_workbook(tmp_path / "w.xlsx", SHEETS, lang="fr")
    book = openpyxl.load_workbook(tmp_path / "w.xlsx")
    for table in SHEETS:
        sheet = book[table.french]
        rules = {str(rule.sqref).split(":")[0]: rule for rule in sheet.data_validations.dataValidation}
        for at, column in enumerate(table.columns, 1):
            rule = rules.get(sheet.cell(3, at).coordinate)
            kinds = {Kind.CHOICE: "list", Kind.FLAG: "list", Kind.DATE: "date"}
            kinds |= dict.fromkeys((Kind.TEXT, Kind.IDENTIFIER, Kind.CURRENCY))
            assert (rule.type if rule else None) == kinds.get(column.kind, "decimal")
            assert rule is None or rule.errorStyle in {None, "stop"}
            assert sheet.cell(2, at).comment is not None
        assert sheet.row_dimensions[1].hidden
        assert sheet.freeze_panes == "B3"
        assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)
    assert book.sheetnames[0] == "Lisez-moi"


@pytest.mark.parametrize("text", ["=1+1", '=HYPERLINK("http://x")', "+33 1", "@SUM", "http://example.org", "00123"])
def test_a_text_is_never_a_formula_nor_a_link(tmp_path: Path, text: str) -> None:
    """Formula-like names are plain text cells."""
    frame = example_frame(TABLES["customers"]).assign(name=text)
    write_workbook(tmp_path / "w.xlsx", [TABLES["customers"]], lang="fr", contents={"customers": frame})
    cell = openpyxl.load_workbook(tmp_path / "w.xlsx")["Clients"]["B3"]
    assert (cell.data_type, cell.value, cell.hyperlink) == ("s", text, None)
    assert load(tmp_path, "w.xlsx").tables["customers"].frame["name"].tolist() == [text]


def test_a_text_longer_than_a_cell_is_refused(tmp_path: Path) -> None:
    """Excel would cut it; nothing is lost in silence."""
    frame = example_frame(TABLES["customers"]).assign(name="x" * 32_768)
    with pytest.raises(OutOfRange, match="32767"):
        write_workbook(tmp_path / "w.xlsx", [TABLES["customers"]], lang="fr", contents={"customers": frame})


def test_the_same_workbook_has_the_same_bytes(tmp_path: Path, golden: pd.DataFrame) -> None:
    """Twice, whatever the clock says."""
    for name in ("a.xlsx", "b.xlsx"):
        write_workbook(tmp_path / name, SHEETS, lang="fr", contents={"transactions": golden})
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=10).filter(
    lambda text: not text.startswith(("#", "'", '="'))
)
NUMBER = st.integers(-(10**13), 10**13).map(lambda n: n / 10_000)
SHARE = st.none() | st.integers(0, 1000).map(lambda n: n / 1000)
ROWS = st.lists(st.tuples(TEXT, NUMBER, SHARE, st.booleans()), min_size=1, max_size=8)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(ROWS)
def test_whatever_is_written_reads_back_equal(tmp_path: Path, rows: list[tuple[object, ...]]) -> None:
    """Texts to the letter, numbers to the fifteen digits that a workbook holds, flags and blanks."""
    frame = pd.DataFrame(rows, columns=["label", "worst", "coding_alpha", "indispensable"])
    frame = frame.assign(effort=[f"e{at}" for at in range(len(frame))], direction="max", ideal=1.0, weight=2.0)
    frame = frame.astype({"label": "str", "coding_alpha": "float64", "worst": "float64", "indispensable": "bool"})
    write_workbook(tmp_path / "w.xlsx", [TABLES["effort_catalogue"]], lang="en", contents={"effort_catalogue": frame})
    sources = {"effort_catalogue": SourceSpec(files=("w.xlsx",))}
    intake = load_tables(sources, folder=tmp_path, as_of=date(2026, 6, 30), salt=b"s", wanted=TABLES)
    assert intake.faults == ()
    back = intake.tables["effort_catalogue"].frame[["label", "worst", "coding_alpha", "indispensable"]]
    pd.testing.assert_frame_equal(back, frame[list(back)], check_exact=True)


def test_the_help_says_what_may_be_filled_instead(tmp_path: Path) -> None:
    """The amount is required unless the amount with VAT or a side of an account gives it; a file of either is read."""
    write_workbook(tmp_path / "w.xlsx", [TABLES["transactions"]], lang="fr")
    sheet = openpyxl.load_workbook(tmp_path / "w.xlsx")["Transactions"]
    helps = {str(cell.value): cell.comment.text for cell in sheet[2] if cell.comment}
    assert "Montant TTC, Débit et Crédit" in helps["Montant HT *"]
