"""How near customers come to the ideal one, attribute by attribute."""

from __future__ import annotations

import pandas as pd

from gtkit.evidence import Name, Statement
from gtkit.present.exhibit import Origin
from gtkit.present.plates import Head, TableExhibit
from gtkit.scoring.customers.fit import StrategicFit
from gtkit.words import Words

_NONE = "–"


def fit_table(fit: StrategicFit, words: Words, origin: Origin) -> TableExhibit:
    """Each attribute of the ideal profile: weight, customers known, mean nearness, how many stand at the worst value.

    Parameters
    ----------
    fit : StrategicFit
    words : Words
    origin : Origin

    Returns
    -------
    TableExhibit: the heaviest gap first, attributes that nobody knows last.
    """
    gap = (fit.profile["weight"] * (1 - fit.profile["nearness"])).sort_values(ascending=False, kind="stable")
    ordered = fit.profile.loc[gap.index]
    rows = tuple(
        (
            f"{row['label']} ({row['unit']})" if row["unit"] else str(row["label"]),
            words.number(row["weight"], 0 if float(row["weight"]).is_integer() else 1),
            words.count(row["known"]),
            _NONE if pd.isna(row["nearness"]) else words.number(100 * row["nearness"]),
            words.count(row["at_worst"]),
        )
        for _, row in ordered.iterrows()
    )
    return TableExhibit(
        words=words,
        title=Statement("table.fit.title", {"attribute": Name(str(ordered["label"].iloc[0]))}),
        columns=(
            Head("column.attribute"),
            Head("column.weight", numeric=True),
            Head("column.known_customers", numeric=True),
            Head("column.nearness", numeric=True),
            Head("column.at_worst", numeric=True),
        ),
        rows=rows,
        origin=origin,
        note=Statement("table.fit.note"),
    )
