"""Whether orders can be carried out, before any of them is: engagement, settings, notebooks."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from gtkit.engagement import load_engagement
from gtkit.errors import GtkitError
from gtkit.pipeline.batch.order import Checked, Order, Outcome, Ready
from gtkit.pipeline.batch.work import plan_of, refused
from gtkit.pipeline.inputs import named_files
from gtkit.words import LANGUAGES, Words


def checked(orders: Sequence[Order]) -> Checked:
    """Those that can be run, and what is to be told of the others."""
    ready: dict[str, Ready] = {}
    told: dict[str, Outcome] = {}
    for order in orders:
        folder = Path(order.engagement)
        words, name = Words.of(LANGUAGES[0]), folder.name
        try:
            engagement = load_engagement(folder)
            words, name = Words.of(engagement.lang, engagement.currency), engagement.id
            plan = plan_of(order, engagement)
            adapted = (folder / "notebooks" / task.notebook.name for task in plan.tasks)
            files = tuple(map(str, (*named_files(engagement).values(), *adapted)))
            ready[order.engagement] = Ready(id=name, files=files)
        except GtkitError as error:
            told[order.engagement] = Outcome.model_validate({"engagement": name, **refused(error, words)})
    return Checked(ready=ready, refused=told)
