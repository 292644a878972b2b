"""Customer equity by segment or by tier, each part with bounds of its own."""

from __future__ import annotations

from gtkit.evidence import Quantity, Statement, Unit
from gtkit.present.exhibit import Origin
from gtkit.present.plates import Head, TableExhibit
from gtkit.valuation import CustomerEquity
from gtkit.words import Words


def parts_table(equity: CustomerEquity, division: str, words: Words, origin: Origin) -> TableExhibit:
    """Each part of a division: customers, value, share, interval of what is expected, range of what may come in.

    Parameters
    ----------
    equity : CustomerEquity
    division : str
        ``"segment"`` or ``"tier"``.
    words : Words
    origin : Origin

    Returns
    -------
    TableExhibit: the most valuable first, then a line for all customers.
    """
    own = equity.parts.index.get_level_values("division") == division
    parts = equity.parts[own].droplevel("division").sort_values("value", ascending=False, kind="stable")
    said = words.amounts([*parts["value"], equity.total])

    def spread(low: float, high: float) -> str:
        return words.say("range", low=said(low), high=said(high))

    rows = tuple(
        (
            str(name) or words.say("part.none"),
            words.count(row["customers"]),
            said(row["value"]),
            words.share(row["share"]),
            spread(row["low"], row["high"]),
            spread(row["predicted_low"], row["predicted_high"]),
        )
        for name, row in parts.iterrows()
    )
    whole = (
        words.say("part.all"),
        words.count(len(equity.customers)),
        said(equity.total),
        words.share(1.0),
        spread(equity.interval.low, equity.interval.high),
        spread(equity.prediction.low, equity.prediction.high),
    )
    values = {
        "n": Quantity(len(rows), Unit.COUNT),
        "total": Quantity(equity.total, Unit.MONEY),
        "level": Quantity(equity.interval.level, Unit.SHARE),
    }
    return TableExhibit(
        words=words,
        title=Statement(f"table.parts.title.{division}", values),
        columns=(
            Head(f"column.{division}"),
            Head("column.customers", numeric=True),
            Head("column.equity", numeric=True),
            Head("column.equity_share", numeric=True),
            Head("column.expected_range", numeric=True),
            Head("column.predicted_range", numeric=True),
        ),
        rows=(*rows, whole),
        origin=origin,
        note=Statement("table.parts.note", values),
    )
