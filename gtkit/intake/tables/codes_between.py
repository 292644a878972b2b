"""Codes that the format of cells completes with zeros in one file and not in another: one customer, read as two."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from gtkit.contracts import Kind, Table
from gtkit.evidence import Name
from gtkit.intake.faults import Facts, Fault, Severity
from gtkit.intake.tables.located import flagged
from gtkit.intake.tables.part import Part
from gtkit.intake.tables.repeats import file_beside


def codes_between(parts: Sequence[Part], table: Table) -> list[Fault]:
    """The columns of identifiers in which a number bears zeros in one file, shown by a format, and others in another.

    Parameters
    ----------
    parts : sequence of Part
    table : Table

    Returns
    -------
    Warnings code_format_files (code_format_files_hidden of persons), one a column and file whose codes are the bare
    ones, at the first of them; rows of one file are `told_halves`' own.
    """
    identifiers = [column for column in table.columns if column.kind is Kind.IDENTIFIER]
    faults = []
    for column in identifiers if len(parts) > 1 else ():
        shown = [_shown(part, column.key) for part in parts]
        for at, part in enumerate(parts):
            texts = part.frame[column.key].to_numpy(dtype=object)
            others = {text: other for own in (*shown[:at], *shown[at + 1 :]) for text, other in own.items()}
            bare = {text: text.lstrip("0") for text in dict.fromkeys(texts.tolist()) if text.isdecimal()}
            wrong = {text for text, number in bare.items() if number in others and others[number][0] != text}
            wrong -= {text for text, _ in shown[at].values()}
            lines = np.isin(texts, list(wrong))
            if not lines.any():
                continue
            first = str(texts[int(np.argmax(lines))])
            full, origin = others[bare[first]]
            facts: Facts = {"first_file": file_beside(origin, part)}
            facts = facts if column.personal else {**facts, "full": Name(full), "bare": Name(first)}
            code = "code_format_files_hidden" if column.personal else "code_format_files"
            faults += flagged(code, table, part, lines, facts=facts, severity=Severity.WARNING, keys=(column.key,))
    return faults


def _shown(part: Part, key: str) -> dict[str, tuple[str, Part]]:
    """The numbers of a column to which a format adds zeros: without them -> as they are shown, and where."""
    formed = [rows for column, rows in part.raw.codes if column == part.positions.get(key)]
    if not formed:
        return {}
    texts = part.frame[key].to_numpy(dtype=object)[np.isin(part.rows, np.concatenate(formed))]
    return {text.lstrip("0"): (text, part) for text in dict.fromkeys(texts.tolist()) if text[:1] == "0"}
