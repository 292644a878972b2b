"""The customers that drain energy, in figures."""

from __future__ import annotations

import numpy as np
import pandas as pd

from gtkit.evidence import Quantity, Statement, Unit
from gtkit.present.exhibit import Origin
from gtkit.present.figures.rows import told_names
from gtkit.present.plates import Head, TableExhibit
from gtkit.scoring.customers.energy import EnergyReturn
from gtkit.words import Words

SHOWN = 20
_ABSENT = "–"


def drains_table(spent: EnergyReturn, names: pd.Series, words: Words, origin: Origin) -> TableExhibit:
    """Customers whose share of energy is far above their share of value: hours, cost, both shares, their ratio.

    Parameters
    ----------
    spent : EnergyReturn
    names : Series by customer
    words : Words
    origin : Origin

    Returns
    -------
    TableExhibit: at most 20 rows, the costliest first.
    """
    drains = spent.customers[spent.customers["vacuum"]].sort_values("cost", ascending=False, kind="stable")
    shown = drains.head(SHOWN)
    rows = tuple(
        (
            name,
            words.figure(row["hours"], Unit.HOURS),
            words.money(row["cost"]),
            words.share(row["energy_share"]),
            _ABSENT if pd.isna(row["value_share"]) else words.share(row["value_share"]),
            words.say("times", x=words.number(row["pull"], 1)) if np.isfinite(row["pull"]) else words.say("no_value"),
        )
        for name, (_, row) in zip(told_names(shown.index, names), shown.iterrows(), strict=True)
    )
    values = {
        "n": Quantity(len(drains), Unit.COUNT),
        "shown": Quantity(len(shown), Unit.COUNT),
        "hours": Quantity(float(drains["hours"].sum()), Unit.HOURS),
        "cost": Quantity(float(drains["cost"].sum()), Unit.MONEY_PER_YEAR),
        "unused": Quantity(spent.unused_hours, Unit.HOURS),
        "unused_cost": Quantity(spent.unused_cost, Unit.MONEY_PER_YEAR),
    }
    return TableExhibit(
        words=words,
        title=Statement("table.drains.title", values),
        columns=(
            Head("column.customer"),
            Head("column.hours", numeric=True),
            Head("column.cost", numeric=True),
            Head("column.energy_share", numeric=True),
            Head("column.value_share", numeric=True),
            Head("column.pull", numeric=True),
        ),
        rows=rows,
        origin=origin,
        note=Statement("table.drains.note", values),
    )
