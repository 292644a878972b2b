"""No path leads out of the engagement, no file is read blindly."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from gtkit.errors import PathRefused
from gtkit.intake import DataRefused, describe
from gtkit.intake.files.paths import EmptyFolderGiven, FolderGiven, content, resolved
from gtkit.pipeline.telling import told
from gtkit.words import Words


@pytest.mark.parametrize(
    "name",
    [
        *("../x.csv", "data/../../x.csv", "/etc/x.csv", "data\\..\\..\\x.csv", "https://example.org/x.csv", "", "."),
        *("C:\\x.csv", "c:x.csv", "\\\\server\\share\\x.csv", "NUL.csv", "data/con.csv", "lpt1.txt", "x\0.csv"),
    ],
)
def test_a_path_that_leads_out_is_refused(tmp_path: Path, name: str) -> None:
    """Parents, roots, drives, shares, addresses and devices."""
    with pytest.raises(PathRefused):
        resolved(tmp_path, name)


@pytest.mark.parametrize("name", ["x.xls", "x.xlsm", "x.feather", "x.py", "x", "x.csv.exe"])
def test_only_known_kinds_are_read(tmp_path: Path, name: str) -> None:
    """The suffix must be one that is read."""
    with pytest.raises(PathRefused) as refused:
        resolved(tmp_path, name)
    assert ".csv" in refused.value.expected


@pytest.mark.parametrize("name", ["data", "data/", "data\\"])
def test_a_folder_is_answered_with_the_files_that_it_holds(tmp_path: Path, name: str) -> None:
    """The line to write, locks, other kinds and folders left out; an empty folder has nothing to name."""
    (tmp_path / "data" / "deeper.csv").mkdir(parents=True)
    for file in ("v2025.csv", "v2026.xlsx", "notes.docx", "~$v2026.xlsx"):
        (tmp_path / "data" / file).touch()
    with pytest.raises(FolderGiven) as refused:
        resolved(tmp_path, name)
    assert refused.value.expected == 'files = ["data/v2025.csv", "data/v2026.xlsx"]'
    for lang in ("fr", "en"):
        (sentence,) = told(refused.value, Words.of(lang))
        assert refused.value.expected in sentence
    with pytest.raises(EmptyFolderGiven) as empty:
        resolved(tmp_path / "data", "deeper.csv")
    assert "deeper.csv" in told(empty.value, Words.of("fr"))[0]


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege on Windows")
def test_a_link_out_is_refused_and_a_link_within_is_followed(tmp_path: Path) -> None:
    """What counts is where the bytes lie."""
    inside = tmp_path / "mission"
    inside.mkdir()
    (tmp_path / "secret.csv").write_text("x", encoding="utf-8")
    (inside / "real.csv").write_text("y", encoding="utf-8")
    (inside / "out.csv").symlink_to(tmp_path / "secret.csv")
    (inside / "within.csv").symlink_to(inside / "real.csv")
    (inside / "folder").symlink_to(tmp_path)
    for name in ("out.csv", "folder/secret.csv"):
        with pytest.raises(PathRefused):
            content(inside, name)
    assert content(inside, "within.csv")[0] == b"y"


def test_the_bytes_come_with_their_hash(tmp_path: Path) -> None:
    """Backslashes are a Windows hand's slashes."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "x.csv").write_bytes(b"a;b")
    assert content(tmp_path, "data\\x.csv") == (b"a;b", hashlib.sha256(b"a;b").hexdigest())


def test_a_missing_file_names_its_neighbours(tmp_path: Path) -> None:
    """The nearest name is proposed; Excel's lock files are not."""
    for name in ("ventes_2024.csv", "~$ventes_2024.xlsx", "notes.docx"):
        (tmp_path / name).touch()
    with pytest.raises(DataRefused) as refused:
        content(tmp_path, "vente_2024.csv")
    fault = refused.value.faults[0]
    assert (fault.code, fault.facts["nearest"]) == ("file_missing", "ventes_2024.csv")
    assert [name.text for name in fault.facts["found"]] == ["ventes_2024.csv"]  # type: ignore[union-attr]
    with pytest.raises(DataRefused) as refused:
        content(tmp_path, "ailleurs/vente.csv")
    assert refused.value.faults[0].code == "file_alone_missing"


def test_a_file_too_large_is_refused_before_it_is_read(tmp_path: Path) -> None:
    """A sparse file of 300 MB is judged by its size alone."""
    with (tmp_path / "big.csv").open("wb") as file:
        file.truncate(300_000_000)
    with pytest.raises(DataRefused) as refused:
        content(tmp_path, "big.csv")
    assert (refused.value.faults[0].code, refused.value.faults[0].facts["size"]) == ("file_too_large", "300")


def test_a_file_that_excel_holds_open_gives_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows refuses to read an open workbook: the fault says to close it."""
    (tmp_path / "x.xlsx").touch()

    def refuse(_: Path) -> bytes:
        raise PermissionError

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(DataRefused) as refused:
        content(tmp_path, "x.xlsx")
    assert refused.value.faults[0].code == "file_locked"


@pytest.mark.parametrize("lock", ["~$ventes.xlsx", ".~lock.ventes.xlsx#"])
def test_a_file_that_somebody_has_open_is_told(tmp_path: Path, lock: str) -> None:
    """Where the system lets it be read, unsaved changes would still be missing: the fault names the lock beside it."""
    (tmp_path / "ventes.xlsx").write_bytes(b"x")
    assert content(tmp_path, "ventes.xlsx")[0] == b"x"
    (tmp_path / lock).touch()
    with pytest.raises(DataRefused) as refused:
        content(tmp_path, "ventes.xlsx")
    assert refused.value.faults[0].code == "file_open"
    assert lock in describe(refused.value.faults[0], Words.of("fr"))
