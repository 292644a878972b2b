"""Who paid when, and what a Swiss franc was worth."""

from __future__ import annotations

import numpy as np
import pandas as pd

from gtkit.samples.efforts import UNACCEPTABLE_DAYS
from gtkit.samples.opening import next_open
from gtkit.samples.population import AS_OF, FIRST_DAY, Population
from gtkit.samples.roster import PAYMENT_TERMS, UNTOLD_TERM
from gtkit.samples.sample import contracted

_SPREAD = 6  # days around a customer's own lateness
_VAT = 1.20


def payments(population: Population, transactions: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """The `payments` table: the less a customer does for its supplier, the later it pays beyond the agreed term.

    Lateness lies around that which the customer's quality gives on the scale of the effort of payment: none at the best
    quality, the unacceptable value at the worst.

    Parameters
    ----------
    population : Population
    transactions : DataFrame
        The `transactions` table.
    rng : numpy Generator

    Returns
    -------
    DataFrame with the contract's columns, in order of invoice; blank where not yet paid.
    """
    sold = transactions[transactions["credited_invoice"] == ""]
    invoices = sold.groupby("invoice", as_index=False).agg(
        customer_id=("customer_id", "first"), date=("date", "first"), amount=("amount", "sum")
    )
    hidden = population.customers.loc[invoices["customer_id"]]
    terms = hidden["segment"].map(PAYMENT_TERMS).fillna(UNTOLD_TERM).to_numpy()
    due_on = invoices["date"] + pd.to_timedelta(terms, unit="D")
    expected = UNACCEPTABLE_DAYS * (1 - hidden["quality"].to_numpy())
    late = np.maximum(rng.normal(expected, _SPREAD), -10).astype(int)
    paid = next_open(due_on.to_numpy().astype("datetime64[D]") + late.astype("timedelta64[D]"))
    frame = invoices.rename(columns={"date": "invoiced_on"}).assign(
        due_on=due_on,
        paid_on=pd.Series(paid).where(paid <= np.datetime64(AS_OF)),
        amount=(invoices["amount"] * _VAT).round(2),
    )
    return contracted("payments", frame)


def currency_rates(rng: np.random.Generator) -> pd.DataFrame:
    """The `currency_rates` table: the Swiss franc in euros, at the end of each month."""
    days = pd.date_range(FIRST_DAY, AS_OF, freq="ME")
    rates = np.round(1.02 + np.cumsum(rng.normal(0.0007, 0.006, len(days))), 4)
    return contracted("currency_rates", pd.DataFrame({"currency": "CHF", "date": days, "rate": rates}))
