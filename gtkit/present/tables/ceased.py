"""Time spent on what the criteria refuse: the list of work to cease."""

from __future__ import annotations

import math

import pandas as pd

from gtkit.evidence import Statement, Value
from gtkit.evidence.quantities import count, hours
from gtkit.present.exhibit import Origin
from gtkit.present.plates import Head, TableExhibit
from gtkit.words import Words

_ABSENT = "–"


def ceased_table(opportunities: pd.DataFrame, criteria: pd.DataFrame, words: Words, origin: Origin) -> TableExhibit:
    """Each refused opportunity still worked on: hours of the last twelve months, cost, criterion at fault.

    Parameters
    ----------
    opportunities : DataFrame
        Columns label, hours, cost (currency, NaN unknown), binding.
    criteria : DataFrame by criterion
        Column label.
    words : Words
    origin : Origin

    Returns
    -------
    TableExhibit: the most hours first.
    """
    rows = opportunities.sort_values("hours", ascending=False, kind="stable")
    values: dict[str, Value] = {"n": count(len(rows)), "hours": hours(rows["hours"].sum())}
    return TableExhibit(
        words=words,
        title=Statement("table.ceased.title" if len(rows) else "table.ceased.title_none", values),
        columns=(
            Head("column.opportunity"),
            Head("column.binding"),
            Head("column.spent_hours", numeric=True),
            Head("column.spent_cost", numeric=True),
        ),
        rows=tuple(
            (
                str(row["label"]),
                str(criteria["label"].get(row["binding"], words.say("perimeter.change.several"))),
                words.quantity(hours(row["hours"])),
                _cost(row["cost"], words),
            )
            for row in rows.to_dict("records")
        ),
        origin=origin,
    )


def wasted_by_department(services: pd.DataFrame, words: Words, origin: Origin) -> TableExhibit:
    """Each department: hours on opportunities, those on refused ones, and their cost where it may be shown.

    Parameters
    ----------
    services : DataFrame by department ("" for those too small to be shown, put together)
        Columns hours, refused (hours); cost (currency, NaN unknown) where no department is hidden.
    words : Words
    origin : Origin

    Returns
    -------
    TableExhibit: the most refused hours first.
    """
    costed = "cost" in services
    values: dict[str, Value] = {"hours": hours(services["refused"].sum()), "total": hours(services["hours"].sum())}
    return TableExhibit(
        words=words,
        title=Statement("table.wasted_by_department.title", values),
        columns=(
            Head("column.department"),
            Head("column.hours_on_opportunities", numeric=True),
            Head("column.hours_refused", numeric=True),
            *((Head("column.spent_cost", numeric=True),) if costed else ()),
        ),
        rows=tuple(
            (
                str(name) or words.say("perimeter.small_departments"),
                words.quantity(hours(row["hours"])),
                words.quantity(hours(row["refused"])),
                *((_cost(row["cost"], words),) if costed else ()),
            )
            for name, row in services.iterrows()
        ),
        origin=origin,
        note=None if costed else Statement("table.wasted_by_department.note"),
    )


def _cost(value: float, words: Words) -> str:
    return _ABSENT if math.isnan(value) else words.money(value)
