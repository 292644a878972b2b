"""What developing customers could still bring, in figures: shown beside their present value, never added to it."""

from __future__ import annotations

import pandas as pd

from gtkit.evidence import Quantity, Statement, Unit
from gtkit.present.exhibit import Origin
from gtkit.present.figures.rows import told_names
from gtkit.present.plates import Head, TableExhibit
from gtkit.words import Words

SHOWN = 15


def potential_table(potential: pd.DataFrame, names: pd.Series, words: Words, origin: Origin) -> TableExhibit:
    """Each developing customer: margin today, potential, gap, and the part of it that is probable.

    Parameters
    ----------
    potential : DataFrame by customer
        Columns current, potential, gap, expected_gap (currency a year), share_of_wallet.
    names : Series by customer
    words : Words
    origin : Origin

    Returns
    -------
    TableExhibit: at most 15 rows, the largest probable gap first, those without a probability last.
    """
    shown = potential.sort_values(["expected_gap", "gap"], ascending=False, kind="stable").head(SHOWN)
    unknown = words.say("unknown")
    rows = tuple(
        (
            name,
            words.money(row["current"]),
            words.money(row["potential"]),
            words.share(row["share_of_wallet"]) if pd.notna(row["share_of_wallet"]) else unknown,
            words.money(row["gap"]),
            words.money(row["expected_gap"]) if pd.notna(row["expected_gap"]) else unknown,
        )
        for name, (_, row) in zip(told_names(shown.index, names), shown.iterrows(), strict=True)
    )
    values = {
        "listed": Quantity(len(rows), Unit.COUNT),
        "n": Quantity(len(potential), Unit.COUNT),
        "part": Quantity(_part(shown["gap"].sum(), potential["gap"].sum()), Unit.SHARE),
    }
    return TableExhibit(
        words=words,
        title=Statement("table.potential.title", values),
        columns=(
            Head("column.customer"),
            Head("column.current_margin", numeric=True),
            Head("column.potential_margin", numeric=True),
            Head("column.share_of_wallet", numeric=True),
            Head("column.gap", numeric=True),
            Head("column.expected_gap", numeric=True),
        ),
        rows=rows,
        origin=origin,
    )


def _part(some: float, whole: float) -> float:
    return some / whole if whole > 0 else 1.0
