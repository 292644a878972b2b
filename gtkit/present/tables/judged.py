"""Who takes time without fully deserving it: the list behind the verdict, customer by customer, with the reason."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from gtkit.evidence import Level, Quantity, Statement, Unit
from gtkit.present.exhibit import Origin
from gtkit.present.figures.rows import told_names
from gtkit.present.labels import rows_told
from gtkit.present.plates import Head, TableExhibit
from gtkit.words import Words

SHOWN = 60
_ABSENT = "–"


def judged_table(customers: pd.DataFrame, names: pd.Series, words: Words, origin: Origin) -> TableExhibit:
    """Each customer that took time and is not a plain yes: answer, time, its cost, margin, net value, reason.

    Parameters
    ----------
    customers : DataFrame by customer
        Columns level, hours and cost (a year), yearly_margin, net (currency), completeness (share), barrier (text),
        departed (bool).
    names : Series by customer
    words : Words
    origin : Origin

    Returns
    -------
    TableExhibit: at most 60 rows, no first, then the costliest.
    """
    taken = customers[(customers["hours"] > 0) & (customers["level"] != Level.PASSED.value)]
    ordered = taken.assign(rank=taken["level"] != Level.FAILED.value).sort_values(
        ["rank", "cost"], ascending=[True, False], kind="stable"
    )
    shown = ordered.head(SHOWN)
    rows = tuple(
        (
            name,
            words.say(f"level.{row['level']}"),
            words.quantity(Quantity(row["hours"], Unit.HOURS)),
            words.money(row["cost"]),
            _money(row["yearly_margin"], words),
            _money(row["net"], words),
            _reason(row.to_dict(), words),
        )
        for name, (_, row) in zip(told_names(shown.index, names), shown.iterrows(), strict=True)
    )
    return TableExhibit(
        words=words,
        title=Statement("table.judged.title", {"n": Quantity(len(taken), Unit.COUNT)}),
        columns=(
            Head("column.customer"),
            Head("column.answer"),
            Head("column.hours", numeric=True),
            Head("column.cost", numeric=True),
            Head("column.yearly_margin", numeric=True),
            Head("column.net_value", numeric=True),
            Head("column.reason"),
        ),
        rows=rows,
        origin=origin,
        note=Statement("table.judged.note", {"rows": rows_told(len(shown), len(taken))}),
    )


def _money(value: float, words: Words) -> str:
    return _ABSENT if np.isnan(value) else words.money(value)


def _reason(row: Mapping[Hashable, Any], words: Words) -> str:
    """Why the answer is not a plain yes."""
    if row["departed"]:
        return words.say("judged.departed")
    if row["barrier"]:
        return words.say("judged.barrier", barrier=str(row["barrier"]))
    if row["level"] == Level.UNDETERMINED.value:
        value, known = float(row["net"]), float(row["completeness"])
        if np.isnan(value) or np.isnan(known):
            return words.say("judged.no_value")
        return words.say("judged.unknown", completeness=Quantity(known, Unit.SHARE))
    return words.say("judged.negative" if row["level"] == Level.FAILED.value else "judged.uncertain")
