"""What customer equity owes to each assumption, in figures."""

from __future__ import annotations

from gtkit.evidence import Quantity, Statement, Unit
from gtkit.present.exhibit import Origin
from gtkit.present.figures.sensitivity import setting_told
from gtkit.present.plates import Head, TableExhibit
from gtkit.valuation import Sensitivity
from gtkit.words import Words


def sensitivity_table(sensitivity: Sensitivity, words: Words, origin: Origin) -> TableExhibit:
    """Each assumption: its low and its high setting, customer equity at each, and how far apart the two are.

    Parameters
    ----------
    sensitivity : Sensitivity
    words : Words
    origin : Origin

    Returns
    -------
    TableExhibit: the widest first.
    """
    said = words.amounts(value for swing in sensitivity.swings for value in (swing.at_low, swing.at_high, swing.spread))
    rows = tuple(
        (
            words.say(f"moved.{swing.assumption.value}"),
            setting_told(swing.assumption, swing.low, words),
            said(swing.at_low),
            setting_told(swing.assumption, swing.high, words),
            said(swing.at_high),
            said(swing.spread),
        )
        for swing in sensitivity.swings
    )
    return TableExhibit(
        words=words,
        title=Statement("table.sensitivity.title", {"base": Quantity(sensitivity.base, Unit.MONEY)}),
        columns=(
            Head("column.assumption"),
            Head("column.low_setting", numeric=True),
            Head("column.equity_there", numeric=True),
            Head("column.high_setting", numeric=True),
            Head("column.equity_there", numeric=True),
            Head("column.spread", numeric=True),
        ),
        rows=rows,
        origin=origin,
        note=Statement("table.sensitivity.note"),
    )
