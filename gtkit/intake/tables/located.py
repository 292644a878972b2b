"""A fault of some rows of a file: told at the first of them, the others counted."""

from __future__ import annotations

from collections.abc import Sequence
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from gtkit.contracts import Table
from gtkit.intake.faults import Facts, Fault, Severity, numbered
from gtkit.intake.tables.part import Part

_NO_FACTS: Facts = MappingProxyType({})


def located(
    code: str,
    table: Table,
    part: Part,
    rows: Sequence[int],
    *,
    facts: Facts = _NO_FACTS,
    severity: Severity = Severity.ERROR,
    keys: Sequence[str] = (),
    value: str = "",
) -> Fault:
    """A fault of rows of a part.

    Parameters
    ----------
    code : str
    table : Table
    part : Part
    rows : sequence of int
        As Excel numbers them; the first is the fault's own.
    facts : mapping of name -> value
    severity : Severity
    keys : sequence of str
        Columns at fault; those that the file does not hold are left out.
    value : str
        What stood there.

    Returns
    -------
    Fault
    """
    found = [key for key in keys if key in part.headings]
    headings = tuple(part.headings[key] for key in found)
    return Fault(
        code=code,
        severity=severity,
        table=table.key,
        file=part.raw.file,
        sheet=part.raw.sheet,
        row=rows[0],
        column=" + ".join(headings),
        headings=headings if len(headings) > 1 else (),
        columns=tuple(part.positions[key] for key in found if key in part.positions),
        value=value,
        others=tuple(rows[1:]),
        facts=facts,
    )


def flagged(
    code: str,
    table: Table,
    part: Part,
    flags: npt.NDArray[np.bool_],
    *,
    facts: Facts = _NO_FACTS,
    severity: Severity = Severity.ERROR,
    keys: Sequence[str] = (),
) -> list[Fault]:
    """The fault of the lines of a part that are flagged, with their number and first rows; none where none is.

    Parameters
    ----------
    code : str
    table : Table
    part : Part
    flags : bool array, shape (lines,)
    facts : mapping of name -> value
        Besides the number and the rows.
    severity : Severity
    keys : sequence of str
        Columns at fault.
    """
    if not flags.any():
        return []
    rows = [part.rows[at] for at in np.flatnonzero(flags).tolist()]
    return [located(code, table, part, rows, facts={**numbered(rows), **facts}, severity=severity, keys=keys)]
