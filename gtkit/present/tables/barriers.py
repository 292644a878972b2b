"""The register of barriers: what each refuses, why, who answers for it, and whether it ever bit."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from gtkit.evidence import Statement, Value
from gtkit.evidence.quantities import count
from gtkit.present.exhibit import Origin
from gtkit.present.plates import Head, TableExhibit
from gtkit.present.tables.opportunities import measured
from gtkit.words import Words

_ABSENT = "–"
_BOUNDS = {"max": "at_most", "min": "at_least"}  # more is better: refused from the limit down


def barriers_table(barriers: pd.DataFrame, words: Words, origin: Origin) -> TableExhibit:
    """Each barrier: kind concerned, limit, reason, owner, review date, past cases refused, what was found.

    Parameters
    ----------
    barriers : DataFrame by criterion
        Columns label, unit, kind ("" for all), direction, limit, reason, owner, review_on, status, hits, seen,
        contradictory (tuple), overdue (bool).
    words : Words
    origin : Origin

    Returns
    -------
    TableExhibit: in the order of the criteria.
    """
    values: dict[str, Value] = {
        "n": count(len(barriers)),
        "biting": count((barriers["status"] == "biting").sum()),
    }
    return TableExhibit(
        words=words,
        title=Statement("table.barriers.title", values),
        columns=(
            Head("column.criterion"),
            Head("column.concerns"),
            Head("column.limit"),
            Head("column.why"),
            Head("column.owner"),
            Head("column.review"),
            Head("column.past_hits", numeric=True),
            Head("column.barrier_state"),
        ),
        rows=tuple(_row(row, words) for row in barriers.to_dict("records")),
        origin=origin,
        note=Statement("table.barriers.note"),
    )


def _row(row: Mapping[Hashable, Any], words: Words) -> tuple[str, ...]:
    status = words.say(f"barrier.{row['status']}")
    limit = words.say(
        f"barrier.limit.{_BOUNDS[row['direction']]}", x=measured(row["limit"], words), unit=str(row["unit"])
    )
    return (
        str(row["label"]),
        words.say(f"perimeter.kind.{row['kind'] or 'all'}"),
        limit.rstrip(),
        str(row["reason"]) or _ABSENT,
        str(row["owner"]) or _ABSENT,
        _review(row, words),
        words.say("barrier.hits", hits=count(row["hits"]), seen=count(row["seen"])),
        words.say("barrier.contradicted", status=status) if row["contradictory"] else status,
    )


def _review(row: Mapping[Hashable, Any], words: Words) -> str:
    if pd.isna(row["review_on"]):
        return _ABSENT
    day = words.short_date(row["review_on"].date())
    return words.say("barrier.overdue", day=day) if row["overdue"] else day
