"""The house keeps its own rules: floors, mirrors, sizes, languages."""

from __future__ import annotations

import re
import string
import subprocess
import sys
from pathlib import Path

import pytest

from gtkit.words.catalogue import LANGUAGES, keys, translations

ROOT = Path(__file__).resolve().parent.parent
SOURCES = sorted((ROOT / "gtkit").rglob("*.py"))


def test_importing_the_epreuves_draws_and_runs_nothing() -> None:
    """An épreuve computes: importing all of them loads no plotting, no workbook, no notebook machinery."""
    heavy = ("matplotlib", "openpyxl", "xlsxwriter", "nbclient", "nbconvert", "papermill", "jinja2", "python_calamine")
    code = f"import sys, gtkit.epreuves; print([m for m in {heavy!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("source", SOURCES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_a_file_fits_in_the_head(source: Path) -> None:
    """No source file is longer than 300 lines, none is an attic."""
    assert len(source.read_text(encoding="utf-8").splitlines()) <= 300
    assert source.stem not in {"utils", "helpers", "common", "misc"}


def test_the_test_tree_mirrors_the_source() -> None:
    """Each source file that holds a function or a class has a test file at the same place, or its folder has."""
    missing = []
    for source in SOURCES:
        text = source.read_text(encoding="utf-8")
        if not re.search(r"^(def|class) (?!_)", text, re.M):
            continue
        place = source.relative_to(ROOT / "gtkit")
        own = ROOT / "tests" / place.parent / f"test_{place.stem}.py"
        folder = ROOT / "tests" / place.parent.parent / f"test_{place.parent.name}.py"
        if not (own.exists() or folder.exists()):
            missing.append(place.as_posix())
    assert missing == []


def test_every_language_says_the_same_things() -> None:
    """Catalogues hold the same keys in each language, with the same values inside each sentence."""
    assert keys("fr") == keys("en")
    for key in keys("fr"):
        asked = {lang: _fields(lang, key) for lang in LANGUAGES}
        assert asked["fr"] == asked["en"], key


def test_every_key_written_in_the_code_is_in_the_catalogue() -> None:
    """A key handed to a statement, a term, a heading or a sentence is a key of the catalogue; so is every reason."""
    called = re.compile(r'(?:Statement|Term|Head|say)\(\s*"([a-z0-9_.]+)"')
    named = re.compile(r'"((?:reason|criterion|assumption|owner|decision|verdict)\.[a-z0-9_.]+)"')
    texts = {source.name: source.read_text(encoding="utf-8") for source in SOURCES}
    used = {(name, key) for name, text in texts.items() for pattern in (called, named) for key in pattern.findall(text)}
    assert len(used) > 50
    assert {(name, key) for name, key in used if key not in keys("fr") and not key.endswith(".")} == set()


def _fields(lang: str, key: str) -> set[str]:
    text = translations(lang).gettext(key)
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}
