"""Invoices come from the process that the truth describes."""

import math

import numpy as np
import pandas as pd
import pytest

from gtkit.errors import OutOfRange
from gtkit.samples.orders import CHANNELS, PRODUCTS, expected_value, invoice, order_margin
from gtkit.samples.population import AS_OF, FIRST_DAY, Population, populate


@pytest.fixture(scope="module")
def population() -> Population:
    """One base of 260 customers."""
    return populate(260, np.random.default_rng(5))


@pytest.fixture(scope="module")
def lines(population: Population) -> pd.DataFrame:
    """Its invoices and credit notes."""
    return invoice(population, np.random.default_rng(6))


def test_margins_and_rhythm_recover_the_truth() -> None:
    """Margin invoiced over the window is what rate x order margin x time present expects, within 4 standard errors.

    Over 12 bases of customers of one rhythm; developing customers, whose orders grow, are left out.
    """
    ratios = []
    for seed in range(12):
        base = populate(260, np.random.default_rng(seed))
        grown = base.customers[~base.customers["developing"]]
        sales = invoice(base, np.random.default_rng(1000 + seed))
        known = grown[grown["entered"] < 0]  # met in the middle of a gap: the rate holds from the first day
        present = np.minimum(known["left"], (AS_OF - FIRST_DAY).days / 365.25)
        expected = (known["rate"] * order_margin(base).reindex(known.index) * present).sum()
        margin = sales.groupby("customer_id")["margin"].sum().reindex(known.index).sum()
        ratios.append(margin / expected)
    error = np.std(ratios, ddof=1) / math.sqrt(len(ratios))
    assert abs(np.mean(ratios) - 1) < 4 * error
    assert error < 0.02


def test_gaps_are_more_regular_than_chance(population: Population, lines: pd.DataFrame) -> None:
    """The squared coefficient of variation of a customer's gaps is near 1 / shape, far below the 1 of pure chance."""
    invoices = lines[lines["amount"] > 0].drop_duplicates("invoice")
    gaps = invoices.groupby("customer_id")["date"].diff().dt.days.dropna()
    by = invoices.loc[gaps.index, "customer_id"]
    counts = by.value_counts()
    slow = population.customers.index[population.customers["rate"] < 15]  # days, week-ends, blur the quickest
    steady = by.isin(counts.index[counts >= 15]) & by.isin(slow)
    grouped = gaps[steady].groupby(by[steady])
    assert 0.30 < (grouped.var() / grouped.mean() ** 2).mean() < 0.55


def test_nobody_buys_before_coming_nor_after_leaving(population: Population, lines: pd.DataFrame) -> None:
    """First and last invoice of each customer lie inside its stay, give or take the days the firm is closed."""
    invoices = lines[lines["amount"] > 0].groupby("customer_id")["date"].agg(["min", "max"])
    start = np.datetime64(FIRST_DAY)
    entered = population.customers["entered"].clip(lower=0).reindex(invoices.index)
    left = population.customers["left"].reindex(invoices.index)
    first = (invoices["min"] - start).dt.days / 365.25
    last = (invoices["max"] - start).dt.days / 365.25
    assert (first > entered - 1.5 / 365.25).all()
    assert (last < left + 10 / 365.25).all()


def test_each_credit_note_takes_back_part_of_one_invoice(lines: pd.DataFrame) -> None:
    """A credit note names an invoice of the same customer, is dated after it, and takes back no more than it billed."""
    notes, invoices = lines[lines["amount"] < 0], lines[lines["amount"] > 0]
    assert 0.02 < len(notes) / len(lines) < 0.032
    assert (notes["credited_invoice"] != "").all()
    assert (invoices["credited_invoice"] == "").all()
    billed = invoices.groupby("invoice").agg(
        customer=("customer_id", "first"), date=("date", "first"), amount=("amount", "sum")
    )
    against = billed.loc[notes["credited_invoice"]].reset_index(drop=True)
    notes = notes.reset_index(drop=True)
    assert (against["customer"] == notes["customer_id"]).all()
    assert (against["date"] < notes["date"]).all()
    taken = notes.groupby("credited_invoice")["amount"].sum()
    assert (billed.loc[taken.index, "amount"] + taken > -0.005).all()
    assert not set(notes["invoice"]) & set(invoices["invoice"])


def test_every_amount_is_in_cents_and_every_line_in_the_window(lines: pd.DataFrame) -> None:
    """Money is rounded to cents, dates lie between the first day and the last, lists are closed."""
    for column in ("amount", "margin"):
        np.testing.assert_array_equal(lines[column], lines[column].round(2))
    assert lines["date"].between(pd.Timestamp(FIRST_DAY), pd.Timestamp(AS_OF)).all()
    assert set(lines["product"]) == set(PRODUCTS)
    assert set(lines["channel"]) == set(CHANNELS)
    invoices = lines.groupby("invoice")
    assert (invoices["customer_id"].nunique() == 1).all()
    assert (invoices["date"].nunique() == 1).all()


def test_the_value_of_the_process_is_the_closed_form(population: Population) -> None:
    """A developed customer is worth rate x margin x (1 - e^(-(h + d) H)) / (h + d), and nothing once it has left."""
    value = expected_value(population, annual_rate=0.10, horizon_years=5.0)
    customers = population.customers
    fading = customers["hazard"] + math.log(1.10)
    closed = customers["rate"] * order_margin(population) * (1 - np.exp(-5 * fading)) / fading
    grown = ~customers["developing"] & np.isinf(customers["left"])
    np.testing.assert_allclose(value[grown], closed[grown], rtol=1e-6)
    growing = customers["developing"] & np.isinf(customers["left"])
    assert (value[growing] < closed[growing]).all()
    assert (value[np.isfinite(customers["left"])] == 0).all()


def test_an_impossible_rate_is_refused(population: Population) -> None:
    """Money cannot lose all its value in a year."""
    with pytest.raises(OutOfRange):
        expected_value(population, annual_rate=-1.0, horizon_years=5.0)
