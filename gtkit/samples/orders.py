"""Invoices and credit notes of a population, and what the process that makes them is worth.

Each customer re-orders at its own rhythm: the gaps between orders are gamma of shape 2 or 3, so more regular than
chance, and the customers known before FIRST_DAY are met in the middle of a gap. An order holds one to three lines
of product families that the segment favours. Now and then a line is credited, in whole or in part, some weeks later.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
import pandas as pd

from gtkit.periods import Period
from gtkit.samples.names import SEGMENTS
from gtkit.samples.opening import next_open, open_day
from gtkit.samples.population import AS_OF, YEARS, Population
from gtkit.samples.sample import contracted

PRODUCTS: Mapping[str, float] = MappingProxyType(  # list margin, as a share of sales
    {
        "Pompes et moteurs": 0.24,
        "Vérins": 0.30,
        "Flexibles et raccords": 0.39,
        "Filtration": 0.35,
        "Joints et étanchéité": 0.44,
        "Dépannage et entretien": 0.48,
    }
)
CHANNELS = ("Commercial", "Web", "Téléphone")
CREDIT_CHANCE = 0.026  # of a line

_MIX = np.array(  # segments x products
    [
        [0.14, 0.10, 0.22, 0.20, 0.22, 0.12],
        [0.24, 0.22, 0.26, 0.12, 0.08, 0.08],
        [0.20, 0.22, 0.30, 0.16, 0.08, 0.04],
        [0.18, 0.20, 0.20, 0.12, 0.20, 0.10],
        [0.30, 0.10, 0.14, 0.14, 0.10, 0.22],
    ]
)
_CHANNEL_SHARES = {"A": (0.58, 0.22, 0.20), "B": (0.38, 0.34, 0.28), "C": (0.16, 0.46, 0.38)}
_FULL_CREDIT = 0.4  # of credited lines; the others are credited for a uniform share of 10 to 90 %
_CREDITED = CREDIT_CHANCE * (_FULL_CREDIT + (1 - _FULL_CREDIT) * 0.5)  # expected share of sales
_ORDER_SHAPE = 4.0  # gamma shape of an order's size around the customer's mean
_LINES = (0.52, 0.30, 0.18)


def order_margin(population: Population) -> pd.Series:
    """Expected margin of a fully developed order of each customer, credit notes taken off, currency."""
    customers = population.customers
    rates = pd.Series(_MIX @ np.array(list(PRODUCTS.values())), index=list(SEGMENTS))
    margin = customers["size"] * customers["segment"].map(rates) * customers["price"] * (1 - _CREDITED)
    return margin.rename("order_margin")


def expected_value(population: Population, *, annual_rate: float, horizon_years: float) -> pd.Series:
    """What each customer alive on AS_OF is expected to bring, seen from the process and not from its invoices.

    The long-run rate of orders x the expected margin of one x the chance of still being there x the discount, over
    the horizon, by the trapezoid rule day by day.

    Parameters
    ----------
    population : Population
    annual_rate : float
        Yearly discount rate as a share.
    horizon_years : float
        Years after AS_OF.

    Returns
    -------
    Series by customer, currency; 0 for a customer who has left.

    Raises OutOfRange when `annual_rate` is -1 or less.
    """
    customers = population.customers
    ahead = np.linspace(0.0, horizon_years, int(horizon_years * 365) + 1)
    size = population.ramp(np.arange(len(customers))[:, None], YEARS + ahead)
    fading = customers["hazard"].to_numpy() + Period.YEAR.discount_rate(annual_rate)
    years = np.trapezoid(size * np.exp(-np.outer(fading, ahead)), ahead, axis=1)
    alive = np.isinf(customers["left"].to_numpy())
    value: pd.Series = order_margin(population) * customers["rate"] * years * alive
    return value.rename("value")


def invoice(population: Population, rng: np.random.Generator) -> pd.DataFrame:
    """The `transactions` table from FIRST_DAY to AS_OF: one row a line, credit notes as negative lines.

    Parameters
    ----------
    population : Population
    rng : numpy Generator

    Returns
    -------
    DataFrame with the contract's columns, sorted by date and document number.
    """
    customer, years = _order_times(population, rng)
    lines = _lines(population, customer, years, rng)
    lines = pd.concat([lines, _credit_notes(lines, rng)], ignore_index=True)
    return contracted("transactions", lines.sort_values(["date", "invoice"], kind="stable"))


def _order_times(population: Population, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Row of the customer and years since FIRST_DAY of each order, in order of time."""
    customers = population.customers
    n, rate, shape = len(customers), customers["rate"].to_numpy(), customers["gap_shape"].to_numpy()
    enough = int(rate.max() * YEARS * 1.5) + 30
    gaps = rng.gamma(shape[:, None], (1 / (shape * rate))[:, None], (n, enough))
    in_course = rng.gamma(shape + 1, 1 / (shape * rate)) * rng.random(n)  # what is left of a gap met at random
    entered = customers["entered"].to_numpy()
    gaps[:, 0] = np.where(entered < 0, in_course, entered)
    times = gaps.cumsum(axis=1)
    row, column = np.nonzero(times < np.minimum(customers["left"].to_numpy(), YEARS)[:, None])
    years = times[row, column]
    by_time = np.argsort(years, kind="stable")
    return row[by_time], years[by_time]


def _lines(population: Population, customer: np.ndarray, years: np.ndarray, rng: np.random.Generator) -> pd.DataFrame:
    """Invoice lines of the orders, without credit notes."""
    customers, orders = population.customers, len(customer)
    size = customers["size"].to_numpy()[customer] * population.ramp(customer, years)
    size = size * rng.gamma(_ORDER_SHAPE, 1 / _ORDER_SHAPE, orders)
    count = 1 + rng.choice(len(_LINES), orders, p=_LINES)
    order = np.repeat(np.arange(orders), count)
    weight = rng.uniform(0.3, 1.0, len(order))
    amount = size[order] * weight / np.bincount(order, weights=weight)[order]
    of = customer[order]
    segment = customers["segment"].map({s: i for i, s in enumerate(SEGMENTS)}).to_numpy()[of]
    product = _pick(_MIX[segment], rng)
    shares = np.array([_CHANNEL_SHARES[t] for t in customers["tier"]])
    list_margin = np.array(list(PRODUCTS.values()))[product]
    rate = list_margin * customers["price"].to_numpy()[of] * rng.uniform(0.9, 1.1, len(order))
    dates = open_day(years)
    return pd.DataFrame(
        {
            "customer_id": customers.index.to_numpy()[of],
            "date": dates[order],
            "amount": amount.round(2),
            "margin": (amount * rate).round(2),
            "invoice": _numbers("F", dates)[order],
            "credited_invoice": "",
            "channel": np.array(CHANNELS)[_pick(shares[customer], rng)][order],
            "product": np.array(list(PRODUCTS))[product],
        }
    )


def _credit_notes(lines: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Negative lines that take back a share of a line, 3 to 45 days after it; none is dated after AS_OF."""
    credited = lines[rng.random(len(lines)) < CREDIT_CHANCE].copy()
    whole = rng.random(len(credited)) < _FULL_CREDIT
    share = np.where(whole, 1.0, rng.uniform(0.1, 0.9, len(credited)))
    later = rng.integers(3, 46, len(credited)).astype("timedelta64[D]")
    dates = next_open(credited["date"].to_numpy().astype("datetime64[D]") + later)
    credited = credited.assign(
        date=dates,
        amount=(-share * credited["amount"]).round(2),
        margin=(-share * credited["margin"]).round(2),
        credited_invoice=credited["invoice"],
    )
    credited = credited[dates <= np.datetime64(AS_OF)].sort_values("date", kind="stable")
    return credited.assign(invoice=_numbers("A", credited["date"].to_numpy()))


def _numbers(letter: str, dates: np.ndarray) -> np.ndarray:
    """Document numbers of documents in order of date: letter, year and month, rank in the month."""
    months = pd.Series(pd.DatetimeIndex(dates).strftime("%y%m"))
    ranks = (months.groupby(months).cumcount() + 1).astype("str").str.zfill(4)
    return (letter + months + "-" + ranks).to_numpy()


def _pick(shares: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """One column a row, drawn with the row's own shares; shape (rows,)."""
    passed = rng.random(len(shares))[:, None] > shares.cumsum(axis=1)[:, :-1]
    return np.asarray(passed.sum(axis=1))
