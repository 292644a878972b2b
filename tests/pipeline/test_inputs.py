"""A run's name tells its inputs: anything that decides its bytes changes it, anything else does not."""

from __future__ import annotations

import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from gtkit.engagement import load_engagement
from gtkit.errors import PathRefused
from gtkit.pipeline import inputs
from gtkit.pipeline.inputs import engagement_files, gathered, tree, versions


@pytest.fixture
def acme(scene: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A laid down engagement, and a kit whose files hold still."""
    monkeypatch.setattr(inputs, "tree", scene.one_code)
    folder: Path = scene.lay_down(tmp_path / "acme")
    return folder


def _append(file: str) -> Callable[[Path], object]:
    return lambda folder: (folder / file).write_bytes((folder / file).read_bytes() + b"\n")


def _retold(folder: Path) -> None:
    file = folder / "notebooks" / "3_customer_value.ipynb"
    notebook = json.loads(file.read_text(encoding="utf-8"))
    notebook["cells"][-1]["source"] += "\n1"
    file.write_text(json.dumps(notebook), encoding="utf-8")


@pytest.mark.parametrize(
    ("change", "asked"),
    [
        (_append("engagement.toml"), {}),
        (_append("data/ventes.csv"), {}),
        (_append(".salt"), {}),
        (_retold, {}),
        (lambda folder: (folder / "intake.xlsx").write_bytes(b"x"), {}),
        (None, {"languages": ("en",)}),
        (None, {"languages": ("fr", "en")}),
        (None, {"overrides": {"customer_value.annual_rate": "0,12"}}),
    ],
)
def test_what_decides_the_bytes_changes_the_name(
    scene: ModuleType, acme: Path, tmp_path: Path, change: Callable[[Path], object] | None, asked: dict[str, Any]
) -> None:
    """Settings, data, salt, notebook, workbook, languages, values of the command line."""
    before = gathered(scene.plan(acme, tmp_path)).fingerprint
    if change:
        change(acme)
    assert gathered(scene.plan(acme, tmp_path, **asked)).fingerprint != before


def test_a_ledger_is_an_input_like_another(acme: Path) -> None:
    """Each file of a FEC is there with its SHA-256, and once though two tables are read from it."""
    toml, name = acme / "engagement.toml", "data/123456789FEC20241231.txt"
    text = toml.read_text(encoding="utf-8").replace('files = ["data/ventes.csv"]', f'fec = ["{name}"]')
    toml.write_text(f'{text}\n[sources.payments]\nfec = ["{name}"]\n', encoding="utf-8")
    (acme / name).write_bytes(b"ledger")
    found = engagement_files(load_engagement(acme))
    assert found[name] == sha256(b"ledger").hexdigest()
    assert list(found).count(name) == 1
    assert "data/ventes.csv" not in found


def test_what_decides_nothing_leaves_the_name(scene: ModuleType, acme: Path, tmp_path: Path) -> None:
    """Where the engagement lies, where reports go, a file that no source names."""
    before = gathered(scene.plan(acme, tmp_path / "one"))
    (acme / "data" / "note.txt").write_text("x", encoding="utf-8")
    moved = acme.rename(tmp_path / "elsewhere")
    assert gathered(scene.plan(moved, tmp_path / "two")) == before


def test_code_and_templates_count(tmp_path: Path) -> None:
    """A changed, renamed or added file changes the hash of a tree; compiled and hidden files do not."""
    (tmp_path / "a.py").write_text("1", encoding="utf-8")
    seen = {tree.__wrapped__(tmp_path)}
    for hidden in ("__pycache__", ".cache"):
        (tmp_path / hidden).mkdir()
        (tmp_path / hidden / "x").write_text("x", encoding="utf-8")
    assert {tree.__wrapped__(tmp_path)} == seen
    (tmp_path / "a.py").write_text("2", encoding="utf-8")
    seen.add(tree.__wrapped__(tmp_path))
    (tmp_path / "a.py").rename(tmp_path / "b.py")
    seen.add(tree.__wrapped__(tmp_path))
    assert len(seen) == 3


def test_versions_that_may_change_a_number_count() -> None:
    """Python, the kit, and the libraries that compute and draw."""
    assert {"python", "gtkit", "numpy", "pandas", "scipy", "matplotlib", "nbconvert"} <= set(versions())


def test_a_source_that_leads_out_is_refused(scene: ModuleType, acme: Path, tmp_path: Path) -> None:
    """No file outside the engagement is read, not even for its hash."""
    toml = acme / "engagement.toml"
    toml.write_text(toml.read_text(encoding="utf-8").replace("data/ventes.csv", "../secret.csv"), encoding="utf-8")
    (tmp_path / "secret.csv").write_text("x", encoding="utf-8")
    with pytest.raises(PathRefused):
        gathered(scene.plan(acme, tmp_path))
