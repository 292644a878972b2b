"""The two small pages around a run: its contents in one language, and the report's index that points to it."""

from __future__ import annotations

from collections.abc import Mapping

from gtkit.desk import page_block
from gtkit.evidence import Level
from gtkit.pipeline.plan import Plan
from gtkit.present.page import PageBlock, PageLink, run_index
from gtkit.words import Words


def contents(plan: Plan, language: str, levels: Mapping[str, str]) -> bytes:
    """index.html of one language of a run: each page with its verdict."""
    return _page(plan, language, levels, before={language: ""})


def pointer(plan: Plan, run: str, levels: Mapping[str, str]) -> bytes:
    """index.html of the report, in the first language asked: it leads to the pages of its current run in each."""
    return _page(plan, plan.languages[0], levels, before={lang: f"runs/{run}/{lang}/" for lang in plan.languages})


def _page(plan: Plan, language: str, levels: Mapping[str, str], *, before: Mapping[str, str]) -> bytes:
    words = Words.of(language, plan.engagement.currency)
    links = tuple(
        PageLink(
            href=f"{folder}{task.stem}.html",
            title=Words.of(lang).say(f"epreuve.{task.slug}.title"),
            level=Level(levels[task.slug]),
        )
        for lang, folder in before.items()
        for task in plan.tasks
    )
    block = {**page_block(plan.engagement, plan.tasks[0].epreuve, words), "title": ""}
    return run_index(links, PageBlock.read(block), partial=plan.partial, changes=plan.changes).encode()
