"""Codes that the format of their cells completes on some rows only: 00012 and 12 may be one customer, read as two."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from gtkit.contracts import Kind, Table
from gtkit.evidence import Name, Quantity, Unit
from gtkit.intake.faults import Severity
from gtkit.intake.files.raw import RawTable
from gtkit.intake.values.cells import Problem, Reading


def told_halves(
    raw: RawTable, readings: Mapping[str, Reading], places: Mapping[str, int], table: Table
) -> dict[str, Reading]:
    """The columns of identifiers with a warning code_format_mixed where a format shows zeros on some rows only.

    Parameters
    ----------
    raw : RawTable
    readings : mapping of column key -> reading
    places : mapping of column key -> position in the raw table
    table : Table

    Returns
    -------
    Column key -> reading, for the columns where one number is read as two codes; told at the first of the bare ones.
    """
    done = {}
    for key, reading in readings.items():
        formed = [rows for column, rows in raw.codes if column == places[key]]
        if table.column(key).kind is not Kind.IDENTIFIER or not formed:
            continue
        within = np.isin(raw.rows, np.concatenate(formed))
        full = {text.lstrip("0"): text for text in dict.fromkeys(reading.values[within]) if text[:1] == "0"}
        bare = [at for at in np.flatnonzero(~within).tolist() if reading.values[at] in full]
        if bare:
            value = str(reading.values[bare[0]])
            seen = {"n": Quantity(len(bare), Unit.COUNT)}
            named = {} if table.column(key).personal else {"full": Name(full[value]), "bare": Name(value)}
            code = "code_format_mixed" if named else "code_format_mixed_hidden"
            problem = Problem(code, bare[0], severity=Severity.WARNING, facts={**seen, **named})
            done[key] = replace(reading, problems=(*reading.problems, problem))
    return done
