"""index.html beside the reports: every engagement of the journal, its verdicts, how its last run ended."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from gtkit.epreuves import EPREUVES
from gtkit.evidence import Level
from gtkit.pipeline import files
from gtkit.pipeline.batch.journal import Journal
from gtkit.pipeline.batch.telling import why
from gtkit.pipeline.verify import INDEX, RUNS, recorded
from gtkit.present.overview import EngagementRow, overview
from gtkit.words import Words


def write_overview(output: Path, journal: Journal, words: Words) -> Path:
    """Write the page; where it lies.

    Raises PublicationRefused when the disk refuses.
    """
    slugs = sorted(EPREUVES, key=lambda slug: int(EPREUVES[slug].NUMBER))
    place = output / INDEX
    with files.refusals_told(output):
        files.swap(place, overview(list(_rows(output, journal, words)), slugs, words).encode())
    return place


def _rows(output: Path, journal: Journal, words: Words) -> Iterator[EngagementRow]:
    for outcome in sorted(journal.engagements.values(), key=lambda one: one.engagement):
        standing = (output / outcome.engagement / INDEX).is_file()
        levels = outcome.levels if outcome.sound else _earlier(output / outcome.engagement)
        yield EngagementRow(
            name=outcome.engagement,
            href=f"{outcome.engagement}/{INDEX}" if standing else "",
            state=words.say(f"batch.state.{outcome.state}"),
            cause=why(outcome, words),
            failed=not outcome.sound,
            levels={slug: Level(level) for slug, level in levels.items()} if standing else {},
            seconds=outcome.seconds,
        )


def _earlier(report: Path) -> dict[str, str]:
    """Verdicts of the report that a failed run left as it was: those of the run that its index leads to."""
    index = (report / INDEX).read_text(encoding="utf-8") if (report / INDEX).is_file() else ""
    runs = (run for run in sorted(report.glob(f"{RUNS}/*")) if run.name in index)
    found = next((record for run in runs if (record := recorded(run))), None)
    return found.levels if found else {}
