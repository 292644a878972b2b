"""What of the kit decides a report's bytes changes its fingerprint; what does not, does not."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from gtkit.pipeline import kit


def test_a_tree_tells_names_and_contents(tmp_path: Path) -> None:
    """A byte, a name, a file more; compiled and hidden files tell nothing."""
    kit.tree.cache_clear()
    seen = set()
    for name, text in (("a.py", "1"), ("a.py", "2"), ("b.py", "2")):
        (tmp_path / name).write_text(text, encoding="utf-8")
        seen.add(kit.tree(tmp_path))
        kit.tree.cache_clear()
    assert len(seen) == 3
    (tmp_path / "__pycache__").mkdir()
    (tmp_path / "__pycache__" / "a.pyc").write_bytes(b"x")
    (tmp_path / ".hidden").write_bytes(b"x")
    assert kit.tree(tmp_path) in seen


def test_the_templates_of_exhibits_stand_apart(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """They stand inside executed notebooks; those of the page do not."""
    (tmp_path / "report" / "exhibits").mkdir(parents=True)
    monkeypatch.setattr(kit, "shipped", lambda name: tmp_path)
    (tmp_path / "report" / "page.j2").write_text("1", encoding="utf-8")
    page, exhibits = kit.page_templates(), kit.exhibit_templates()
    (tmp_path / "report" / "exhibits" / "table.j2").write_text("1", encoding="utf-8")
    kit.tree.cache_clear()
    assert (kit.page_templates(), kit.exhibit_templates() == exhibits) == (page, False)
    (tmp_path / "report" / "page.j2").write_text("2", encoding="utf-8")
    assert kit.page_templates() != page


def test_the_fingerprint_holds_versions(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another pandas is another kit."""
    before = kit.fingerprint()
    monkeypatch.setattr(kit, "versions", lambda: {"pandas": "0.1"})
    assert kit.fingerprint() != before


def test_what_a_batch_without_a_change_needs_loads_no_pandas() -> None:
    """Nor anything that draws or runs notebooks."""
    heavy = ("pandas", "scipy", "matplotlib", "nbconvert", "papermill", "IPython")
    code = (
        "import sys, gtkit.cli, gtkit.words, gtkit.pipeline.batch.driver, gtkit.pipeline.batch.journal; "
        "from gtkit.pipeline.batch import cluster, engagements, telling; "
        f"print([name for name in {heavy!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
