"""Payments and currency rates of the invented firm."""

from __future__ import annotations

import numpy as np

from gtkit.samples import industrial_supplier
from gtkit.samples.ledger import currency_rates


def test_an_invoice_is_due_and_paid_after_it_was_sent() -> None:
    """Each payment is of a known customer and invoice; nothing is paid after the last day of the data."""
    sample = industrial_supplier()
    paid, sales = sample.tables["payments"], sample.tables["transactions"]
    assert set(paid["invoice"]) <= set(sales["invoice"])
    sent = paid["invoice"].map(sales.groupby("invoice")["date"].min())
    assert (paid["due_on"] >= sent).all()
    known = paid["paid_on"].notna()
    assert (paid.loc[known, "paid_on"] >= sent[known]).all()
    assert paid["paid_on"].max().date() <= sample.as_of


def test_rates_are_positive_and_dated_once() -> None:
    """One rate a currency and date."""
    rates = currency_rates(np.random.default_rng(1))
    assert (rates["rate"] > 0).all()
    assert not rates.duplicated(["currency", "date"]).any()
