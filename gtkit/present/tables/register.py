"""The register of decisions: those asked now, and what became of those taken before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd

from gtkit.contracts import TABLES
from gtkit.evidence import Decision, DecisionKind, Statement
from gtkit.evidence.quantities import count
from gtkit.present.exhibit import Origin
from gtkit.present.plates import Head, TableExhibit
from gtkit.words import Words

_NONE = "–"


def register_table(entries: Sequence[tuple[int, Decision]], words: Words, origin: Origin) -> TableExhibit:
    """Every decision asked: what, by whom, by when, with which effect, by which épreuve.

    Parameters
    ----------
    entries : sequence of (int, Decision)
        Number of the épreuve, decision.
    words : Words
    origin : Origin

    Returns
    -------
    TableExhibit: in the order given.
    """
    rows = tuple(
        (
            " ".join(words.say(told) for told in (decision.statement, decision.remark) if told),
            words.say(f"decision.{decision.kind.value}"),
            words.say(decision.owner),
            words.say("decision.horizon", n=count(decision.horizon_months)),
            words.quantity(decision.effect) if decision.effect else _NONE,
            words.count(number),
        )
        for number, decision in entries
    )
    stops = sum(decision.kind is DecisionKind.STOP for _, decision in entries)
    return TableExhibit(
        words=words,
        title=Statement("table.register.title", {"n": count(len(rows)), "stops": count(stops)}),
        columns=(
            Head("column.decision"),
            Head("column.nature"),
            Head("column.owner"),
            Head("column.horizon", numeric=True),
            Head("column.effect", numeric=True),
            Head("column.asked_by", numeric=True),
        ),
        rows=rows,
        origin=origin,
        note=Statement("table.register.note"),
    )


def follow_up_table(earlier: pd.DataFrame, as_of: date, words: Words, origin: Origin) -> TableExhibit:
    """What became of the decisions taken before.

    Parameters
    ----------
    earlier : DataFrame
        The `follow_up` table: label, decided_on, owner, due_on, status, effect.
    as_of : date
        Last day of the data: an open decision due by then is overdue.
    words : Words
    origin : Origin

    Returns
    -------
    TableExhibit: by date of decision.
    """
    choices = {
        c.key: c.french if words.lang == "fr" else c.english for c in TABLES["follow_up"].column("status").choices
    }
    ordered = earlier.sort_values("decided_on", kind="stable")
    due = ordered["due_on"] <= pd.Timestamp(as_of)
    late = due & (ordered["status"] == "open")
    rows = tuple(
        (
            str(row["label"]),
            words.short_date(row["decided_on"].date()),
            str(row["owner"]) or _NONE,
            _NONE if pd.isna(row["due_on"]) else words.short_date(row["due_on"].date()),
            words.say("overdue", status=choices[row["status"]]) if overdue else choices[row["status"]],
            _NONE if pd.isna(row["effect"]) else words.money(row["effect"]),
        )
        for (_, row), overdue in zip(ordered.iterrows(), late, strict=True)
    )
    values = {
        "n": count((ordered["status"] == "open").sum()),
        "due": count(due.sum()),
        "done": count((due & (ordered["status"] == "done")).sum()),
    }
    return TableExhibit(
        words=words,
        title=Statement("table.follow_up.title", values),
        columns=(
            Head("column.earlier_decision"),
            Head("column.decided_on"),
            Head("column.owner"),
            Head("column.due_on"),
            Head("column.status"),
            Head("column.effect_seen", numeric=True),
        ),
        rows=rows,
        origin=origin,
    )
