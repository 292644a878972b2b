"""Read engagement.toml: syntax, names and values, every fault told at once, in the file's own words."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from gtkit.contracts import TABLES
from gtkit.contracts.fec import FEC_TABLES
from gtkit.engagement.model import FILE_NAME, Engagement
from gtkit.engagement.source_names import unknown_sources
from gtkit.engagement.validation import examine, names, shortened, together, unknown
from gtkit.errors import ConfigurationError, PathRefused, UnknownName

_LARGEST = 256_000  # bytes; a file of ours is a hundredth of it
_DEEPEST = 20  # brackets within brackets
_DOTS = 100  # on one line, outside texts: each dot of a name is a level, those of numbers are few
_OF_SALES = dict.fromkeys(("currency", "vat_rate", "sales_side"), ("transactions",))
_OF_SOME = {"fec": FEC_TABLES, **_OF_SALES}  # who alone may say it
_SECTION = re.compile(r"\s*\[\[?([^\[\]]+)\]\]?")
_BARE = re.compile(r"[\s\"']")  # what two ways of writing one name differ in
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"|\'[^\']*\'')


class AnotherTables(ConfigurationError):
    """A name that the sources of other tables alone may say; `expected` names them."""

    code = "another_tables"


class NotAnEngagement(ConfigurationError):
    """A path that holds no engagement.toml; `where` is the path."""

    code = "not_an_engagement"


class TomlUnreadable(ConfigurationError):
    """An engagement.toml that breaks TOML's grammar or is not UTF-8; `where` holds file and line."""

    code = "toml_unreadable"


class SectionTwice(TomlUnreadable):
    """A section that stands twice; `expected` is the line of the first."""

    code = "section_twice"


class KeyTwice(TomlUnreadable):
    """A key that its section gives twice."""

    code = "key_twice"


def load_engagement(path: Path | str) -> Engagement:
    """The engagement of a folder.

    Parameters
    ----------
    path : Path or str
        The folder, or the TOML file itself.

    Returns
    -------
    Engagement

    Raises NotAnEngagement, PathRefused for a file that is a link, TomlUnreadable, or what `validate_settings` raises.
    """
    path = Path(path)
    file = path / FILE_NAME if path.is_dir() else path
    if not file.is_file() or file.suffix != ".toml":
        raise NotAnEngagement(str(path), expected=FILE_NAME)
    if file.is_symlink():
        raise PathRefused(file.name, found=shortened(file.readlink()))
    document = _parse(file)
    document, misplaced = _well_placed(document, file.name)
    faults = (*misplaced, *_unknown_names(document, file.name))
    engagement = examine(Engagement, document | {"folder": file.resolve().parent}, file.name)
    if isinstance(engagement, tuple):
        raise together((*faults, *engagement), file.name)
    if faults:
        raise together(faults, file.name)
    return engagement


def _parse(file: Path) -> dict[str, Any]:
    """The document, or the line at fault."""
    if file.stat().st_size > _LARGEST:
        raise TomlUnreadable(file.name, found=f"{file.stat().st_size:_} B", expected=f"<= {_LARGEST:_} B")
    raw = file.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise TomlUnreadable(f"{file.name}:{line}", found=f"0x{raw[error.start]:02x}", expected="UTF-8") from None
    if deep := _deepest_line(text):
        raise TomlUnreadable(f"{file.name}:{deep}", found=f"> {_DEEPEST}", expected=f"<= {_DEEPEST}")
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"line (\d+)", str(error))
        line = int(place[1]) if place else text.count("\n") + 1
        lines = text.split("\n")
        faulty = lines[min(line, len(lines)) - 1]
        repeated = "twice" in str(error) or "overwrite" in str(error)
        section = _SECTION.match(faulty)
        first = next((at for at, other in enumerate(lines[: line - 1], 1) if _same_section(other, section)), 0)
        if repeated and section and first:
            raise SectionTwice(f"{file.name}:{line}", found=shortened(section[0]), expected=str(first)) from None
        if repeated and not section:
            raise KeyTwice(f"{file.name}:{line}", found=shortened(faulty.partition("=")[0].strip())) from None
        raise TomlUnreadable(f"{file.name}:{line}", found=shortened(faulty), expected='key = "..."') from None
    except ValueError:  # a number of thousands of digits
        raise TomlUnreadable(file.name, found="999...", expected="12") from None


def _same_section(line: str, section: re.Match[str] | None) -> bool:
    """Whether a line opens the same section as another, spaces and quotes left aside."""
    other = _SECTION.match(line)
    if other is None or section is None:
        return False
    return _BARE.sub("", other[1]) == _BARE.sub("", section[1])


def _deepest_line(text: str) -> int:
    """Number of the first line that nests deeper than any engagement does, 0 when none does."""
    depth = 0
    for number, line in enumerate(text.split("\n"), 1):
        bare = _QUOTED.sub("", line).partition("#")[0]
        depth += sum(map(bare.count, "[{")) - sum(map(bare.count, "]}"))
        if max(depth, *map(bare.count, "[{")) > _DEEPEST or bare.count(".") > _DOTS:
            return number
    return 0


def _well_placed(document: Mapping[str, Any], where: str) -> tuple[dict[str, Any], tuple[AnotherTables, ...]]:
    """The document without the names that stand under a table that may not say them, and a fault for each.

    A source that says nothing else is left out whole: what it lacks then is no fault of its own.
    """
    sources = document.get("sources", {})
    kept, faults = {}, []
    for table, source in sources.items() if isinstance(sources, dict) else ():
        held = source if isinstance(source, dict) and table in TABLES else {}
        strays = [key for key, tables in _OF_SOME.items() if key in held and table not in tables]
        for key in strays:
            expected = " | ".join(f"[sources.{other}]" for other in _OF_SOME[key])
            faults.append(AnotherTables(f"{where} sources.{table}.{key}", found=key, expected=expected))
        if not strays or held.keys() & {"files", "parts"}:
            kept[table] = {key: value for key, value in source.items() if key not in strays} if strays else source
    return {**document, "sources": kept} if faults else dict(document), tuple(faults)


def _unknown_names(document: Mapping[str, Any], where: str) -> Iterator[UnknownName]:
    """Names that pydantic cannot judge: the reserved one, the intake's tables, their columns."""
    if "folder" in document:
        yield unknown(f"{where} folder", "folder", names(Engagement))
    yield from unknown_sources(document.get("sources", {}), where)
