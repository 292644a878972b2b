"""Where measures come from, whether they come in time, and what they cost."""

from __future__ import annotations

import math

import pandas as pd

from gtkit.evidence import Quantity, Statement, Unit
from gtkit.present.exhibit import Origin
from gtkit.present.plates import Head, TableExhibit
from gtkit.words import Words

_ABSENT = "–"


def tools_table(tools: pd.DataFrame, words: Words, origin: Origin) -> TableExhibit:
    """Each indicator with its source, the wait for it, the cycle that it serves, its cost.

    Parameters
    ----------
    tools : DataFrame by indicator
        label, source, wait_days, cycle_days, timely (boolean, NA if unknown), yearly_cost (currency, NaN if unknown).
    words : Words
    origin : Origin

    Returns
    -------
    TableExhibit: those that come too late first, then those of which it is not known.
    """
    order = tools["timely"].astype("Float64").fillna(0.5).sort_values(kind="stable").index
    rows = tuple(_row(row, words) for _, row in tools.loc[order].iterrows())
    known = tools["timely"].dropna()
    values = {
        "n": Quantity(int((~known.astype(bool)).sum()), Unit.COUNT),
        "listed": Quantity(len(known), Unit.COUNT),
        "cost": Quantity(float(tools["yearly_cost"].sum()), Unit.MONEY_PER_YEAR),
    }
    return TableExhibit(
        words=words,
        title=Statement("table.tools.title" if values["n"].value else "table.tools.title_timely", values),
        columns=(
            Head("column.indicator"),
            Head("column.source_tool"),
            Head("column.wait", numeric=True),
            Head("column.decision_cycle", numeric=True),
            Head("column.in_time"),
            Head("column.measure_cost", numeric=True),
        ),
        rows=rows,
        origin=origin,
        note=Statement("table.tools.note", values),
    )


def _row(row: pd.Series, words: Words) -> tuple[str, ...]:
    wait, cycle, cost = (float(row[key]) for key in ("wait_days", "cycle_days", "yearly_cost"))
    timely = "unknown" if pd.isna(row["timely"]) else "yes" if row["timely"] else "no"
    return (
        str(row["label"]),
        str(row["source"]) or words.say("unknown"),
        _ABSENT if math.isnan(wait) else words.figure(wait, Unit.DAYS),
        _ABSENT if math.isnan(cycle) else words.figure(cycle, Unit.DAYS),
        words.say(f"in_time.{timely}"),
        _ABSENT if math.isnan(cost) else words.money(cost),
    )
