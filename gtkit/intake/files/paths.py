"""From a name in engagement.toml to the bytes of a file: inside the engagement, of a known kind, of a bearable size."""

from __future__ import annotations

import hashlib
from pathlib import Path, PureWindowsPath

from gtkit.errors import PathRefused
from gtkit.evidence import Name
from gtkit.intake.faults import DataRefused, Facts, Fault, shortened
from gtkit.intake.names import nearest

TEXT_KINDS = frozenset({".csv", ".txt", ".tsv"})
WORKBOOK_KINDS = frozenset({".xlsx"})
PARQUET_KINDS = frozenset({".parquet"})
_LARGEST = {  # bytes
    **dict.fromkeys(TEXT_KINDS, 200_000_000),
    **dict.fromkeys(WORKBOOK_KINDS, 60_000_000),
    **dict.fromkeys(PARQUET_KINDS, 100_000_000),
}
_LISTED = 12  # files of a folder that a message names


class KindNotRead(PathRefused):
    """A file of a kind that intake does not read; `expected` names those that it does."""

    code = "kind_not_read"


class FolderGiven(PathRefused):
    """A folder where a file is meant; `expected` is the list of its files, as engagement.toml writes it."""

    code = "folder_given"


class EmptyFolderGiven(PathRefused):
    """A folder that holds no file that is read, where a file is meant."""

    code = "empty_folder_given"


def resolved(folder: Path, name: str) -> Path:
    r"""The path of a source file, which may not exist yet.

    Parameters
    ----------
    folder : Path
        The engagement.
    name : str
        Relative to it, with ``/`` or ``\``.

    Returns
    -------
    Path: absolute, links followed.

    Raises PathRefused for an absolute path, a path or a link that leads out, a device name; KindNotRead for a kind of
    file not read, FolderGiven or EmptyFolderGiven for a folder.
    """
    asked, root = PureWindowsPath(name), folder.resolve()
    parts = asked.parts
    if not parts or asked.anchor or ".." in parts or "\0" in name or ":" in name or _is_device(asked):
        raise PathRefused(shortened(name), expected="data/...")
    path = root.joinpath(*parts).resolve()
    if not path.is_relative_to(root):
        raise PathRefused(shortened(name), expected="data/...")
    if path.is_dir():
        raise _folder(path, name)
    if path.suffix.lower() not in _LARGEST:
        raise KindNotRead(shortened(name), found=path.suffix, expected=" | ".join(sorted(_LARGEST)))
    return path


def content(folder: Path, name: str) -> tuple[bytes, str]:
    """The bytes of a source file and their SHA-256 in hexadecimal.

    Raises PathRefused as `resolved` does; DataRefused: file_missing, file_open, file_locked, file_too_large.
    """
    path = resolved(folder, name)
    if not path.is_file():
        found = _readable(path.parent) if path.parent.is_dir() else []
        facts: Facts = {"found": tuple(map(Name, found[:_LISTED])), "nearest": nearest(path.name, found)}
        raise DataRefused([Fault(code="file_missing" if found else "file_alone_missing", file=name, facts=facts)])
    if (lock := _held_open(path)) is not None:
        raise DataRefused([Fault(code="file_open", file=name, facts={"lock": Name(lock)})])
    limit, size = _LARGEST[path.suffix.lower()], path.stat().st_size
    if size > limit:
        facts = {"size": str(size // 1_000_000), "limit": str(limit // 1_000_000)}
        raise DataRefused([Fault(code="file_too_large", file=name, facts=facts)])
    try:
        data = path.read_bytes()
    except OSError:
        raise DataRefused([Fault(code="file_locked", file=name)]) from None
    return data, hashlib.sha256(data).hexdigest()


def _folder(path: Path, name: str) -> PathRefused:
    """The refusal of a folder, with what to write in its place."""
    place = name.rstrip("/\\")
    listed = ", ".join(f'"{place}/{other}"' for other in _readable(path)[:_LISTED])
    return FolderGiven(shortened(name), expected=f"files = [{listed}]") if listed else EmptyFolderGiven(shortened(name))


def _readable(folder: Path) -> list[str]:
    """Names of the files of a folder that intake reads."""
    found = sorted(other.name for other in folder.iterdir() if not other.is_dir())
    return [other for other in found if Path(other).suffix.lower() in _LARGEST and not other.startswith("~$")]


def _held_open(path: Path) -> str | None:
    """The name of the file by which Excel or LibreOffice tells that it has a file open."""
    names = (f"~${path.name}", f".~lock.{path.name}#")
    return next((name for name in names if path.with_name(name).is_file()), None)


def _is_device(path: PureWindowsPath) -> bool:
    """Whether Windows would open a device in place of a file, whatever the extension: ``con.csv``, ``LPT1``."""
    devices = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}
    return any(part.split(".")[0].strip().casefold() in devices for part in path.parts)
