"""A deliverable exists if and only if its record does and every hash matches, whatever stops a run, wherever."""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from gtkit.errors import EngagementLocked, PublicationRefused
from gtkit.pipeline import inputs, production
from gtkit.pipeline.lock import held
from gtkit.pipeline.plan import Plan
from gtkit.pipeline.publish import Published, publish
from gtkit.pipeline.scan import PageRefused
from gtkit.pipeline.verify import verify

SCENE = Path(__file__).with_name("scene.py")


@pytest.fixture
def stage(scene: ModuleType, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The scene with its canned notebook and page put on."""
    monkeypatch.setattr(production, "executed", scene.answering(scene.canned_job))
    monkeypatch.setattr(inputs, "tree", scene.one_code)
    return scene


@pytest.fixture
def acme(stage: ModuleType, tmp_path: Path) -> Path:
    """A laid down engagement."""
    folder: Path = stage.lay_down(tmp_path / "acme")
    return folder


def tree(report: Path) -> dict[str, bytes]:
    """Every published byte of a report; the lock is none."""
    files = (p for p in report.rglob("*") if p.is_file() and p.name != ".lock")
    return {p.relative_to(report).as_posix(): p.read_bytes() for p in files}


def test_a_run_is_whole_and_its_record_says_so(stage: ModuleType, acme: Path, tmp_path: Path) -> None:
    """Pages of both editions, executed copy, results, record, index; nothing else; verified."""
    steps: list[str] = []
    done = publish(stage.plan(acme, tmp_path / "reports"), progress=lambda step, what: steps.append(step))
    assert tuple(steps) == stage.STEPS
    assert done.state == "published"
    assert set(tree(done.run)) == {
        "fr/3_customer_value.html",
        "fr/index.html",
        "internal/fr/3_customer_value.html",
        "notebooks/3_customer_value.fr.ipynb",
        "results.json",
        "run.json",
    }
    assert verify(done.index) == ()
    assert done.run.name in done.index.read_text(encoding="utf-8")
    results = json.loads((done.run / "results.json").read_bytes())
    assert results["epreuves"]["customer_value"]["findings"]["verdict"]["level"] == "passed"
    assert done.record.given == ("None",)


def test_the_same_inputs_make_nothing_new(stage: ModuleType, acme: Path, tmp_path: Path) -> None:
    """A second run finds the first, computes nothing, and repairs the index when it is gone."""
    plan = stage.plan(acme, tmp_path / "reports")
    first = publish(plan)
    before = tree(plan.report)
    (plan.report / "index.html").unlink()
    steps: list[str] = []
    again = publish(plan, progress=lambda step, what: steps.append(step))
    assert (again.state, steps) == ("unchanged", ["unchanged"])
    assert again.run == first.run
    assert tree(plan.report) == before


def test_the_same_inputs_give_the_same_bytes(stage: ModuleType, acme: Path, tmp_path: Path) -> None:
    """Elsewhere, and made again by force: byte for byte."""
    one, two = (stage.plan(acme, tmp_path / name) for name in ("one", "two"))
    publish(one)
    publish(two)
    assert tree(one.report) == tree(two.report)
    assert publish(one, force=True).state == "confirmed"
    assert tree(one.report) == tree(two.report)


def test_a_changed_input_makes_another_run_and_keeps_the_first(stage: ModuleType, acme: Path, tmp_path: Path) -> None:
    """Data, a setting, a language: each gives its own run; earlier ones stay whole."""
    reports = tmp_path / "reports"
    runs = [publish(stage.plan(acme, reports)).run]
    runs.append(publish(stage.plan(acme, reports, overrides={"customer_value.annual_rate": "0,12"})).run)
    runs.append(publish(stage.plan(acme, reports, languages=("fr", "en"))).run)
    stage.lay_down(acme, amount="1 250,01")
    runs.append(publish(stage.plan(acme, reports)).run)
    assert len(set(runs)) == 4
    assert verify(reports / "acme") == ()


def test_what_if_values_reach_the_notebook_and_the_record(stage: ModuleType, acme: Path, tmp_path: Path) -> None:
    """A French 0,12 is 0.12 in the kernel, in the results and in the record."""
    done = publish(stage.plan(acme, tmp_path / "reports", overrides={"customer_value.annual_rate": "0,12"}))
    results = json.loads((done.run / "results.json").read_bytes())
    assert results["epreuves"]["customer_value"]["settings"] == {"annual_rate": 0.12}
    assert done.record.inputs.overrides == {"customer_value.annual_rate": 0.12}


@pytest.fixture(scope="module")
def earlier(scene: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, dict[str, bytes]]:
    """An engagement that was published, then changed."""
    root = tmp_path_factory.mktemp("killed")
    folder = scene.lay_down(root / "acme")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(production, "executed", scene.answering(scene.canned_job))
        patch.setattr(inputs, "tree", scene.one_code)
        published = publish(scene.plan(folder, root / "reports"))
    scene.lay_down(folder, amount="99,00")
    return folder, published.run, tree(root / "reports" / "acme")


@pytest.mark.parametrize("step", ["read", "executed", "rendered", "scanned", "recorded"])
def test_killed_before_its_name_a_run_never_was(
    stage: ModuleType, earlier: tuple[Path, Path, dict[str, bytes]], step: str
) -> None:
    """The earlier report is as it was to the byte; the next run clears the stage and goes through."""
    folder, _, before = earlier
    report = folder.parent / "reports" / "acme"
    assert _killed(folder, step) == 9
    assert [p for p in report.iterdir() if p.name.startswith(".stage-")]
    assert {name: content for name, content in tree(report).items() if not name.startswith(".stage-")} == before
    assert verify(report) == ()
    elsewhere = folder.parent / f"next-{step}"
    shutil.copytree(report.parent, elsewhere)
    done = publish(stage.plan(folder, elsewhere))
    assert done.state == "published"
    assert verify(elsewhere / "acme") == ()
    assert not [p for p in (elsewhere / "acme").iterdir() if p.name.startswith(".stage-")]


def test_killed_between_its_name_and_the_index_a_run_is_found(stage: ModuleType, tmp_path: Path) -> None:
    """The run stands whole under its name, the index still leads to the earlier one; the next run only points to it."""
    folder = stage.lay_down(tmp_path / "acme")
    first = publish(stage.plan(folder, tmp_path / "reports"))
    index = first.index.read_bytes()
    stage.lay_down(folder, amount="99,00")
    assert _killed(folder, "published") == 9
    assert first.index.read_bytes() == index
    assert verify(tmp_path / "reports" / "acme") == ()
    again = publish(stage.plan(folder, tmp_path / "reports"))
    assert again.state == "unchanged"
    assert again.run != first.run
    assert again.run.name in again.index.read_text(encoding="utf-8")


@pytest.mark.parametrize("call", ["write", "fsync", "rename", "replace"])
def test_whichever_call_the_disk_refuses_the_earlier_report_stands(
    stage: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    """The first, the second, the nth: each refusal is exit 5's error, until none is left to refuse."""
    folder = stage.lay_down(tmp_path / "acme")
    reports = tmp_path / "reports"
    publish(stage.plan(folder, reports))
    stage.lay_down(folder, amount="99,00")
    plan, before = stage.plan(folder, reports), tree(reports / "acme")
    for nth in range(1, 200):
        with monkeypatch.context() as patch:
            made = _refusing(patch, call, nth)
            done, refusal = _tried(plan)
            if done:
                assert made[0] < nth
                break
            assert refusal == "No space left on device"
        left = tree(reports / "acme")
        assert {name: left[name] for name in before} == before
        assert verify(reports / "acme") == ()
    assert nth > 1
    assert done is not None
    assert verify(done.index) == ()
    assert done.run.name in done.index.read_text(encoding="utf-8")


def test_a_second_run_at_the_same_time_is_refused(stage: ModuleType, acme: Path, tmp_path: Path) -> None:
    """At once, before anything is read or written."""
    plan = stage.plan(acme, tmp_path / "reports")
    with held(plan.report), pytest.raises(EngagementLocked):
        publish(plan)
    assert tree(plan.report) == {}


def test_an_input_that_changes_under_way_is_not_published(
    stage: ModuleType, acme: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The run's name tells its inputs: a file that changed between the two is refused, and named."""
    plan = stage.plan(acme, tmp_path / "reports")

    def changing(spec: dict[str, Any]) -> dict[str, Any]:
        stage.lay_down(acme, amount="1,00")
        answer: dict[str, Any] = stage.canned_job(spec)
        stage.lay_down(acme)
        return answer

    monkeypatch.setattr(production, "executed", stage.answering(changing))
    with pytest.raises(PublicationRefused) as refused:
        publish(plan)
    assert refused.value.where == "data/ventes.csv"
    assert tree(plan.report) == {}


def test_two_languages_that_disagree_are_not_published(
    stage: ModuleType, acme: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The findings do not depend on the language in which they are told."""

    def disagreeing(spec: dict[str, Any]) -> dict[str, Any]:
        answer: dict[str, Any] = stage.canned_job(spec)
        answer["proof"]["findings"]["verdict"]["level"] = "passed" if spec["page"]["lang"] == "fr" else "failed"
        return answer

    monkeypatch.setattr(production, "executed", stage.answering(disagreeing))
    with pytest.raises(PublicationRefused, match="same_findings"):
        publish(stage.plan(acme, tmp_path / "reports", languages=("fr", "en")))


def test_a_page_that_the_scan_refuses_is_not_published(
    stage: ModuleType, acme: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One script in one page, and nothing at all stands under a final name."""
    page = stage.canned_page
    monkeypatch.setattr(stage, "canned_page", lambda n, *, edition: page(n, edition=edition) + "<script>x</script>")
    plan = stage.plan(acme, tmp_path / "reports")
    with pytest.raises(PageRefused) as refused:
        publish(plan)
    assert {f.page for f in refused.value.findings} == {"fr/3_customer_value.html", "internal/fr/3_customer_value.html"}
    assert tree(plan.report) == {}


def test_a_forced_run_that_differs_leaves_the_standing_one(
    stage: ModuleType, acme: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Same inputs, other bytes: told as the fault that it is."""
    plan = stage.plan(acme, tmp_path / "reports")
    publish(plan)
    before = tree(plan.report)
    page = stage.canned_page
    monkeypatch.setattr(stage, "canned_page", lambda n, *, edition: page(n, edition=edition).replace("80 €", "81 €"))
    with pytest.raises(PublicationRefused, match="same_bytes"):
        publish(plan, force=True)
    assert tree(plan.report) == before


def test_a_damaged_run_is_made_again(stage: ModuleType, acme: Path, tmp_path: Path) -> None:
    """A run that no longer matches its record is no deliverable: the next run replaces it."""
    plan = stage.plan(acme, tmp_path / "reports")
    first = publish(plan)
    before = tree(plan.report)
    (first.run / "results.json").write_text("{}", encoding="utf-8")
    assert publish(plan).state == "published"
    assert tree(plan.report) == before


def test_the_only_stamp_is_source_date_epoch(
    stage: ModuleType, acme: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Unset, the record has no time; set, it has that one; the run keeps its name."""
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert publish(stage.plan(acme, tmp_path / "one")).record.finished is None
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    stamped = publish(stage.plan(acme, tmp_path / "two"))
    assert stamped.record.finished == "2026-01-01T00:00:00+00:00"
    assert publish(stage.plan(acme, tmp_path / "one"), force=True).state == "confirmed"


def _killed(folder: Path, step: str) -> int:
    command = [sys.executable, str(SCENE), str(folder), str(folder.parent / "reports"), step]
    return subprocess.run(command, check=False).returncode


def _tried(plan: Plan) -> tuple[Published | None, object]:
    """What was published, or why it was refused."""
    try:
        return publish(plan), None
    except PublicationRefused as refused:
        return None, refused.found


def _refusing(patch: pytest.MonkeyPatch, name: str, nth: int) -> list[int]:
    """Make the nth call of a function of os fail as a full disk does; what comes back counts the calls."""
    real: Callable[..., Any] = getattr(os, name)
    made = [0]

    def call(*arguments: Any) -> Any:
        made[0] += 1
        if made[0] == nth:
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(*arguments)

    patch.setattr(os, name, call)
    return made
