"""A plan holds in every name and value before anything runs."""

from __future__ import annotations

import json
from pathlib import Path
from types import ModuleType

import pytest

from gtkit.engagement import load_engagement
from gtkit.epreuves import EPREUVES
from gtkit.errors import ConfigurationError, PathRefused, UnknownName


@pytest.fixture
def acme(scene: ModuleType, tmp_path: Path) -> Path:
    """A laid down engagement."""
    folder: Path = scene.lay_down(tmp_path / "acme")
    return folder


def test_a_plan_by_default_is_everything_in_the_engagement_s_language(
    scene: ModuleType, acme: Path, tmp_path: Path
) -> None:
    """All épreuves, one language, the report in the folder of the engagement's id."""
    plan = scene.plan(acme, tmp_path / "reports", epreuves=())
    assert plan.languages == ("fr",)
    assert plan.report == tmp_path / "reports" / "acme"
    assert [task.slug for task in plan.tasks] == list(EPREUVES)
    assert [task.epreuve.NUMBER for task in plan.tasks] == sorted(m.NUMBER for m in EPREUVES.values())
    assert not plan.partial
    assert scene.plan(acme, tmp_path / "reports").partial


def test_a_plan_knows_which_pages_are_a_scenario(scene: ModuleType, acme: Path, tmp_path: Path) -> None:
    """Those whose settings a change reaches; a value that repeats the engagement's own changes none."""
    plan = scene.plan(acme, tmp_path, epreuves=("1", "3", "4"), overrides={"customer_value.annual_rate": "0,12"})
    assert {task.slug: bool(task.changes) for task in plan.tasks} == {
        "perimeter": False,
        "customer_value": True,
        "loyalty": True,
    }
    assert [(c.name, c.base, c.played) for c in plan.changes] == [("customer_value.annual_rate", 0.10, 0.12)]
    assert scene.plan(acme, tmp_path, overrides={"customer_value.annual_rate": "10 %"}).changes == ()


@pytest.mark.parametrize("name", ["3", "customer_value"])
def test_an_epreuve_goes_by_number_or_slug(scene: ModuleType, acme: Path, tmp_path: Path, name: str) -> None:
    """Twice the same is once."""
    plan = scene.plan(acme, tmp_path, epreuves=(name, "3"))
    assert [task.slug for task in plan.tasks] == ["customer_value"]


def test_the_engagement_s_own_notebook_goes_first_and_is_told(scene: ModuleType, acme: Path, tmp_path: Path) -> None:
    """An adapted copy runs in place of the shipped one, and the plan knows."""
    shipped = tmp_path / "shipped"
    shipped.mkdir()
    own = acme / "notebooks" / "3_customer_value.ipynb"
    assert [t.adapted for t in scene.plan(acme, tmp_path).tasks] == [True]
    own.rename(shipped / own.name)
    (task,) = scene.plan(acme, tmp_path, notebooks=shipped).tasks
    assert (task.adapted, task.notebook) == (False, shipped / own.name)


@pytest.mark.parametrize(
    ("asked", "hint"),
    [
        ({"overrides": {"customer_valeu.annual_rate": "0,1"}}, "customer_value"),
        ({"overrides": {"customer_value.anual_rate": "0,1"}}, "annual_rate"),
        ({"languages": ("fr", "frr")}, "fr"),
    ],
)
def test_an_unknown_name_is_refused_with_the_nearest(
    scene: ModuleType, acme: Path, tmp_path: Path, asked: dict[str, object], hint: str
) -> None:
    """Épreuve, setting, language."""
    with pytest.raises(UnknownName) as refused:
        scene.plan(acme, tmp_path, **asked)
    assert refused.value.hint == hint


@pytest.mark.parametrize(
    "overrides",
    [
        {"customer_value.annual_rate": "beaucoup"},
        {"customer_value.annual_rate": "-5"},
        {"customer_value.energy_threshold": "0,5"},  # a threshold is the organisation's choice, no parameter
        {"customer_value.annual_rate\nimport os": "1"},
        {"loyalty.annual_rate": "0,1"},
    ],
)
def test_a_value_that_cannot_be_obeyed_is_refused(
    scene: ModuleType, acme: Path, tmp_path: Path, overrides: dict[str, str]
) -> None:
    """No number, out of bounds, no parameter of the notebook, no name, another épreuve."""
    with pytest.raises(ConfigurationError):
        scene.plan(acme, tmp_path, overrides=overrides)


@pytest.mark.parametrize("content", ["", "[]", '{"cells": []}', '{"nbformat": 4, "cells": []}'])
def test_a_notebook_that_is_none_is_refused(scene: ModuleType, acme: Path, tmp_path: Path, content: str) -> None:
    """Empty, no notebook, no parameters cell."""
    (acme / "notebooks" / "3_customer_value.ipynb").write_text(content, encoding="utf-8")
    with pytest.raises(ConfigurationError):
        scene.plan(acme, tmp_path)


def test_a_notebook_must_take_engagement_and_language(scene: ModuleType, acme: Path, tmp_path: Path) -> None:
    """Without both it could not be told what to read."""
    file = acme / "notebooks" / "3_customer_value.ipynb"
    content = json.loads(file.read_text(encoding="utf-8"))
    content["cells"][0]["source"] = 'engagement: str = "x"'
    file.write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(ConfigurationError, match="lang"):
        scene.plan(acme, tmp_path)


def test_planning_changes_nothing(scene: ModuleType, acme: Path, tmp_path: Path) -> None:
    """A plan is a value: no folder is made, the engagement is as it was."""
    before = load_engagement(acme)
    scene.plan(acme, tmp_path / "reports", overrides={"customer_value.annual_rate": "0,12"})
    assert load_engagement(acme) == before
    assert not (tmp_path / "reports").exists()


def test_a_notebook_that_is_a_link_is_refused(scene: ModuleType, acme: Path, tmp_path: Path) -> None:
    """A notebook runs as code: one that lies elsewhere is not the engagement's own."""
    own = acme / "notebooks" / "3_customer_value.ipynb"
    own.rename(tmp_path / "elsewhere.ipynb")
    own.symlink_to(tmp_path / "elsewhere.ipynb")
    with pytest.raises(PathRefused, match="notebooks/3_customer_value"):
        scene.plan(acme, tmp_path)
