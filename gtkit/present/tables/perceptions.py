"""What collaborators perceive, item by item."""

from __future__ import annotations

import pandas as pd

from gtkit.evidence import Name, Statement, Value
from gtkit.evidence.quantities import count, share
from gtkit.present.exhibit import Origin
from gtkit.present.plates import Head, TableExhibit
from gtkit.words import Words


def perceptions_table(perceived: pd.DataFrame, words: Words, origin: Origin) -> TableExhibit:
    """Each item: who marked it, the share of the two best marks, and the range of that of everybody.

    Parameters
    ----------
    perceived : DataFrame by item, best first
        Columns label, asked, share, low, high.
    words : Words
    origin : Origin

    Returns
    -------
    TableExhibit
    """
    rows = tuple(
        (
            str(row["label"]),
            words.count(row["asked"]),
            words.share(row["share"]),
            words.say("range", low=words.share(row["low"]), high=words.share(row["high"])),
        )
        for _, row in perceived.iterrows()
    )
    worst = perceived.iloc[-1]
    values: dict[str, Value] = {
        "n": count(len(rows)),
        "worst": Name(str(worst["label"])),
        "least": share(worst["share"]),
    }
    return TableExhibit(
        words=words,
        title=Statement("table.perceptions.title", values),
        columns=(
            Head("column.item"),
            Head("column.answers", numeric=True),
            Head("column.agree", numeric=True),
            Head("column.range", numeric=True),
        ),
        rows=rows,
        origin=origin,
        note=Statement("table.perceptions.note", values),
    )
