"""Under which section of engagement.toml a remedy is written: the source's, or that of the one file that it is for."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace

from gtkit.intake.faults import Fault
from gtkit.intake.names import folded
from gtkit.intake.said import SourceSpec
from gtkit.intake.tables.check import Check


def placed(faults: Iterable[Fault], sources: Mapping[str, SourceSpec], checks: Mapping[str, Check]) -> list[Fault]:
    """Faults that say where their remedy is written, for the files that have, or need, a part of their own.

    A file listed among others needs one where its headings are not those of another: what is written for the whole
    source would hold for that one too.

    Parameters
    ----------
    faults : iterable of Fault
    sources : mapping of table key -> SourceSpec
    checks : mapping of table key -> Check

    Returns
    -------
    list of Fault, in order; the others are left as they came.
    """
    alone = {key: _own_headings(spec, checks[key]) for key, spec in sources.items() if key in checks}
    return [
        _placed(fault, sources.get(fault.table, SourceSpec()), alone.get(fault.table, frozenset())) for fault in faults
    ]


def _placed(fault: Fault, spec: SourceSpec, alone: frozenset[str]) -> Fault:
    if "section" in fault.facts:
        return fault
    parts = [part for part in spec.parts if part.file == fault.file]
    if fault.file in spec.files and fault.file in alone:
        name = _section(fault.table, [f"file = {json.dumps(fault.file, ensure_ascii=False)}"])
        told = {"section_fr": f"{name[:-1]}, à retirer de files)", "section_en": f"{name[:-1]}, to take out of files)"}
    elif fault.file not in spec.files and parts:
        keys = {"file": fault.file, **({"sheet": fault.sheet} if fault.sheet and len(parts) > 1 else {})}
        named = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in keys.items()]
        told = {"section": _section(fault.table, named)}
    else:
        return fault
    return replace(fault, facts={**fault.facts, **told})


def _section(table: str, named: list[str]) -> str:
    return f"[[sources.{table}.parts]] ({', '.join(named)})"


def _own_headings(spec: SourceSpec, check: Check) -> frozenset[str]:
    """The files listed whose headings are not those of another file of the source."""
    headings: dict[str, set[tuple[str, ...]]] = {}
    for part in check.parts:
        headings.setdefault(part.raw.file, set()).add(tuple(map(folded, part.raw.headings)))
    listed = [file for file in spec.files if file in headings]
    return frozenset(
        file for file in listed if any(headings[file] != held for other, held in headings.items() if other in listed)
    )
