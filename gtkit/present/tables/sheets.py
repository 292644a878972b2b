"""The definition sheet of each indicator: what is written, what is blank."""

from __future__ import annotations

import pandas as pd

from gtkit.evidence import Quantity, Statement, Unit
from gtkit.present.exhibit import Origin
from gtkit.present.figures.rows import told_names
from gtkit.present.plates import Head, TableExhibit
from gtkit.words import Words

_ABSENT = "–"


def sheets_table(sheets: pd.DataFrame, labels: pd.Series, words: Words, origin: Origin) -> TableExhibit:
    """Each indicator with how many fields of its sheet are filled, and which are blank.

    Parameters
    ----------
    sheets : DataFrame of bool, indicators x fields
    labels : Series by indicator
    words : Words
    origin : Origin

    Returns
    -------
    TableExhibit: the emptiest sheet first.
    """
    ordered = sheets.loc[sheets.sum(axis=1).sort_values(kind="stable").index]
    rows = tuple(
        (
            name,
            words.say("indicators.out_of", x=words.count(int(row.sum())), y=words.count(len(row))),
            words.listing(words.say(f"sheet.{field}") for field in row.index[~row]) or _ABSENT,
        )
        for name, (_, row) in zip(told_names(ordered.index, labels), ordered.iterrows(), strict=True)
    )
    values = {
        "n": Quantity(float(sheets.all(axis=1).sum()), Unit.COUNT),
        "listed": Quantity(len(sheets), Unit.COUNT),
        "fields": Quantity(sheets.shape[1], Unit.COUNT),
    }
    return TableExhibit(
        words=words,
        title=Statement("table.sheets.title", values),
        columns=(Head("column.indicator"), Head("column.fields_filled", numeric=True), Head("column.fields_blank")),
        rows=rows,
        origin=origin,
    )
