"""Names under [sources] that pydantic cannot judge: the intake's tables, their columns, what parts of sales may say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from gtkit.contracts import TABLES, Table
from gtkit.engagement.sources import SourcePart
from gtkit.engagement.validation import names, unknown
from gtkit.errors import UnknownName
from gtkit.intake.tables.blocks import repeatable

_OF_SALES = ("currency", "vat_rate", "sales_side")  # what a part of sales alone may say


def unknown_sources(sources: object, where: str) -> Iterator[UnknownName]:
    """The names that do not exist, each with the nearest that does.

    Parameters
    ----------
    sources : object
        The table [sources] as TOML gives it; what is no table is pydantic's to tell.
    where : str
        The file.
    """
    for table, source in sources.items() if isinstance(sources, dict) else ():
        if table not in TABLES:
            yield unknown(f"{where} sources.{table}", table, TABLES)
        elif isinstance(source, dict):
            yield from _of_source(source, TABLES[table], f"{where} sources.{table}")


def _of_source(source: Mapping[str, Any], table: Table, where: str) -> Iterator[UnknownName]:
    parts = source.get("parts", [])
    listed = enumerate(parts if isinstance(parts, list) else [], 1)
    places = [(source, where), *((part, f"{where}.parts.{at}") for at, part in listed if isinstance(part, dict))]
    for said, place in places:
        for key in _OF_SALES if table.key != "transactions" and said is not source else ():
            if key in said:
                yield unknown(f"{place}.{key}", key, [name for name in names(SourcePart) if name not in _OF_SALES])
        columns = said.get("columns", {})
        yield from _of_columns(columns if isinstance(columns, dict) else (), table.keys, f"{place}.columns")
        filled = said.get("fill_down", [])
        repeated = [column.key for column in table.columns if repeatable(column)]
        yield from _of_columns(filled if isinstance(filled, list) else (), repeated, f"{place}.fill_down")


def _of_columns(
    keys: Sequence[object] | Mapping[object, object], known: Sequence[str], where: str
) -> Iterator[UnknownName]:
    """Keys that are none of the columns that may stand there."""
    for key in keys:
        if key not in known:
            yield unknown(f"{where}.{key}", str(key), known)
