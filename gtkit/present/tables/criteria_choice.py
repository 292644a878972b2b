"""The criteria to keep, to mend, to drop, and those to add."""

from __future__ import annotations

import pandas as pd

from gtkit.evidence import Quantity, Statement, Unit
from gtkit.present.exhibit import Origin
from gtkit.present.plates import Head, TableExhibit
from gtkit.words import Words

_ABSENT = "–"


def criteria_choice_table(choice: pd.DataFrame, words: Words, origin: Origin) -> TableExhibit:
    """Each criterion with what to do of it and why.

    Parameters
    ----------
    choice : DataFrame
        label, choice ("keep", "mend", "drop", "add"), reasons (tuple of text), yearly_cost (currency, NaN if unknown).
    words : Words
    origin : Origin

    Returns
    -------
    TableExhibit: in the order given.
    """
    counts = {name: Quantity(int((choice["choice"] == name).sum()), Unit.COUNT) for name in ("drop", "add", "mend")}
    kept = Quantity(int((choice["choice"] == "keep").sum()), Unit.COUNT)
    rows = tuple(
        (
            str(row["label"]),
            words.say(f"criterion_choice.{row['choice']}"),
            words.listing(words.say(f"criterion_reason.{reason}") for reason in row["reasons"]) or _ABSENT,
            _ABSENT if pd.isna(row["yearly_cost"]) else words.money(row["yearly_cost"]),
        )
        for _, row in choice.iterrows()
    )
    return TableExhibit(
        words=words,
        title=Statement("table.criteria_choice.title", {"n": kept, **counts}),
        columns=(
            Head("column.criterion"),
            Head("column.criterion_choice"),
            Head("column.reason"),
            Head("column.measure_cost", numeric=True),
        ),
        rows=rows,
        origin=origin,
        note=Statement("table.criteria_choice.note"),
    )
