"""What customer equity hangs on: its largest customers, and what would be thought of the others without each."""

from __future__ import annotations

import pandas as pd

from gtkit.evidence import Quantity, Statement, Unit
from gtkit.present.exhibit import Origin
from gtkit.present.figures.rows import told_names
from gtkit.present.parameters import plus
from gtkit.present.plates import Head, TableExhibit
from gtkit.valuation import Dependence
from gtkit.words import Words

_UNKNOWN = "–"


def dependence_table(dependence: Dependence, names: pd.Series, words: Words, origin: Origin) -> TableExhibit:
    """Each of the largest customers: value, share, the equity without it, and what its presence teaches of the others.

    Parameters
    ----------
    dependence : Dependence
        With customers left out in turn.
    names : Series by customer
    words : Words
    origin : Origin

    Returns
    -------
    TableExhibit: the largest first.
    """
    table = dependence.customers
    worth, left = words.amounts(table["ltv"]), words.amounts(table["without"].dropna())

    rows = tuple(
        (
            name,
            worth(row["ltv"]),
            words.share(row["share"]),
            _UNKNOWN if pd.isna(row["without"]) else left(row["without"]),
            _UNKNOWN if pd.isna(row["indirect"]) else plus(row["indirect"], words.money(row["indirect"])),
        )
        for name, (_, row) in zip(told_names(table.index, names), table.iterrows(), strict=True)
    )
    values = {
        "n": Quantity(len(rows), Unit.COUNT),
        "top5": Quantity(dependence.top5_share, Unit.SHARE),
        "half": Quantity(dependence.half, Unit.COUNT),
    }
    return TableExhibit(
        words=words,
        title=Statement("table.dependence.title", values),
        columns=(
            Head("column.customer"),
            Head("column.ltv", numeric=True),
            Head("column.equity_share", numeric=True),
            Head("column.without", numeric=True),
            Head("column.indirect", numeric=True),
        ),
        rows=rows,
        origin=origin,
        note=Statement("table.dependence.note"),
    )
