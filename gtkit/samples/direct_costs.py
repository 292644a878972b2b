"""What the invented firm books on each customer: carriage by quarter, travel, and what it cost to win the newcomers."""

from __future__ import annotations

import numpy as np
import pandas as pd

from gtkit.samples.opening import next_open
from gtkit.samples.population import AS_OF, FIRST_DAY
from gtkit.samples.sample import contracted

_CARRIAGE = (0.008, 0.022)  # of the sales of a quarter
_TRAVELLED = 0.45  # of the customers, at most once a quarter
_TRAVEL = (60.0, 240.0)
_WINNING = (600.0, 4_200.0)  # of a newcomer: trials, audits, samples
_QUARTERS = 4


def book(customers: pd.DataFrame, transactions: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """The `customer_costs` table: the last four quarters, and the newcomers of the whole file.

    Parameters
    ----------
    customers : DataFrame
        The `customers` table.
    transactions : DataFrame
        The `transactions` table.
    rng : numpy Generator

    Returns
    -------
    DataFrame with the contract's columns, to the cent, in the order of dates.
    """
    parts = [_quarter(transactions, back, rng) for back in range(_QUARTERS)]
    came = customers[customers["acquired_on"] >= pd.Timestamp(FIRST_DAY)]
    won = pd.DataFrame(
        {
            "customer_id": came["customer_id"].to_numpy(),
            "date": next_open(came["acquired_on"].to_numpy().astype("datetime64[D]")),
            "kind": "acquisition",
            "amount": rng.uniform(*_WINNING, len(came)),
            "label": "Essais et audit d'entrée",
        }
    )
    booked = pd.concat([*parts, won]).sort_values(["date", "customer_id", "kind"], kind="stable")
    return contracted("customer_costs", booked.assign(amount=booked["amount"].round(2)))


def _quarter(transactions: pd.DataFrame, back: int, rng: np.random.Generator) -> pd.DataFrame:
    """Carriage of a quarter's sales, and travel to some of those who bought, booked at its end."""
    last = pd.Timestamp(AS_OF) - pd.DateOffset(months=3 * back)
    inside = (transactions["date"] > last - pd.DateOffset(months=3)) & (transactions["date"] <= last)
    sales = transactions[inside].groupby("customer_id")["amount"].sum()
    sales = sales[sales > 0]
    visited = sales.index[rng.random(len(sales)) < _TRAVELLED]
    carriage = pd.DataFrame(
        {
            "customer_id": sales.index,
            "kind": "logistics",
            "amount": sales.to_numpy() * rng.uniform(*_CARRIAGE, len(sales)),
        }
    )
    travel = pd.DataFrame({"customer_id": visited, "kind": "visits", "amount": rng.uniform(*_TRAVEL, len(visited))})
    return pd.concat([carriage.assign(label="Transport"), travel.assign(label="Déplacements")]).assign(date=last)
