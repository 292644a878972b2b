"""Reading everything and computing nothing tells what was understood, and every fault."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import pytest

from gtkit.contracts.fec import FEC_COLUMNS
from gtkit.engagement import load_engagement
from gtkit.errors import ConfigurationError
from gtkit.pipeline.checkup import Checkup, absences, checkup, sentences
from gtkit.words import Words


def test_what_was_understood_is_told(scene: ModuleType, tmp_path: Path) -> None:
    """Rows, mapping, sum to the cent and dates of the file, in data and in words; a heading of ours stands once."""
    found = checkup(load_engagement(scene.lay_down(tmp_path / "acme")))
    (file,) = found.understood
    assert found.sound
    assert (file.rows_read, file.rows_kept, file.customers) == (3, 3, 2)
    assert file.sums == {"amount": 1640.5}
    assert Checkup.model_validate_json(found.model_dump_json()) == found
    text = "\n".join(sentences(file, Words.of("fr")))
    assert "data/ventes.csv" in text
    assert "2 juin 2026" in text
    assert "Montant HT : 1 640,50 €" in text.replace("\u00a0", " ").replace("\u202f", " ")
    assert "Code client → Code client" not in text


def test_rows_left_out_are_counted_by_reason(scene: ModuleType, tmp_path: Path) -> None:
    """Feet of pages and headings that come again; a file that loses nothing has no such line."""
    folder = scene.lay_down(tmp_path / "acme")
    (file,) = checkup(load_engagement(folder)).understood
    assert "lignes écartées" not in "\n".join(sentences(file, Words.of("fr")))
    sales = folder / "data" / "ventes.csv"
    text = sales.read_text(encoding="utf-8")
    sales.write_text(f"{text}Page 1/2\n{text.splitlines()[0]}\nPage 2/2\n", encoding="utf-8")
    (file,) = checkup(load_engagement(folder)).understood
    assert (file.rows_kept, file.dropped) == (3, {"header": 1, "page": 2})
    assert "lignes écartées : titre ou en-tête répété (1), pied ou haut de page (2)" in [
        line.strip().replace("\u00a0", " ") for line in sentences(file, Words.of("fr"))
    ]


def test_a_ledger_is_reconciled_to_the_cent(scene: ModuleType, tmp_path: Path) -> None:
    """Class 70, what customers were given, what is left and why, and no difference: in data and in words."""
    folder = scene.lay_down(tmp_path / "acme")
    entry = {"JournalCode": "VE", "JournalLib": "Ventes", "EcritureDate": "20260115", "PieceDate": "20260115"}
    lines = [
        {"EcritureNum": "1", "CompteNum": "411000", "CompAuxNum": "C1", "PieceRef": "F1", "Debit": "1481,40"},
        {"EcritureNum": "1", "CompteNum": "707000", "PieceRef": "F1", "Credit": "1234,50"},
        {"EcritureNum": "1", "CompteNum": "445710", "PieceRef": "F1", "Credit": "246,90"},
        {"EcritureNum": "2", "CompteNum": "530000", "PieceRef": "T1", "Debit": "0,07"},
        {"EcritureNum": "2", "CompteNum": "707000", "PieceRef": "T1", "Credit": "0,07"},
    ]
    rows = [FEC_COLUMNS, *([(entry | own).get(name, "") for name in FEC_COLUMNS] for own in lines)]
    name = "data/123456789FEC20261231.txt"
    (folder / name).write_text("\n".join(map("\t".join, rows)), encoding="utf-8")
    toml = folder / "engagement.toml"
    text = toml.read_text(encoding="utf-8").replace('files = ["data/ventes.csv"]', f'fec = ["{name}"]')
    toml.write_text(text, encoding="utf-8")
    found = checkup(load_engagement(folder))
    (file,) = found.understood
    assert found.sound
    assert [fault.code for fault in found.faults] == ["fec_left_no_customer"]
    assert file.ledger is not None
    assert file.ledger.model_dump() == {
        "balance": 123457,
        "attributed": 123450,
        "left": {"no_customer": 7},
        "difference": 0,
    }
    assert Checkup.model_validate_json(found.model_dump_json()) == found
    said = [line.replace("\u202f", " ").replace("\u00a0", " ") for line in sentences(file, Words.of("fr"))][-5:-1]
    assert said == [
        "classe 70 au grand livre : 1 234,57 €",
        "ventes données à des clients : 1 234,50 €",
        "laissé de côté, sans client : 0,07 €",
        "différence inexpliquée : 0,00 €",
    ]


def test_a_fault_is_told_in_place(scene: ModuleType, tmp_path: Path) -> None:
    """Row as Excel shows it, column, value, and a sentence."""
    found = checkup(load_engagement(scene.lay_down(tmp_path / "acme", amount="douze")))
    (fault,) = found.faults
    assert not found.sound
    assert (fault.row, fault.column, fault.value, fault.severity) == (2, "Montant HT", "douze", "error")
    assert "douze" in fault.message


def test_a_table_that_no_file_holds_is_asked_for(scene: ModuleType, tmp_path: Path) -> None:
    """Without any table there is nothing to run; those to begin with are named as people know them."""
    folder = scene.lay_down(tmp_path / "acme")
    toml = folder / "engagement.toml"
    toml.write_text(toml.read_text(encoding="utf-8").partition("[sources")[0], encoding="utf-8")
    found = checkup(load_engagement(folder))
    assert not found.sound
    assert "transactions" in found.missing
    assert any("Transactions" in absence for absence in absences(found, Words.of("fr")))


def test_a_wrong_setting_is_refused(scene: ModuleType, tmp_path: Path) -> None:
    """Settings are checked with the data, not at the first run."""
    folder = scene.lay_down(tmp_path / "acme")
    toml = folder / "engagement.toml"
    toml.write_text(toml.read_text(encoding="utf-8") + "\n[customer_value]\nannual_rate = -3\n", encoding="utf-8")
    with pytest.raises(ConfigurationError):
        checkup(load_engagement(folder))
