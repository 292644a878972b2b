"""The customers of highest lifetime value, in figures."""

from __future__ import annotations

import pandas as pd

from gtkit.evidence import Name, Quantity, Statement, Unit, Value
from gtkit.present.breakdown import SHOWN, anchor
from gtkit.present.exhibit import Origin
from gtkit.present.figures.rows import told_names
from gtkit.present.labels import years
from gtkit.present.plates import Head, TableExhibit
from gtkit.present.tables.rhythm import silence_of
from gtkit.valuation import CustomerEquity
from gtkit.valuation.flags import codes
from gtkit.words import Words

_ABSENT = "–"


def ranked_table(
    equity: CustomerEquity, rhythms: pd.DataFrame, names: pd.Series, words: Words, origin: Origin
) -> TableExhibit:
    """The first customers by lifetime value: still active?, silence, purchases to come, amount of one, value, range.

    Parameters
    ----------
    equity : CustomerEquity
    rhythms : DataFrame by customer
        gap_days (own rhythm; NaN for one who bought once) and silent_days, of each customer of the equity.
    names : Series by customer
    words : Words
    origin : Origin

    Returns
    -------
    TableExhibit: at most 20 rows, best first, each leading to its breakdown.
    """
    ranked = equity.customers.sort_values("ltv", ascending=False, kind="stable").head(SHOWN)
    assumed = "assumed_churn" in codes(equity.flags)  # then who is still active is no finding
    spent, worth = words.amounts(ranked["spend"]), words.amounts(ranked["ltv"])
    rows = tuple(
        (
            name,
            _ABSENT if assumed or pd.isna(row["p_alive"]) else words.share(row["p_alive"]),
            silence_of(own, words),
            words.number(row["purchases"], 1),
            spent(row["spend"]),
            worth(row["ltv"]),
            words.say("range", low=worth(row["predicted_low"]), high=worth(row["predicted_high"])),
        )
        for name, (_, row), (_, own) in zip(
            told_names(ranked.index, names), ranked.iterrows(), rhythms.reindex(ranked.index).iterrows(), strict=True
        )
    )
    values: dict[str, Value] = {
        "n": Quantity(len(ranked), Unit.COUNT),
        "customers": Quantity(len(equity.customers), Unit.COUNT),
        "sum": Quantity(float(ranked["ltv"].sum()), Unit.MONEY),
        "total": Quantity(equity.total, Unit.MONEY),
        "horizon": Name(years(equity.horizon_years, words)),
        "rate": Quantity(equity.annual_rate, Unit.SHARE),
        "level": Quantity(equity.prediction.level, Unit.SHARE),
    }
    return TableExhibit(
        words=words,
        title=Statement("table.ranked.title", values),
        columns=(
            Head("column.customer"),
            Head("column.p_alive", numeric=True),
            Head("column.silence_rhythm", numeric=True),
            Head("column.purchases", numeric=True),
            Head("column.spend", numeric=True),
            Head("column.ltv", numeric=True),
            Head("column.range", numeric=True),
        ),
        rows=rows,
        origin=origin,
        note=Statement("table.ranked.note", values),
        links=tuple(anchor(rank) for rank in range(1, len(rows) + 1)),
    )
