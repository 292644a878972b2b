"""Payments and currency rates of the invented firm."""

from __future__ import annotations

import numpy as np

from gtkit.samples import industrial_supplier
from gtkit.samples.efforts import UNACCEPTABLE_DAYS
from gtkit.samples.ledger import currency_rates
from gtkit.samples.population import populate


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


def test_who_does_less_for_its_supplier_pays_later() -> None:
    """Lateness beyond the agreed term falls from 45 days to none as hidden quality rises; terms are the roster's."""
    people = np.random.default_rng(20_260_630).spawn(11)[0]
    hidden = populate(260, people).customers
    sample = industrial_supplier()
    paid = sample.tables["payments"].dropna(subset="paid_on")
    late = (paid["paid_on"] - paid["due_on"]).dt.days.groupby(paid["customer_id"]).agg(["mean", "size"])
    late = late.loc[late["size"] >= 5, "mean"]
    expected = UNACCEPTABLE_DAYS * (1 - hidden["quality"].reindex(late.index))
    assert len(late) > 150
    assert late.corr(expected) > 0.95
    assert abs((late - expected).mean()) < 1.5  # a day that is closed moves the payment to the next one
    terms = (paid["due_on"] - paid["invoiced_on"]).dt.days.groupby(paid["customer_id"]).agg(["min", "max"])
    told = sample.tables["customers"].set_index("customer_id")["payment_term"].fillna(60).reindex(terms.index)
    assert (terms["min"] == told).all()
    assert (terms["max"] == told).all()


def test_rates_are_positive_and_dated_once() -> None:
    """One rate a currency and date."""
    rates = currency_rates(np.random.default_rng(1))
    assert (rates["rate"] > 0).all()
    assert not rates.duplicated(["currency", "date"]).any()
