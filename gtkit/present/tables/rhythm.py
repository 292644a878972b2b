"""Customers silent for far longer than their own rhythm, the most valuable first."""

from __future__ import annotations

import pandas as pd

from gtkit.evidence import Quantity, Statement, Unit, Value
from gtkit.evidence.quantities import count, money, share
from gtkit.present.exhibit import Origin
from gtkit.present.figures.rows import told_names
from gtkit.present.labels import rows_told
from gtkit.present.plates import Head, TableExhibit
from gtkit.words import Words

SHOWN = 20


def rhythm_table(rhythms: pd.DataFrame, names: pd.Series, words: Words, origin: Origin) -> TableExhibit:
    """Each overdue customer: last order, own rhythm, silence, chance of no order in a year, value at stake.

    Parameters
    ----------
    rhythms : DataFrame by customer
        last_on, gap_days, silent_days, times, overdue (bool), no_order (probability), ltv (currency).
    names : Series by customer
    words : Words
    origin : Origin

    Returns
    -------
    TableExhibit: at most 20 rows, the most valuable first.
    """
    overdue = rhythms[rhythms["overdue"]].sort_values("ltv", ascending=False, kind="stable")
    shown = overdue.head(SHOWN)
    rows = tuple(
        (
            name,
            words.date(row["last_on"].date()),
            _gap(row, words),
            words.quantity(Quantity(row["silent_days"], Unit.DAYS)),
            words.say("times", x=words.number(row["times"], 1)),
            words.share(row["no_order"]),
            words.money(row["ltv"]),
        )
        for name, (_, row) in zip(told_names(shown.index, names), shown.iterrows(), strict=True)
    )
    values: dict[str, Value] = {
        "n": count(len(overdue)),
        "rows": rows_told(len(shown), len(overdue)),
        "customers": count(rhythms["gap_days"].notna().sum()),
        "value": money(overdue["ltv"].sum()),
        "part": share(overdue["ltv"].sum() / rhythms["ltv"].sum() if rhythms["ltv"].sum() > 0 else 0.0),
    }
    return TableExhibit(
        words=words,
        title=Statement("table.rhythm.title" if rows else "table.rhythm.title_none", values),
        columns=(
            Head("column.customer"),
            Head("column.last_order", numeric=True),
            Head("column.own_gap", numeric=True),
            Head("column.silence", numeric=True),
            Head("column.silent_times", numeric=True),
            Head("column.no_order", numeric=True),
            Head("column.ltv", numeric=True),
        ),
        rows=rows,
        origin=origin,
        note=Statement("table.rhythm.note", values),
    )


def silence_of(row: pd.Series, words: Words) -> str:
    """A silence beside the customer's own rhythm, in one cell; the silence alone where it bought once."""
    silent = words.quantity(Quantity(row["silent_days"], Unit.DAYS))
    if pd.isna(row["gap_days"]):
        return words.say("rhythm.once", silent=silent)
    return words.say("rhythm.against", silent=silent, gap=_gap(row, words))


def _gap(row: pd.Series, words: Words) -> str:
    """A rhythm to the half day: the median of an even number of gaps may be one, and the multiple is made from it."""
    days = float(row["gap_days"])
    if days.is_integer():
        return words.quantity(Quantity(days, Unit.DAYS))
    return words.say("rhythm.days", x=words.number(days, 1))
