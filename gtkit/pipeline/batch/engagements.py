"""Which engagements a batch is asked for, and whether each of them can be run at all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from gtkit.errors import ConfigurationError

_FILE = "engagement.toml"


class SameIdentifier(ConfigurationError):
    """Two engagements of one id: their reports would lie in one folder."""

    code = "same_identifier"


class NothingFound(ConfigurationError):
    """A path that neither is an engagement nor holds any."""

    code = "no_engagement"


def found(paths: Sequence[Path]) -> tuple[Path, ...]:
    """Folders of engagements, absolute, each once, in the order asked.

    Parameters
    ----------
    paths : sequence of Path
        Each an engagement, or a folder that holds some: those come in the order of their names.

    Raises NothingFound for a path with none.
    """
    folders: dict[Path, None] = {}
    for path in paths:
        here = list(_engagements(path))
        if not here:
            raise NothingFound(str(path), expected=_FILE)
        folders |= dict.fromkeys(folder.resolve() for folder in here)
    return tuple(folders)


def distinct(identifiers: Mapping[Path, str]) -> None:
    """Refuse two engagements of one id.

    Raises SameIdentifier: both folders, and the id.
    """
    seen: dict[str, Path] = {}
    for folder, name in identifiers.items():
        if name in seen:
            raise SameIdentifier(name, found=str(folder), expected=str(seen[name]))
        seen[name] = folder


def _engagements(path: Path) -> Iterator[Path]:
    if path.name == _FILE and path.is_file():
        yield path.parent
    elif (path / _FILE).is_file():
        yield path
    elif path.is_dir():
        yield from sorted(inner for inner in path.iterdir() if (inner / _FILE).is_file())
