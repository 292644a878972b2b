"""What decides the bytes of a run, told by content: its SHA-256, never by name or date."""

from __future__ import annotations

from pathlib import Path

from gtkit.engagement import Engagement, look_file
from gtkit.errors import PathRefused
from gtkit.intake.files.paths import resolved
from gtkit.pipeline.files import digest
from gtkit.pipeline.kit import code, exhibit_templates, page_templates, tree, versions
from gtkit.pipeline.plan import Plan
from gtkit.pipeline.record import Inputs, NotebookUsed


def gathered(plan: Plan) -> Inputs:
    """Inputs of a plan, read from the disk as they are now.

    Raises PathRefused for a source that leads out of the engagement or cannot be read.
    """
    return Inputs(
        files=engagement_files(plan.engagement),
        notebooks={t.slug: NotebookUsed(sha256=_digest(t.notebook), adapted=t.adapted) for t in plan.tasks},
        templates=page_templates(),
        exhibits=exhibit_templates(),
        code=tree(code()),
        versions=versions(),
        overrides=dict(plan.overrides),
        epreuves=tuple(task.slug for task in plan.tasks),
        languages=plan.languages,
    )


def engagement_files(engagement: Engagement) -> dict[str, str]:
    """File of the engagement -> SHA-256: TOML, salt, workbook, look, and every source named there that exists.

    Raises PathRefused as `gathered` does.
    """
    return {name: _digest(path) for name, path in named_files(engagement).items() if path.is_file()}


def named_files(engagement: Engagement) -> dict[str, Path]:
    """The same names -> where they lie, whether they exist or not.

    Raises PathRefused for a name that leads out of the engagement.
    """
    named = {name for source in engagement.sources.values() for name in source.every_file} | {engagement.workbook}
    paths = {name: resolved(engagement.folder, name) for name in sorted(named)}
    paths |= {name: engagement.folder / name for name in ("engagement.toml", ".salt")}
    paths |= {name: look_file(engagement.folder, name) for name in engagement.look.files}
    return dict(sorted(paths.items()))


def _digest(file: Path) -> str:
    try:
        return digest(file)
    except OSError as error:
        raise PathRefused(file.name, found=error.strerror or "", expected="0644") from None
