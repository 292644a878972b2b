"""Customers that buy less than the best quarter of their peers: on a line of its own, added to nothing."""

from __future__ import annotations

import pandas as pd

from gtkit.evidence import Statement, Value
from gtkit.evidence.quantities import count, per_year
from gtkit.present.exhibit import Origin
from gtkit.present.figures.rows import told_names
from gtkit.present.plates import Head, TableExhibit
from gtkit.words import Words

SHOWN = 15


def peers_table(peers: pd.DataFrame, names: pd.Series, words: Words, origin: Origin) -> TableExhibit:
    """Each customer of whom no potential is told and that falls short of its peers: sales, mark, gap, margin of it.

    Parameters
    ----------
    peers : DataFrame by customer
        segment, sales, potential, gap, margin_gap (currency a year), peers (number), by_size (bool).
    names : Series by customer
    words : Words
    origin : Origin

    Returns
    -------
    TableExhibit: at most 15 rows, the largest gap in margin first.
    """
    short = peers[peers["gap"] > 0].sort_values("margin_gap", ascending=False, kind="stable")
    shown = short.head(SHOWN)
    rows = tuple(
        (
            name,
            str(row["segment"]),
            words.say("peers.by_size" if row["by_size"] else "peers.plain", n=count(row["peers"])),
            words.money(row["sales"]),
            words.money(row["potential"]),
            words.money(row["gap"]),
            words.money(row["margin_gap"]),
        )
        for name, (_, row) in zip(told_names(shown.index, names), shown.iterrows(), strict=True)
    )
    values: dict[str, Value] = {
        "n": count(len(short)),
        "shown": count(len(shown)),
        "judged": count(peers["potential"].notna().sum()),
        "unknown": count(peers["potential"].isna().sum()),
        "gap": per_year(short["gap"].sum()),
        "margin": per_year(short["margin_gap"].sum()),
    }
    return TableExhibit(
        words=words,
        title=Statement("table.peers.title" if rows else "table.peers.title_none", values),
        columns=(
            Head("column.customer"),
            Head("column.segment"),
            Head("column.peers", numeric=True),
            Head("column.yearly_sales", numeric=True),
            Head("column.peer_mark", numeric=True),
            Head("column.peer_gap", numeric=True),
            Head("column.margin_gap", numeric=True),
        ),
        rows=rows,
        origin=origin,
        note=Statement("table.peers.note", values),
    )
