"""The checklist of clauses: each agreement to be decided against each limit that nothing buys off."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from gtkit.evidence import Statement, Value
from gtkit.evidence.quantities import count
from gtkit.present.exhibit import Origin
from gtkit.present.plates import Head, TableExhibit
from gtkit.present.tables.opportunities import measured
from gtkit.words import Words

_ABSENT = "–"


def clauses_table(values: pd.DataFrame, criteria: pd.DataFrame, words: Words, origin: Origin) -> TableExhibit:
    """One row a clause of an agreement: its value, and whether it keeps within the limit.

    Parameters
    ----------
    values : DataFrame agreements (by label) x barriers
        In each criterion's unit; NaN unknown.
    criteria : DataFrame by criterion
        Columns label, unit, direction, limit.
    words : Words
    origin : Origin

    Returns
    -------
    TableExhibit: agreements in their order, one column of findings a barrier would not fit a telephone.
    """
    clause_of: dict[str, Any] = {str(name): row for name, row in criteria.iterrows()}
    rows, broken = [], 0
    for agreement, clauses in values.iterrows():
        hit = False
        for name, value in clauses.items():
            criterion = clause_of[str(name)]
            sign = 1.0 if criterion["direction"] == "max" else -1.0
            beyond = bool(value * sign <= criterion["limit"] * sign)
            hit = hit or beyond
            rows.append(
                (
                    str(agreement),
                    str(criterion["label"]),
                    _ABSENT if pd.isna(value) else _with_unit(float(value), criterion, words),
                    _with_unit(float(criterion["limit"]), criterion, words),
                    words.say("clause.unknown" if pd.isna(value) else "clause.broken" if beyond else "clause.held"),
                )
            )
        broken += hit
    told: dict[str, Value] = {"n": count(broken), "listed": count(len(values))}
    return TableExhibit(
        words=words,
        title=Statement("table.clauses.title", told),
        columns=(
            Head("column.agreement"),
            Head("column.clause"),
            Head("column.value", numeric=True),
            Head("column.limit", numeric=True),
            Head("column.barrier_state"),
        ),
        rows=tuple(rows),
        origin=origin,
    )


def _with_unit(value: float, criterion: Mapping[str, Any], words: Words) -> str:
    return f"{measured(value, words)} {criterion['unit']}".rstrip()
