"""Annotated copies lie where a person finds them and never take the place of anybody's file."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from types import ModuleType

import openpyxl
import pytest

from gtkit.engagement import load_engagement
from gtkit.intake import Fault
from gtkit.pipeline.checkup import everything
from gtkit.pipeline.copies import CopyRefused, write_copies


def hashes(folder: Path) -> dict[str, str]:
    """File -> what its bytes hash to."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_the_copy_is_made_and_the_files_stay_as_they_are(scene: ModuleType, tmp_path: Path) -> None:
    """One file more, under annotated/; the hash of every other is the same; a second time replaces the copy."""
    folder = scene.lay_down(tmp_path / "acme", amount="douze")
    engagement, before = load_engagement(folder), hashes(folder)
    for _ in range(2):
        made = write_copies(engagement, everything(engagement).faults)
        assert made == {"data/ventes.csv": str(engagement.folder / "annotated" / "ventes.annoté.xlsx")}
        after = hashes(folder)
        assert set(after) - set(before) == {"annotated/ventes.annoté.xlsx"}
        assert before.items() <= after.items()


def test_a_file_of_that_name_is_refused_and_kept(scene: ModuleType, tmp_path: Path) -> None:
    """A client's file, a copy that a client corrected, a link: none is written over."""
    engagement = load_engagement(scene.lay_down(tmp_path / "acme", amount="douze"))
    faults = everything(engagement).faults
    target = Path(write_copies(engagement, faults, tmp_path / "out")["data/ventes.csv"] or "")
    book = openpyxl.load_workbook(target)
    book.properties.lastModifiedBy = "Client"
    book.save(target)
    for content in (target.read_bytes(), b"a client's own"):
        target.write_bytes(content)
        with pytest.raises(CopyRefused):
            write_copies(engagement, faults, tmp_path / "out")
        assert target.read_bytes() == content


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege on Windows")
def test_a_link_is_refused(scene: ModuleType, tmp_path: Path) -> None:
    """What it leads to could be anybody's."""
    engagement = load_engagement(scene.lay_down(tmp_path / "acme", amount="douze"))
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "ventes.annoté.xlsx").symlink_to(tmp_path / "elsewhere.xlsx")
    with pytest.raises(CopyRefused):
        write_copies(engagement, everything(engagement).faults, tmp_path / "out")
    assert not (tmp_path / "elsewhere.xlsx").exists()


def test_names_that_meet_are_numbered_and_what_cannot_be_read_has_no_copy(scene: ModuleType, tmp_path: Path) -> None:
    """Two files of one name in two folders are two copies; a missing or damaged file has none."""
    folder = scene.lay_down(tmp_path / "acme")
    (folder / "Ventes.csv").write_text("a;b\n1;2\n", encoding="utf-8")
    (folder / "half.xlsx").write_bytes(b"PK\x03\x04")
    files = ("data/ventes.csv", "Ventes.csv", "half.xlsx", "gone.csv")
    faults = [Fault(code="bad_number", file=file, row=2, columns=(0,), value="x") for file in files]
    made = write_copies(load_engagement(folder), faults)
    names = [Path(path).name if path else None for path in made.values()]
    assert names == ["ventes.annoté.xlsx", "Ventes-2.annoté.xlsx", None, None]
