"""Loyalty against satisfaction: loyalists, hostages, mercenaries, defectors."""

from __future__ import annotations

from gtkit.evidence import Quantity, Statement, Unit
from gtkit.present.exhibit import Origin
from gtkit.present.plates import Head, TableExhibit
from gtkit.scoring.customers.satisfaction import QUADRANTS, Quadrants
from gtkit.words import Words


def quadrants_table(quadrants: Quadrants, words: Words, origin: Origin) -> TableExhibit:
    """Each quadrant: what it means, how many customers, their share.

    Parameters
    ----------
    quadrants : Quadrants
    words : Words
    origin : Origin

    Returns
    -------
    TableExhibit: four rows, those who stayed first.
    """
    counts = quadrants.counts
    total = float(counts.sum())
    rows = tuple(
        (
            words.say(f"quadrant.{name}"),
            words.say(f"quadrant.{name}.meaning"),
            words.count(counts[name]),
            words.share(counts[name] / total),
        )
        for name in QUADRANTS
    )
    happy_left, unhappy_left = float(counts["mercenary"]), float(counts["defector"])
    happy, unhappy = happy_left + float(counts["loyalist"]), unhappy_left + float(counts["hostage"])
    values = {
        "n": Quantity(total, Unit.COUNT),
        "happy": Quantity(happy_left / happy if happy else 0.0, Unit.SHARE),
        "unhappy": Quantity(unhappy_left / unhappy if unhappy else 0.0, Unit.SHARE),
        "cut": Quantity(quadrants.cut, Unit.COUNT),
    }
    return TableExhibit(
        words=words,
        title=Statement("table.quadrants.title" if happy and unhappy else "table.quadrants.title_one", values),
        columns=(
            Head("column.quadrant"),
            Head("column.meaning"),
            Head("column.customers", numeric=True),
            Head("column.share_of_customers", numeric=True),
        ),
        rows=rows,
        origin=origin,
        note=Statement("table.quadrants.note", values),
    )
