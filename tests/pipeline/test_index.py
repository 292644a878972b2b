"""The small pages lead where they say, and tell each verdict."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import pytest

from gtkit.pipeline.index import contents, pointer
from gtkit.pipeline.scan import scan_page


@pytest.mark.parametrize(("lang", "word"), [("fr", "Sous conditions"), ("en", "On conditions")])
def test_the_indexes_lead_to_the_pages(scene: ModuleType, tmp_path: Path, lang: str, word: str) -> None:
    """Contents to a neighbour, the report's index into its current run; both pass the scan."""
    plan = scene.plan(scene.lay_down(tmp_path / "acme"), tmp_path, languages=(lang,))
    levels = {"customer_value": "conditional"}
    near, far = contents(plan, lang, levels).decode(), pointer(plan, "2026-06-30-0123456789ab", levels).decode()
    assert 'href="3_customer_value.html"' in near
    assert f'href="runs/2026-06-30-0123456789ab/{lang}/3_customer_value.html"' in far
    for page in (near, far):
        assert word in page
        assert "Acme &amp; fils" in page
        assert scan_page(page, "index.html") == ()


@pytest.mark.parametrize(("lang", "word"), [("fr", "Scénario"), ("en", "Scenario")])
def test_the_indexes_of_a_what_if_say_so(scene: ModuleType, tmp_path: Path, lang: str, word: str) -> None:
    """Both tell the changed setting and pass the scan; those of the base do not."""
    folder, asked = scene.lay_down(tmp_path / "acme"), {"customer_value.annual_rate": "0,12"}
    levels = {"customer_value": "conditional"}
    for overrides in (asked, {}):
        plan = scene.plan(folder, tmp_path, languages=(lang,), overrides=overrides)
        for page in (contents(plan, lang, levels).decode(), pointer(plan, "2026-06-30-0123456789ab", levels).decode()):
            assert (word in page) is bool(overrides)
            assert scan_page(page, "index.html") == ()


def test_a_run_in_two_languages_is_reached_in_both(scene: ModuleType, tmp_path: Path) -> None:
    """The report's index names each page in its own language."""
    plan = scene.plan(scene.lay_down(tmp_path / "acme"), tmp_path, languages=("fr", "en"))
    far = pointer(plan, "2026-06-30-0123456789ab", {"customer_value": "passed"}).decode()
    assert "La valeur des clients" in far
    assert "What customers are worth" in far
    assert all(f'/{lang}/3_customer_value.html"' in far for lang in ("fr", "en"))
