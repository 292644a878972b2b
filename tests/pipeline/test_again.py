"""A changed template of the page makes pages again from what was executed; anything else executes again."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from gtkit.pipeline import inputs, production, render
from gtkit.pipeline.publish import Published, publish
from gtkit.pipeline.verify import verify

Publish = Callable[..., Published]


@pytest.fixture
def acme(scene: ModuleType, tmp_path: Path) -> Path:
    """A laid down engagement."""
    folder: Path = scene.lay_down(tmp_path / "acme")
    return folder


@pytest.fixture
def dressed(scene: ModuleType, acme: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Publish:
    """Publish with the page's templates in a given state; notebooks canned, pages telling that state."""
    monkeypatch.setattr(production, "executed", scene.answering(scene.canned_job))
    monkeypatch.setattr(inputs, "tree", scene.one_code)

    def run(look: str, **asked: object) -> tuple[Published, list[str]]:
        steps: list[str] = []
        monkeypatch.setattr(inputs, "page_templates", lambda: look)
        monkeypatch.setattr(
            render, "rendered", lambda n, *, edition: scene.canned_page(n, edition=edition).replace("80 €", look)
        )
        plan = scene.plan(acme, tmp_path / "reports", languages=("fr", "en"), **asked)
        return publish(plan, progress=lambda step, what: steps.append(step)), steps

    return run


def test_only_the_pages_are_made_again(dressed: Publish) -> None:
    """Nothing is read, nothing executed; the new run is whole, bears the new look and the same findings."""
    first, _ = dressed("plain")
    second, steps = dressed("festive")
    assert steps == ["rendered", "rendered", "scanned", "recorded", "published", "indexed"]
    assert second.run != first.run
    assert "festive" in (second.run / "fr" / "3_customer_value.html").read_text(encoding="utf-8")
    assert "festive" in (second.run / "internal" / "en" / "3_customer_value.html").read_text(encoding="utf-8")
    assert verify(second.index) == ()
    epreuves = [json.loads((done.run / "results.json").read_bytes())["epreuves"] for done in (first, second)]
    assert epreuves[0] == epreuves[1]
    assert second.record.given == first.record.given
    assert second.record.levels == first.record.levels


def test_a_changed_file_executes_again(dressed: Publish, scene: ModuleType, acme: Path) -> None:
    """Data, or a setting: what was executed is then of other inputs."""
    dressed("plain")
    _, steps = dressed("festive", overrides={"customer_value.annual_rate": "0,12"})
    assert "executed" in steps
    scene.lay_down(acme, amount="99,00")
    _, steps = dressed("plain")
    assert "executed" in steps


def test_a_damaged_run_is_no_ground(dressed: Publish) -> None:
    """An executed copy that was touched is not what its record says: the notebook runs again."""
    first, _ = dressed("plain")
    copy = first.run / "notebooks" / "3_customer_value.fr.ipynb"
    copy.write_text(copy.read_text(encoding="utf-8") + " ", encoding="utf-8")
    _, steps = dressed("festive")
    assert "executed" in steps
