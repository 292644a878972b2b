"""Customer equity by each road to it: the model, and the organisation's own past."""

from __future__ import annotations

from gtkit.evidence import Interval, Name, Quantity, Statement, Unit, Value
from gtkit.present.exhibit import Origin
from gtkit.present.labels import years
from gtkit.present.plates import Head, TableExhibit
from gtkit.valuation import CustomerEquity, HistoricalValue
from gtkit.words import Words

_NONE = "–"


def compared_values(equity: CustomerEquity, historical: HistoricalValue, words: Words, origin: Origin) -> TableExhibit:
    """The model's total, what may really come in, and the historical method's total, each with its interval.

    Parameters
    ----------
    equity : CustomerEquity
    historical : HistoricalValue
    words : Words
    origin : Origin

    Returns
    -------
    TableExhibit: three rows.
    """
    said = words.amounts((equity.total, historical.total))

    def row(key: str, total: float, interval: Interval) -> tuple[str, ...]:
        if interval.width == 0:
            return words.say(key), said(total), _NONE, _NONE
        low, high = said(interval.low), said(interval.high)
        return words.say(key), said(total), words.say("range", low=low, high=high), words.share(interval.level)

    values: dict[str, Value] = {
        "total": Quantity(equity.total, Unit.MONEY),
        "historical": Quantity(historical.total, Unit.MONEY),
        "horizon": Name(years(equity.horizon_years, words)),
        "rate": Quantity(equity.annual_rate, Unit.SHARE),
        "churn": Quantity(historical.annual_churn, Unit.SHARE),
        "life": Quantity(historical.average_life_years, Unit.YEARS),
        "lost": Quantity(historical.lost, Unit.COUNT),
        "n": Quantity(historical.at_risk, Unit.COUNT),
    }
    return TableExhibit(
        words=words,
        title=Statement("table.values.title", values),
        columns=(
            Head("column.method"),
            Head("column.total", numeric=True),
            Head("column.range", numeric=True),
            Head("column.level", numeric=True),
        ),
        rows=(
            row("table.values.expected", equity.total, equity.interval),
            row("table.values.predicted", equity.total, equity.prediction),
            row("table.values.historical", historical.total, historical.interval),
        ),
        origin=origin,
        note=Statement("table.values.note_capped" if historical.capped else "table.values.note", values),
    )
