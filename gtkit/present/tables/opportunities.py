"""The opportunities to be decided, class by class, with what would have to change."""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from gtkit.evidence import Statement, Value
from gtkit.evidence.quantities import count
from gtkit.present.exhibit import Origin
from gtkit.present.plates import Head, TableExhibit
from gtkit.words import Words

SHOWN = 60
_ABSENT = "–"
_WHOLE_FROM = 10  # a tenth says nothing more beside a level of two digits
_ORDER = {"refuse": 0, "conditions": 1, "": 2, "accept": 3}


def opportunities_table(
    opportunities: pd.DataFrame, criteria: pd.DataFrame, words: Words, origin: Origin
) -> TableExhibit:
    """Each opportunity: kind where they differ, class, amount at stake, what must change to reach the class above.

    Parameters
    ----------
    opportunities : DataFrame by opportunity
        Columns kind, label, level, debated, amount (currency), binding, current, needed, strict, and robust if known.
    criteria : DataFrame by criterion
        Columns label, unit, direction, whole (bool: all its values are whole numbers).
    words : Words
    origin : Origin

    Returns
    -------
    TableExhibit: at most 60 rows, refused first.
    """
    order = opportunities["level"].map(_ORDER).sort_values(kind="stable").index
    shown = opportunities.loc[order].head(SHOWN)
    values: dict[str, Value] = {
        "n": count(len(opportunities)),
        "refused": count((opportunities["level"] == "refuse").sum()),
    }
    mixed = opportunities["kind"].nunique() > 1
    return TableExhibit(
        words=words,
        title=Statement("table.opportunities.title", values),
        columns=(
            Head("column.opportunity"),
            *((Head("column.kind"),) if mixed else ()),
            Head("column.class"),
            Head("column.amount", numeric=True),
            Head("column.change"),
        ),
        rows=tuple(
            (
                str(row["label"]),
                *((words.say(f"perimeter.kind.{row['kind']}"),) if mixed else ()),
                _class(row, words),
                _ABSENT if pd.isna(row["amount"]) else words.money(row["amount"]),
                _change(row, criteria, words),
            )
            for row in shown.to_dict("records")
        ),
        origin=origin,
        note=Statement("table.opportunities.note"),
    )


def measured(value: float, words: Words) -> str:
    """A criterion's value with a decimal where it has one."""
    return words.number(value, 0 if float(value).is_integer() else 1)


def _class(row: Mapping[Hashable, Any], words: Words) -> str:
    level = words.say(f"perimeter.class.{row['level'] or 'unknown'}")
    if row["debated"]:
        return words.say("perimeter.debated", level=level)
    return words.say("perimeter.fragile", level=level) if row.get("robust") is False else level


def _change(row: Mapping[Hashable, Any], criteria: pd.DataFrame, words: Words) -> str:
    """The criterion that binds, where it stands, and the level that would do, rounded to the safe side."""
    if row["level"] in ("accept", ""):
        return _ABSENT
    if not row["binding"]:
        return words.say("perimeter.change.several")
    criterion = criteria.loc[row["binding"]]
    if pd.isna(row["current"]) or pd.isna(row["needed"]):
        return words.say("perimeter.change.unknown", criterion=str(criterion["label"]))
    more = criterion["direction"] == "max"
    steps = 1 if criterion["whole"] or abs(row["needed"]) >= _WHOLE_FROM else 10
    scaled = round(steps * float(row["needed"]), 6)
    needed = (math.ceil(scaled) if more else math.floor(scaled)) / steps
    bound = ("above" if more else "below") if row["strict"] else ("at_least" if more else "at_most")
    return words.say(
        f"perimeter.change.{bound}",
        criterion=str(criterion["label"]),
        current=measured(row["current"], words),
        needed=measured(needed, words),
        unit=str(criterion["unit"]),
    ).rstrip()
