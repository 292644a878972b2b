"""Opportunities that ask more than the skills at hand, and what to do about each."""

from __future__ import annotations

import pandas as pd

from gtkit.evidence import Statement, Value
from gtkit.evidence.quantities import count
from gtkit.present.exhibit import Origin
from gtkit.present.plates import Head, TableExhibit
from gtkit.present.tables.opportunities import measured
from gtkit.words import Words

_ABSENT = "–"


def skill_gaps_table(gaps: pd.DataFrame, words: Words, origin: Origin) -> TableExhibit:
    """Each opportunity whose skills are not at hand: gap, skill, to train, to buy, to refuse, or to list.

    Parameters
    ----------
    gaps : DataFrame
        Columns label, gap (levels, NaN unknown), skill, unknown (tuple of skills), action ("within" is left out).
    words : Words
    origin : Origin

    Returns
    -------
    TableExhibit: the largest gap first.
    """
    rows = gaps[gaps["action"] != "within"]
    values: dict[str, Value] = {"n": count(len(rows)), "listed": count(len(gaps))}
    return TableExhibit(
        words=words,
        title=Statement("table.skill_gaps.title" if len(rows) else "table.skill_gaps.title_none", values),
        columns=(
            Head("column.opportunity"),
            Head("column.skill"),
            Head("column.gap_levels", numeric=True),
            Head("column.action"),
        ),
        rows=tuple(
            (
                str(row["label"]),
                str(row["skill"]) or words.listing([str(name) for name in row["unknown"]]) or _ABSENT,
                _ABSENT if pd.isna(row["gap"]) else measured(row["gap"], words),
                words.say(f"skill.{row['action']}"),
            )
            for row in rows.to_dict("records")
        ),
        origin=origin,
        note=Statement("table.skill_gaps.note"),
    )
