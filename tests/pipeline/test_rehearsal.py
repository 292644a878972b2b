"""What a rehearsal did, a page does no more."""

from __future__ import annotations

from gtkit.pipeline import render
from gtkit.pipeline.rehearsal import rehearse
from gtkit.present.exhibit import environment
from gtkit.words import LANGUAGES


def test_after_a_rehearsal_nothing_is_compiled() -> None:
    """Every template stands ready, and an exporter for each language."""
    rehearse()
    cache = environment().cache
    assert cache is not None
    assert {name for _, name in cache.keys()} >= set(environment().list_templates(extensions=["j2"]))  # noqa: SIM118
    assert render.exporter.cache_info().currsize >= len(LANGUAGES)
