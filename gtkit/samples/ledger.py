"""Who paid when, and what a Swiss franc was worth."""

from __future__ import annotations

import numpy as np
import pandas as pd

from gtkit.samples.opening import next_open
from gtkit.samples.population import AS_OF, FIRST_DAY, Population
from gtkit.samples.sample import contracted

_MONTHS = 18  # of invoices whose payment is told
_VAT = 1.20


def payments(population: Population, transactions: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """The `payments` table: invoices of the last 18 months; the less a customer does for its supplier, the later.

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
    since = pd.Timestamp(AS_OF) - pd.DateOffset(months=_MONTHS)
    sold = transactions[(transactions["date"] > since) & (transactions["credited_invoice"] == "")]
    invoices = sold.groupby("invoice", as_index=False).agg(
        customer_id=("customer_id", "first"), date=("date", "first"), amount=("amount", "sum")
    )
    month_end = invoices["date"] + pd.Timedelta(days=30) + pd.offsets.MonthEnd(0)
    quality = population.customers["quality"].reindex(invoices["customer_id"]).to_numpy()
    late = np.maximum(rng.normal(28 * (1 - quality) - 4, 6), -10).astype(int)
    paid = next_open(month_end.to_numpy().astype("datetime64[D]") + late.astype("timedelta64[D]"))
    frame = invoices.rename(columns={"date": "invoiced_on"}).assign(
        due_on=month_end,
        paid_on=pd.Series(paid).where(paid <= np.datetime64(AS_OF)),
        amount=(invoices["amount"] * _VAT).round(2),
    )
    return contracted("payments", frame)


def currency_rates(rng: np.random.Generator) -> pd.DataFrame:
    """The `currency_rates` table: the Swiss franc in euros, at the end of each month."""
    days = pd.date_range(FIRST_DAY, AS_OF, freq="ME")
    rates = np.round(1.02 + np.cumsum(rng.normal(0.0007, 0.006, len(days))), 4)
    return contracted("currency_rates", pd.DataFrame({"currency": "CHF", "date": days, "rate": rates}))
