"""Annotated copies of the files at fault, beside the engagement's own files and never over one of them."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain, count
from pathlib import Path, PurePosixPath

from gtkit.engagement import Engagement
from gtkit.errors import ConfigurationError
from gtkit.intake import DataRefused, Fault
from gtkit.intake.files.paths import content
from gtkit.intake.writing.annotated import annotated_copy, untouched_copy
from gtkit.pipeline.files import refusals_told, swap
from gtkit.words import Words

FOLDER = "annotated"


class CopyRefused(ConfigurationError):
    """A copy that would take the place of somebody's file; `where` is its path."""

    code = "copy_refused"


def write_copies(engagement: Engagement, faults: Iterable[Fault], folder: Path | None = None) -> dict[str, str | None]:
    """Write an annotated copy of each file that has a fault.

    Parameters
    ----------
    engagement : Engagement
    faults : iterable of Fault
    folder : Path, optional
        Where the copies go; ``annotated/`` in the engagement when not given.

    Returns
    -------
    File at fault -> path of its copy, None for a file that cannot be read at all; in the order of the faults.

    Raises CopyRefused before anything is written when a name is taken by anything but a copy of ours that nobody has
    saved since; PublicationRefused when the disk refuses.
    """
    words = Words.of(engagement.lang, engagement.currency)
    place = engagement.folder / FOLDER if folder is None else folder
    by_file: dict[str, list[Fault]] = {}
    for fault in faults:
        if fault.file:
            by_file.setdefault(fault.file, []).append(fault)
    targets = _targets(place, by_file, words)
    for target in targets.values():
        _refuse_foreign(target)
    copies: dict[str, str | None] = {}
    for file, own in by_file.items():
        try:
            data, _ = content(engagement.folder, file)
            copy = annotated_copy(data, file, own, words)
        except DataRefused:
            copies[file] = None
            continue
        with refusals_told(place):
            swap(targets[file], copy)
        copies[file] = str(targets[file])
    return copies


def _targets(place: Path, files: Iterable[str], words: Words) -> dict[str, Path]:
    """The path of each copy: the file's name and "annotated" in the reader's language, numbered where names meet."""
    targets: dict[str, Path] = {}
    suffix = words.say("annotated.suffix")
    taken: set[str] = set()
    for file in files:
        stem = PurePosixPath(file.replace("\\", "/")).stem
        numbered = chain([stem], (f"{stem}-{number}" for number in count(2)))
        name = next(name for name in (f"{one}.{suffix}.xlsx" for one in numbered) if name.casefold() not in taken)
        taken.add(name.casefold())
        targets[file] = place / name
    return targets


def _refuse_foreign(target: Path) -> None:
    """Refuse a link, a folder, and a file that is not an untouched copy of ours."""
    if target.is_symlink() or target.parent.is_symlink():
        raise CopyRefused(str(target))
    if target.exists() and not (target.is_file() and untouched_copy(target.read_bytes())):
        raise CopyRefused(str(target))
