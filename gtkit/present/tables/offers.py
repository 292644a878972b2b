"""What is sold, since when: the age of the offer."""

from __future__ import annotations

import pandas as pd

from gtkit.evidence import Quantity, Statement, Unit
from gtkit.present.exhibit import Origin
from gtkit.present.plates import Head, TableExhibit
from gtkit.words import Words


def offers_table(offers: pd.DataFrame, months: int, words: Words, origin: Origin) -> TableExhibit:
    """Each offer: launch, whether it is new, sales of the last twelve months, their share, customers.

    Parameters
    ----------
    offers : DataFrame by offer
        launched_on, new (bool), sales (currency a year), sales_share, customers; newest first.
    months : int
        During which an offer is new.
    words : Words
    origin : Origin

    Returns
    -------
    TableExhibit: newest first.
    """
    sold = words.amounts(offers["sales"])
    rows = tuple(
        (
            str(name),
            words.short_date(row["launched_on"].date()),
            words.say("offer.new" if row["new"] else "offer.old"),
            sold(row["sales"]),
            words.share(row["sales_share"]),
            words.count(row["customers"]),
        )
        for name, row in offers.iterrows()
    )
    values = {
        "n": Quantity(float(offers["new"].sum()), Unit.COUNT),
        "listed": Quantity(len(offers), Unit.COUNT),
        "months": Quantity(float(months), Unit.COUNT),
        "sales": Quantity(float(offers.loc[offers["new"], "sales"].sum()), Unit.MONEY_PER_YEAR),
    }
    return TableExhibit(
        words=words,
        title=Statement("table.offers.title" if values["n"].value else "table.offers.title_none", values),
        columns=(
            Head("column.offer"),
            Head("column.launched_on"),
            Head("column.age"),
            Head("column.sales", numeric=True),
            Head("column.sales_share", numeric=True),
            Head("column.customers", numeric=True),
        ),
        rows=rows,
        origin=origin,
        note=None,
    )
