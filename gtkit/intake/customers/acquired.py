"""Customers said to be new after they bought: the day is told, and the purchases stand."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from gtkit.evidence import Quantity, Unit
from gtkit.intake.faults import Facts, Fault, Severity
from gtkit.intake.tables.check import Check
from gtkit.intake.tables.located import located


def acquired_late(checks: Mapping[str, Check]) -> list[Fault]:
    """Customers whose day of acquisition lies after their first purchase.

    Parameters
    ----------
    checks : mapping of table key -> Check
        With the groups applied.

    Returns
    -------
    list of Fault: one warning acquired_late a file of `customers`, at its first such row, with the count.
    """
    if not {"customers", "transactions"} <= set(checks):
        return []
    sales = pd.concat([part.frame[["customer_id", "date", "amount"]] for part in checks["transactions"].parts])
    first = sales[sales["amount"] >= 0].groupby("customer_id")["date"].min()
    faults = []
    for part in checks["customers"].parts:
        bought = first.reindex(part.frame["customer_id"]).set_axis(part.frame.index)
        late = (part.frame["acquired_on"] > bought).to_numpy().nonzero()[0].tolist()
        if late:
            rows = [part.rows[at] for at in late]
            said = part.frame["acquired_on"].iloc[late[0]].date()
            facts: Facts = {
                "n": Quantity(len(rows), Unit.COUNT),
                "first": bought.iloc[late[0]].date(),
                "value": said,
            }
            told = located(
                "acquired_late",
                checks["customers"].table,
                part,
                rows,
                keys=("acquired_on",),
                value=str(said),
                severity=Severity.WARNING,
                facts=facts,
            )
            faults.append(told)
    return faults
