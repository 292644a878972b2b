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
    return _page(plan, language, levels, before="")


def pointer(plan: Plan, run: str, levels: Mapping[str, str]) -> bytes:
    """index.html of the report: it leads to the pages of its current run, in the first language asked."""
    language = plan.languages[0]
    return _page(plan, language, levels, before=f"runs/{run}/{language}/")


def _page(plan: Plan, language: str, levels: Mapping[str, str], *, before: str) -> bytes:
    words = Words.of(language, plan.engagement.currency)
    links = tuple(
        PageLink(
            href=f"{before}{task.stem}.html",
            title=words.say(f"epreuve.{task.slug}.title"),
            level=Level(levels[task.slug]),
        )
        for task in plan.tasks
    )
    block = {**page_block(plan.engagement, plan.tasks[0].epreuve, words), "title": ""}
    return run_index(links, PageBlock.read(block), partial=plan.partial).encode()
