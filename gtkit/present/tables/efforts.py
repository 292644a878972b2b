"""The effort grid: which efforts are measurable and beyond dispute, and why the others are not."""

from __future__ import annotations

import pandas as pd

from gtkit.evidence import Quantity, Statement, Unit
from gtkit.present.exhibit import Origin
from gtkit.present.plates import Head, TableExhibit
from gtkit.words import Words


def effort_grid(grid: pd.DataFrame, words: Words, origin: Origin) -> TableExhibit:
    """Each effort of the catalogue, kept or set aside, with the reason.

    Parameters
    ----------
    grid : DataFrame by effort
        Columns label, unit, weight, kept, reasons, as ``efforts.gate`` gives them.
    words : Words
    origin : Origin

    Returns
    -------
    TableExhibit: kept efforts first, heaviest first.
    """
    ordered = grid.sort_values(["kept", "weight"], ascending=False, kind="stable")
    rows = tuple(
        (
            str(row["label"]),
            str(row["unit"]) or "–",
            words.number(row["weight"], 0 if float(row["weight"]).is_integer() else 1),
            words.say("gate.kept" if row["kept"] else "gate.rejected"),
            words.listing(words.say(f"gate.{reason}") for reason in row["reasons"]) or "–",
        )
        for _, row in ordered.iterrows()
    )
    values = {
        "n": Quantity(float(grid["kept"].sum()), Unit.COUNT),
        "listed": Quantity(len(grid), Unit.COUNT),
    }
    return TableExhibit(
        words=words,
        title=Statement("table.effort_grid.title", values),
        columns=(
            Head("column.effort"),
            Head("column.unit"),
            Head("column.weight", numeric=True),
            Head("column.gate"),
            Head("column.gate_reason"),
        ),
        rows=rows,
        origin=origin,
        note=Statement("table.effort_grid.note"),
    )
