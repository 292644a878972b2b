"""The dated rates at which sales in other currencies were converted, and where each stands."""

from __future__ import annotations

from collections.abc import Sequence

from gtkit.contracts import RateUsed
from gtkit.evidence import Quantity, Statement, Unit
from gtkit.present.exhibit import Origin
from gtkit.present.plates import Head, TableExhibit
from gtkit.words import Words

SHOWN = 60
DECIMALS = 6


def rates_table(rates: Sequence[RateUsed], words: Words, origin: Origin) -> TableExhibit:
    """Each rate used: currency, day, rate, lines converted, file and row. No amount: one line would be readable.

    Parameters
    ----------
    rates : sequence of RateUsed
        At least one.
    words : Words
    origin : Origin
        The table of rates.

    Returns
    -------
    TableExhibit: at most 60 rows, in the order given.
    """
    rows = tuple(
        (
            rate.currency,
            words.short_date(rate.day),
            words.number(rate.rate, DECIMALS),
            words.count(rate.lines),
            words.say("table.rates.place", file=rate.sheet or rate.file.rpartition("/")[2], row=str(rate.row)),
        )
        for rate in rates[:SHOWN]
    )
    more = Quantity(len(rates) - len(rows), Unit.COUNT)
    return TableExhibit(
        words=words,
        title=Statement("table.rates.title", {"n": Quantity(sum(rate.lines for rate in rates), Unit.COUNT)}),
        columns=(
            Head("column.rate_currency"),
            Head("column.rate_day"),
            Head("column.rate", numeric=True),
            Head("column.rate_lines", numeric=True),
            Head("column.rate_place"),
        ),
        rows=rows,
        origin=origin,
        note=Statement("table.rates.note_more", {"more": more}) if more.value else Statement("table.rates.note"),
    )
