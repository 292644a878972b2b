"""The categories of customers: their cut points, and what each holds."""

from __future__ import annotations

import pandas as pd

from gtkit.evidence import Name, Quantity, Statement, Unit, Value
from gtkit.present.exhibit import Origin
from gtkit.present.plates import Head, TableExhibit
from gtkit.words import Words

_ABSENT = "–"


def tiers_table(tiers: pd.DataFrame, words: Words, origin: Origin) -> TableExhibit:
    """Each tier: its cut points, customers, value, its share, median value, margin and time of the year.

    Parameters
    ----------
    tiers : DataFrame by tier
        label, minimum_value and minimum_effort (NaN = none asked), customers, value, value_share, median,
        yearly_margin (currency), hours (a year).
    words : Words
    origin : Origin

    Returns
    -------
    TableExhibit: in the order of the cut points.
    """
    worth, earned = words.amounts(tiers["value"]), words.amounts(tiers["yearly_margin"])
    rows = tuple(
        (
            words.say("table.tiers.named", tier=str(tier), label=str(row["label"])),
            words.money(row["minimum_value"]),
            _ABSENT if pd.isna(row["minimum_effort"]) else words.number(row["minimum_effort"]),
            words.count(row["customers"]),
            worth(row["value"]),
            _ABSENT if pd.isna(row["value_share"]) else words.share(row["value_share"]),
            _ABSENT if pd.isna(row["median"]) else words.money(row["median"]),
            earned(row["yearly_margin"]),
            words.quantity(Quantity(row["hours"], Unit.HOURS)),
        )
        for tier, row in tiers.iterrows()
    )
    first = tiers.sort_values("value", ascending=False, kind="stable").iloc[0]
    values: dict[str, Value] = {
        "n": Quantity(float(first["customers"]), Unit.COUNT),
        "label": Name(str(first["label"])),
        "value": Quantity(float(first["value"]), Unit.MONEY),
        "total": Quantity(float(tiers["value"].sum()), Unit.MONEY),
    }
    return TableExhibit(
        words=words,
        title=Statement("table.tiers.title", values),
        columns=(
            Head("column.tier"),
            Head("column.minimum_value", numeric=True),
            Head("column.minimum_effort", numeric=True),
            Head("column.customers", numeric=True),
            Head("column.tier_value", numeric=True),
            Head("column.share_of_value", numeric=True),
            Head("column.median_value", numeric=True),
            Head("column.yearly_margin", numeric=True),
            Head("column.hours", numeric=True),
        ),
        rows=rows,
        origin=origin,
        note=Statement("table.tiers.note"),
    )
