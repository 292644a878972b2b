"""What the sales hold, in one sentence: lines, purchase days, credit notes, free deliveries."""

from __future__ import annotations

import pandas as pd

from gtkit.evidence import Statement
from gtkit.evidence.quantities import count


def sales_counted(lines: pd.DataFrame) -> Statement:
    """The counts behind every number that rests on sales.

    Parameters
    ----------
    lines : DataFrame
        Columns customer_id, date, amount, and invoice and credited_invoice where they are told.

    Returns
    -------
    Statement: no amount, so that a lone credit note cannot be read.

    >>> lines = pd.DataFrame({"customer_id": ["a", "a"], "date": ["2025-01-01"] * 2, "amount": [1.0, 0.0],
    ...                       "invoice": "F1", "credited_invoice": ""})
    >>> {name: int(told.value) for name, told in sales_counted(lines).values.items()}
    {'purchases': 2, 'days': 1, 'notes': 0, 'tied': 0, 'free': 1}
    """
    lines = lines.reindex(columns=["customer_id", "date", "amount", "invoice", "credited_invoice"], fill_value="")
    bought, notes = lines[lines["amount"] >= 0], lines[lines["amount"] < 0]
    invoices = bought.loc[bought["customer_id"].isin(notes["customer_id"]), ["customer_id", "invoice"]]
    known = pd.MultiIndex.from_frame(invoices[invoices["invoice"] != ""])
    tied = pd.MultiIndex.from_frame(notes[["customer_id", "credited_invoice"]]).isin(known)
    return Statement(
        "assumption.sales_counted",
        {
            "purchases": count(len(bought)),
            "days": count(len(bought[["customer_id", "date"]].drop_duplicates())),
            "notes": count(len(notes)),
            "tied": count(int(tied.sum())),
            "free": count(int((bought["amount"] == 0).sum())),
        },
    )
