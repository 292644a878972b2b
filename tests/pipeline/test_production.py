"""What a notebook hands in is checked against what it was given."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from gtkit.errors import NotebookFailed, PublicationRefused
from gtkit.intake import DataRefused
from gtkit.pipeline import production
from gtkit.pipeline.production import Production, produced
from gtkit.pipeline.progress import silent


@pytest.fixture
def acme(scene: ModuleType, tmp_path: Path) -> Path:
    """A laid down engagement."""
    folder: Path = scene.lay_down(tmp_path / "acme")
    return folder


def _produced(scene: ModuleType, acme: Path, answer: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> Production:
    jobs: list[dict[str, Any]] = []

    def job(spec: dict[str, Any]) -> dict[str, Any]:
        jobs.append(spec)
        canned: dict[str, Any] = scene.canned_job(spec)
        return canned | answer

    monkeypatch.setattr(production, "executed", scene.answering(job))
    made = produced(scene.plan(acme, acme.parent), acme.parent / "stage", 1, silent)
    (spec,) = jobs
    assert spec["shown"]["engagement"] == "acme"
    assert spec["parameters"]["engagement"] == str(acme)
    assert spec["page"]["adapted"] is True
    return made


def test_a_production_tells_levels_and_the_words_that_data_hold(
    scene: ModuleType, acme: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The kernel gets the path, the deliverable the name; a customer called None is remembered."""
    made = _produced(scene, acme, {}, monkeypatch)
    assert made.levels == {"customer_value": "passed"}
    assert made.given == ("None",)


def test_results_keep_the_changed_settings(scene: ModuleType, acme: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the proof says was changed stands in results.json; at the base, nothing does."""
    changed = {"customer_value.annual_rate": {"base": 0.1, "played": 0.12}}
    plan = scene.plan(acme, acme.parent)
    for told in (changed, {}):
        made = _produced(scene, acme, {}, monkeypatch)
        proof = dict(made.proofs["customer_value"]) | ({"scenario": told} if told else {})
        results = Production(proofs={"customer_value": proof}, given=()).results(plan, "run")
        assert results.model_dump()["epreuves"]["customer_value"]["scenario"] == told


@pytest.mark.parametrize("inputs", [{"data/ventes.csv": "0" * 64}, {"data/autre.csv": "0" * 64}])
def test_a_notebook_that_read_other_bytes_is_refused(
    scene: ModuleType, acme: Path, monkeypatch: pytest.MonkeyPatch, inputs: dict[str, str]
) -> None:
    """Another content, or a file that the run's name does not cover."""
    proof = {"epreuve": "customer_value", "lang": "fr", "settings": {}, "findings": {}, "inputs": inputs}
    with pytest.raises(PublicationRefused, match="same_inputs"):
        _produced(scene, acme, {"proof": proof}, monkeypatch)


def test_a_failed_notebook_is_told(scene: ModuleType, acme: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As an error that names the épreuve and the cell."""
    with pytest.raises(NotebookFailed) as failed:
        _produced(scene, acme, {"state": "died", "cell": 2}, monkeypatch)
    assert (failed.value.where, failed.value.hint) == ("customer_value", "2")


def test_data_at_fault_stop_before_any_kernel(scene: ModuleType, acme: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No job is started."""
    scene.lay_down(acme, amount="douze")
    monkeypatch.setattr(production, "executed", lambda jobs, **_: pytest.fail("a kernel was started"))
    with pytest.raises(DataRefused):
        produced(scene.plan(acme, acme.parent), acme.parent / "stage", 1, silent)
