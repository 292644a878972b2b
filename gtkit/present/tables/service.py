"""Who is served beyond what it brings, and who short of what it was promised."""

from __future__ import annotations

import pandas as pd

from gtkit.evidence import Quantity, Statement, Unit
from gtkit.present.exhibit import Origin
from gtkit.present.figures.rows import told_names
from gtkit.present.plates import Head, TableExhibit
from gtkit.words import Words

SHOWN = 25
_ABSENT = "–"


def over_served_table(customers: pd.DataFrame, names: pd.Series, words: Words, origin: Origin) -> TableExhibit:
    """Each customer highly served at a loss: its time, that of its tier's grid, its cost, margin and net margin.

    Parameters
    ----------
    customers : DataFrame by customer
        tier, hours, grid_hours (NaN where unknown), cost, yearly_margin, net (a year), loss, kept; largest loss first.
    names : Series by customer
    words : Words
    origin : Origin

    Returns
    -------
    TableExhibit: at most 25 rows.
    """
    values = {
        "n": Quantity(len(customers), Unit.COUNT),
        "hours": Quantity(float(customers["hours"].sum()), Unit.HOURS),
        "lost": Quantity(float(customers["loss"].sum()), Unit.MONEY_PER_YEAR),
        "shown": Quantity(min(len(customers), SHOWN), Unit.COUNT),
    }
    return _table("over_served", "grid_hours", customers.head(SHOWN), names, values, words, origin)


def under_served_table(customers: pd.DataFrame, names: pd.Series, words: Words, origin: Origin) -> TableExhibit:
    """Each of the best customers served short of the promise: its time, the time promised, its margin.

    Parameters
    ----------
    customers : DataFrame by customer
        tier, hours, promised_hours, cost, yearly_margin, net (a year); best net margin first.
    names : Series by customer
    words : Words
    origin : Origin

    Returns
    -------
    TableExhibit: at most 25 rows.
    """
    values = {
        "n": Quantity(len(customers), Unit.COUNT),
        "hours": Quantity(float((customers["promised_hours"] - customers["hours"]).sum()), Unit.HOURS),
        "margin": Quantity(float(customers["yearly_margin"].sum()), Unit.MONEY_PER_YEAR),
        "shown": Quantity(min(len(customers), SHOWN), Unit.COUNT),
    }
    return _table("under_served", "promised_hours", customers.head(SHOWN), names, values, words, origin)


def _table(
    subject: str,
    due: str,
    shown: pd.DataFrame,
    names: pd.Series,
    values: dict[str, Quantity],
    words: Words,
    origin: Origin,
) -> TableExhibit:
    rows = tuple(
        (
            name,
            str(row["tier"]) or _ABSENT,
            words.quantity(Quantity(row["hours"], Unit.HOURS)),
            _ABSENT if pd.isna(row[due]) else words.quantity(Quantity(row[due], Unit.HOURS)),
            words.money(row["cost"]),
            words.money(row["yearly_margin"]),
            words.money(row["net"]),
        )
        for name, (_, row) in zip(told_names(shown.index, names), shown.iterrows(), strict=True)
    )
    return TableExhibit(
        words=words,
        title=Statement(f"table.{subject}.title" if rows else f"table.{subject}.title_none", values),
        columns=(
            Head("column.customer"),
            Head("column.tier"),
            Head("column.hours", numeric=True),
            Head(f"column.{due}", numeric=True),
            Head("column.cost", numeric=True),
            Head("column.yearly_margin", numeric=True),
            Head("column.net_margin", numeric=True),
        ),
        rows=rows,
        origin=origin,
        note=Statement(f"table.{subject}.note", values),
    )
