"""Every way of touching a published report is seen."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from gtkit.pipeline import production
from gtkit.pipeline.publish import publish
from gtkit.pipeline.record import RunRecord, document
from gtkit.pipeline.verify import NotAReport, recorded, verify


@pytest.fixture(scope="module")
def published(scene: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report, to be copied."""
    root = tmp_path_factory.mktemp("verify")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(production, "executed", scene.answering(scene.canned_job))
        return publish(scene.plan(scene.lay_down(root / "acme"), root / "reports")).index.parent


@pytest.fixture
def report(published: Path, tmp_path: Path) -> Path:
    """A copy of it, elsewhere."""
    return Path(shutil.copytree(published, tmp_path / "acme"))


def _run(report: Path) -> Path:
    (run,) = (report / "runs").iterdir()
    return run


def test_a_report_is_sound_wherever_it_is_and_however_it_is_named(report: Path) -> None:
    """Its folder, its index, a run, a page."""
    page = _run(report) / "fr" / "3_customer_value.html"
    for path in (report, report / "index.html", _run(report), page):
        assert verify(path) == ()


def _altered(report: Path) -> None:
    page = _run(report) / "fr" / "3_customer_value.html"
    page.write_bytes(page.read_bytes().replace(b"80", b"90"))


def _scripted(report: Path) -> None:
    page = _run(report) / "fr" / "index.html"
    page.write_bytes(page.read_bytes() + b"<script>x</script>")


def _rehashed(report: Path) -> None:
    run = _run(report)
    record = recorded(run)
    assert record is not None
    files = {**record.inputs.files, "data/ventes.csv": "0" * 64}
    forged = record.model_copy(update={"inputs": record.inputs.model_copy(update={"files": files})})
    (run / "run.json").write_bytes(document(forged))


@pytest.mark.parametrize(
    ("touch", "kinds"),
    [
        (_altered, {"altered"}),
        (_scripted, {"altered", "scan"}),
        (_rehashed, {"renamed"}),
        (lambda report: (_run(report) / "results.json").unlink(), {"missing"}),
        (lambda report: (_run(report) / "fr" / "note.txt").write_text("x", encoding="utf-8"), {"extra"}),
        (lambda report: (_run(report) / "run.json").unlink(), {"no_record", "astray"}),
        (lambda report: (_run(report) / "run.json").write_text("{}", encoding="utf-8"), {"no_record", "astray"}),
        (lambda report: _run(report).rename(report / "runs" / "2026-06-30-000000000000"), {"renamed"}),
        (lambda report: (report / "index.html").unlink(), {"missing"}),
        (lambda report: (report / "index.html").write_text("x", encoding="utf-8"), {"astray"}),
        (lambda report: shutil.rmtree(_run(report)), {"no_run", "astray"}),
    ],
)
def test_every_touch_is_seen(report: Path, touch: Callable[[Path], object], kinds: set[str]) -> None:
    """A digit changed, a script added, an input forged, a file gone or added, a folder renamed, an index led astray."""
    touch(report)
    assert {mismatch.kind for mismatch in verify(report)} == kinds


def test_what_is_no_report_is_told(tmp_path: Path) -> None:
    """A folder without runs is nothing to verify."""
    with pytest.raises(NotAReport):
        verify(tmp_path)


def test_a_record_with_an_unknown_key_is_no_record(report: Path) -> None:
    """The schema is strict both ways."""
    file = _run(report) / "run.json"
    file.write_bytes(file.read_bytes().replace(b'"partial"', b'"partiel"'))
    assert recorded(_run(report)) is None
    assert set(RunRecord.model_json_schema()["properties"]) >= {"inputs", "files", "index", "given"}
