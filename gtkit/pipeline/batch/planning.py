"""Whether each engagement of a batch can be run, before any of them is: its file, its settings, its notebooks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from gtkit.engagement import load_engagement
from gtkit.errors import GtkitError
from gtkit.pipeline.batch.asked import Batch
from gtkit.pipeline.batch.order import Outcome
from gtkit.pipeline.batch.work import refused
from gtkit.pipeline.inputs import named_files
from gtkit.pipeline.plan import planned
from gtkit.words import LANGUAGES, Words


@dataclass(frozen=True, slots=True)
class Ready:
    """An engagement that can be run: its id, and every file that its report may depend on, there or not."""

    id: str
    files: tuple[Path, ...]


def checked(batch: Batch, folders: Sequence[Path]) -> tuple[dict[Path, Ready], dict[Path, Outcome]]:
    """Those that can be run, and what is to be told of the others."""
    ready, told = {}, {}
    for folder in folders:
        words, name = Words.of(LANGUAGES[0]), folder.name
        try:
            engagement = load_engagement(folder)
            words, name = Words.of(engagement.lang, engagement.currency), engagement.id
            plan = planned(
                engagement,
                reports=batch.output,
                epreuves=batch.epreuves,
                languages=batch.languages,
                overrides=batch.overrides,
            )
            adapted = (folder / "notebooks" / task.notebook.name for task in plan.tasks)
            ready[folder] = Ready(name, (*named_files(engagement).values(), *adapted))
        except GtkitError as error:
            told[folder] = Outcome.model_validate({"engagement": name, **refused(error, words)})
    return ready, told
