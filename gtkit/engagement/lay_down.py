"""Lay down an engagement: folder, commented engagement.toml, blank workbook, salt. Whole, or not at all."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import tomlkit
from tomlkit.items import Item, Table

from gtkit.contracts import TABLES
from gtkit.engagement.load import load_engagement
from gtkit.engagement.model import FILE_NAME, Engagement, Identity
from gtkit.engagement.validation import validate_settings
from gtkit.errors import ConfigurationError
from gtkit.intake import write_workbook
from gtkit.places import shipped


class FolderNotEmpty(ConfigurationError):
    """A folder that holds something already: nothing of it is overwritten; `found` names its first files."""

    code = "folder_not_empty"


def new_engagement(
    folder: Path,
    id: str,  # noqa: A002 - the name that engagement.toml bears
    organisation: str,
    lang: str = "fr",
    currency: str = "EUR",
    as_of: date | None = None,
) -> Engagement:
    """Lay down a blank engagement.

    Parameters
    ----------
    folder : Path
        The engagement's own folder; new, or empty.
    id : str
        Short name, ``[a-z0-9][a-z0-9_-]{0,63}``.
    organisation : str
        Who it is for.
    lang : str
        "fr" or "en": language of the deliverables, of the workbook, and of the comments in engagement.toml.
    currency : str
        ISO 4217 code.
    as_of : date, optional
        Last day of the data; the last day of the month before today's when not given.

    Returns
    -------
    Engagement: as `load_engagement` reads it back.

    Raises FolderNotEmpty, or what `validate_settings` raises for a wrong name, language or currency.
    """
    asked = {"id": id, "organisation": organisation, "lang": lang, "currency": currency}
    identity = validate_settings(Identity, asked | {"as_of": as_of or _last_month()}, "gtkit new")
    with laid_down(folder) as stage:
        write_toml(stage, fill(identity))
        write_workbook(stage / "intake.xlsx", TABLES.values(), lang=identity.lang)
        (stage / ".salt").write_bytes(secrets.token_bytes(32))
    return load_engagement(folder)


@contextmanager
def laid_down(folder: Path) -> Iterator[Path]:
    """A stage beside the folder, with data/ and scenarios/, that takes its name once all of it is written.

    Raises FolderNotEmpty when something lies there already.
    """
    folder = folder.resolve()
    if folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
        names = sorted(p.name for p in folder.iterdir()) if folder.is_dir() else [folder.name]
        raise FolderNotEmpty(str(folder), found=", ".join(names[:3]))
    folder.parent.mkdir(parents=True, exist_ok=True)
    stage = folder.parent / f".{folder.name}-{secrets.token_hex(4)}"
    try:
        for inner in ("data", "scenarios"):
            (stage / inner).mkdir(parents=True)
        yield stage
        if folder.exists():
            folder.rmdir()
        stage.rename(folder)
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def fill(identity: Identity) -> tomlkit.TOMLDocument:
    """The commented template in the engagement's language, with its identity filled in."""
    text = (shipped("templates") / "engagement" / f"{identity.lang}.toml").read_text(encoding="utf-8")
    document = tomlkit.parse(text)
    put(document, identity.model_dump())
    return document


def put(table: tomlkit.TOMLDocument | Table, values: Mapping[str, object]) -> None:
    """Set values in a TOML table; the comments behind them stay in their column where there is room."""
    for key, value in values.items():
        before = table.get(key)
        table[key] = value
        after = table[key]
        if isinstance(before, Item) and isinstance(after, Item) and before.trivia.comment:
            column = len(before.as_string()) + len(before.trivia.comment_ws)
            after.trivia.comment_ws = " " * max(2, column - len(after.as_string()))


def write_toml(folder: Path, document: tomlkit.TOMLDocument) -> None:
    """Write engagement.toml, with the same line ends on every platform."""
    (folder / FILE_NAME).write_text(tomlkit.dumps(document), encoding="utf-8", newline="\n")


def _last_month() -> date:
    return date.today().replace(day=1) - timedelta(days=1)
