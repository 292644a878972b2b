"""The specific plans, in figures."""

from __future__ import annotations

import math

import pandas as pd

from gtkit.evidence import Level, Quantity, Statement, Unit
from gtkit.present.exhibit import Origin
from gtkit.present.figures.rows import told_names
from gtkit.present.plates import Head, TableExhibit
from gtkit.scoring.customers.plan import PlanWorth
from gtkit.words import Words

SHOWN = 30
_ABSENT = "–"


def plans_table(plans: PlanWorth, names: pd.Series, words: Words, origin: Origin) -> TableExhibit:
    """Each plan: decision, expected gain, the gain that nine chances in ten exceed, the uplift that pays for it.

    Parameters
    ----------
    plans : PlanWorth
    names : Series by customer
    words : Words
    origin : Origin

    Returns
    -------
    TableExhibit: at most 30 rows, best expected gain first.
    """
    shown = plans.customers.sort_values("mean", ascending=False, kind="stable").head(SHOWN)
    rows = tuple(
        (
            name,
            words.say(f"level.{row['level']}"),
            *(_ABSENT if pd.isna(row[gain]) else words.money(row[gain]) for gain in ("mean", "q10")),
            _uplift(row["break_even"], words),
        )
        for name, (_, row) in zip(told_names(shown.index, names), shown.iterrows(), strict=True)
    )
    levels = plans.customers["level"]
    values = {
        "n": Quantity(float((levels == Level.FAILED).sum()), Unit.COUNT),
        "launched": Quantity(float((levels == Level.PASSED).sum()), Unit.COUNT),
        "listed": Quantity(len(levels), Unit.COUNT),
    }
    return TableExhibit(
        words=words,
        title=Statement("table.plans.title", values),
        columns=(
            Head("column.customer"),
            Head("column.plan"),
            Head("column.mean_gain", numeric=True),
            Head("column.q10_gain", numeric=True),
            Head("column.break_even", numeric=True),
        ),
        rows=rows,
        origin=origin,
        note=Statement("table.plans.note"),
    )


def _uplift(break_even: float, words: Words) -> str:
    if math.isnan(break_even):
        return _ABSENT
    return words.say("never") if math.isinf(break_even) else words.share(break_even)
