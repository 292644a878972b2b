"""Twelve people's time over the last twelve months, and what their services cost.

A customer takes time for what it buys: visits for its margin, support for its sales, order desk for its orders. A
score take several times as much: those are planted, and the truth names them.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from gtkit.samples.opening import next_open
from gtkit.samples.population import AS_OF
from gtkit.samples.sample import contracted

_SERVICES = pd.DataFrame(
    {
        "yearly_cost": [318_000.0, 236_000.0, 138_000.0],
        "people": [5, 4, 3],
        "practical_share": [0.82, 0.80, 0.85],
        "booked": [0.77, 0.72, 0.76],  # share of the practical hours spent on named customers
        "exponent": [0.85, 0.90, 1.0],
        "driver": ["margin", "amount", "orders"],
        "kind": ["visits", "support", "logistics"],
    },
    index=pd.Index(["Commerce", "Support technique", "Administration des ventes"], name="service"),
)
_PAID_HOURS = 1607.0
_DRAINS = 20
_DRAIN_HOURS = (170.0, 330.0)  # a year, besides what their purchases take


def cost_services() -> pd.DataFrame:
    """The `service_costs` table."""
    costs = _SERVICES[["yearly_cost", "practical_share", "kind"]].assign(paid_hours=_SERVICES["people"] * _PAID_HOURS)
    return contracted("service_costs", costs.reset_index())


def book_time(transactions: pd.DataFrame, rng: np.random.Generator) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """The `time` table, and the customers planted as drains of energy.

    Parameters
    ----------
    transactions : DataFrame
        The `transactions` table.
    rng : numpy Generator

    Returns
    -------
    (DataFrame with the contract's columns, one row a person, customer and month, in quarters of an hour;
    the drains, in order): drains are drawn among the smaller half of the customers that bought in the year.
    """
    last_year = transactions[transactions["date"] > pd.Timestamp(AS_OF) - pd.DateOffset(years=1)]
    bought = _drivers(last_year)
    margin = bought["margin"]
    small = margin.index[(margin > 0) & (margin.rank(pct=True) < 0.5)]
    drains = tuple(sorted(rng.choice(small.to_numpy(), _DRAINS, replace=False)))
    months = bought["months"].where(~bought.index.isin(drains), 12).clip(lower=2)
    first_person = 1
    parts = []
    for service, row in _SERVICES.iterrows():
        hours = _yearly_hours(row, bought[row["driver"]], drains, rng)
        parts.append(_sheets(str(service), hours, months, first_person, int(row["people"]), rng))
        first_person += int(row["people"])
    sheets = pd.concat(parts).sort_values(["date", "collaborator_id", "customer_id"], kind="stable")
    return contracted("time", sheets), drains


def _drivers(transactions: pd.DataFrame) -> pd.DataFrame:
    """What calls for time, by customer: margin, amount, orders; months in which it bought."""
    invoices = transactions[transactions["credited_invoice"] == ""]
    months = invoices["date"].dt.year * 12 + invoices["date"].dt.month
    sums = transactions.groupby("customer_id")[["margin", "amount"]].sum()
    orders = invoices.groupby("customer_id")["invoice"].nunique().rename("orders")
    return sums.join(orders).join(months.groupby(invoices["customer_id"]).nunique().rename("months")).fillna(0.0)


def _yearly_hours(row: pd.Series, driver: pd.Series, drains: tuple[str, ...], rng: np.random.Generator) -> pd.Series:
    """Hours of one service a customer takes in the year; they add up to the booked part of its practical hours."""
    booked = row["people"] * _PAID_HOURS * row["practical_share"] * row["booked"]
    extra = pd.Series(0.0, index=driver.index)
    extra[list(drains)] = rng.uniform(*_DRAIN_HOURS, len(drains)) * row["people"] / _SERVICES["people"].sum()
    pull = driver.clip(lower=0.0) ** row["exponent"] * np.exp(0.25 * rng.standard_normal(len(driver)))
    hours: pd.Series = extra + pull / pull.sum() * (booked - extra.sum())
    return hours


def _sheets(
    service: str, hours: pd.Series, months: pd.Series, first_person: int, people: int, rng: np.random.Generator
) -> pd.DataFrame:
    """One row a customer and month, booked by the customer's own correspondent six times in seven."""
    n, count = len(hours), months.to_numpy().astype(int)
    row = np.repeat(np.arange(n), count)
    order = np.argsort(rng.random((n, 12)), axis=1)
    month = order[np.arange(12) < count[:, None]]
    weight = rng.uniform(0.4, 1.0, len(row))
    part = hours.to_numpy()[row] * weight / np.bincount(row, weights=weight)[row]
    correspondent = rng.integers(people, size=n)[row]
    person = np.where(rng.random(len(row)) < 6 / 7, correspondent, rng.integers(people, size=len(row)))
    first = (np.datetime64(AS_OF, "M") - month).astype("datetime64[D]")
    dates = next_open(first + rng.integers(0, 26, len(row)).astype("timedelta64[D]"))
    sheets = pd.DataFrame(
        {
            "collaborator_id": [f"P{first_person + p:02d}" for p in person],
            "service": service,
            "customer_id": hours.index.to_numpy()[row],
            "date": dates,
            "hours": (part * 4).round() / 4,
        }
    )
    return sheets[sheets["hours"] > 0]
