"""What decides the bytes of a run, told by content: its SHA-256, never by name or date."""

from __future__ import annotations

import platform
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

import gtkit
from gtkit.engagement import Engagement, look_file
from gtkit.errors import PathRefused
from gtkit.intake.files.paths import resolved
from gtkit.pipeline.files import digest
from gtkit.pipeline.plan import Plan
from gtkit.pipeline.record import Inputs, NotebookUsed
from gtkit.places import shipped

_LIBRARIES = (
    "babel ipykernel jinja2 matplotlib nbclient nbconvert nbformat numpy pandas papermill python-calamine scipy seaborn"
)


def gathered(plan: Plan) -> Inputs:
    """Inputs of a plan, read from the disk as they are now.

    Raises PathRefused for a source that leads out of the engagement or cannot be read.
    """
    return Inputs(
        files=engagement_files(plan.engagement),
        notebooks={t.slug: NotebookUsed(sha256=_digest(t.notebook), adapted=t.adapted) for t in plan.tasks},
        templates=tree(shipped("templates")),
        code=tree(Path(gtkit.__file__).resolve().parent),
        versions=versions(),
        overrides=dict(plan.overrides),
        epreuves=tuple(task.slug for task in plan.tasks),
        languages=plan.languages,
    )


def engagement_files(engagement: Engagement) -> dict[str, str]:
    """File of the engagement -> SHA-256: TOML, salt, workbook, look, and every source named there that exists.

    Raises PathRefused as `gathered` does.
    """
    named = {name for source in engagement.sources.values() for name in source.every_file} | {engagement.workbook}
    paths = {name: resolved(engagement.folder, name) for name in sorted(named)}
    paths |= {name: engagement.folder / name for name in ("engagement.toml", ".salt")}
    paths |= {name: look_file(engagement.folder, name) for name in engagement.look.files}
    return {name: _digest(path) for name, path in sorted(paths.items()) if path.is_file()}


@cache
def tree(folder: Path) -> str:
    """SHA-256 over the names and contents of every file below a folder, compiled and hidden ones left out."""
    total = sha256()
    for file in sorted(folder.rglob("*")):
        place = file.relative_to(folder)
        if file.is_file() and not any(part.startswith((".", "__pycache__")) for part in place.parts):
            total.update(f"{place.as_posix()}\0{digest(file)}\n".encode())
    return total.hexdigest()


@cache
def versions() -> dict[str, str]:
    """Version of Python (major and minor) and of each library whose change may change a number or a page."""
    python = ".".join(platform.python_version_tuple()[:2])
    return {"python": python, "gtkit": gtkit.__version__} | {name: version(name) for name in _LIBRARIES.split()}


def _digest(file: Path) -> str:
    try:
        return digest(file)
    except OSError as error:
        raise PathRefused(file.name, found=error.strerror or "", expected="0644") from None
