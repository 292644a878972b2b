"""What each customer is worth, before and after the time that it takes, and what it may bring."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from scipy.linalg import block_diag

from . import histories, purchases
from .purchases import Array, Fit
from .raw import Figure, last_year

STEP = 1e-4  # in logs, for slopes


@dataclass(frozen=True)
class Customers:
    """Everyone who ever bought, with the two models fitted on them.

    `rates` are margin rates, 0 of who is on record as gone and bought nothing since; `orders` the order days of the
    last twelve months, `horizon` and `delta` in weeks.
    """

    rows: pd.DataFrame
    buying: Fit
    spending: Fit
    rates: pd.Series
    orders: pd.Series
    horizon: float
    delta: float

    @classmethod
    def of(cls, figure: Figure) -> Customers:
        """From the sales that a trace names, and its settings."""
        lines, settings = figure.sales(), figure.settings
        rows = histories.histories(lines, figure.as_of)
        return cls(
            rows=rows,
            buying=purchases.fit_purchases(rows),
            spending=purchases.fit_spend(rows),
            rates=histories.margin_rates(lines)[rows.index].where(~rows.index.isin(gone(figure, lines)), 0.0),
            orders=histories.orders(lines[last_year(lines["date"], figure.as_of)]).reindex(rows.index),
            horizon=histories.weeks(settings["horizon_years"]),
            delta=histories.discount_per_week(settings["annual_rate"]),
        )

    @cached_property
    def discounted(self) -> pd.Series:
        """Discounted purchases expected of each over the horizon."""
        return self._bought(self.buying.params, self.delta)

    @cached_property
    def plain(self) -> pd.Series:
        """The same without discount."""
        return self._bought(self.buying.params, 0.0)

    @property
    def values(self) -> pd.Series:
        """Lifetime value of each."""
        return self.rates * purchases.expected_spend(self.spending.params, self.rows) * self.discounted

    @property
    def spread(self) -> float:
        """Standard error of the logarithm of their sum, from the curvature of both likelihoods."""
        logs = np.concatenate([self.buying.logs, self.spending.logs])
        moves = STEP * np.eye(len(logs))
        slopes = np.array([self._log_total(logs + move) - self._log_total(logs - move) for move in moves]) / (2 * STEP)
        return float(np.sqrt(slopes @ block_diag(self.buying.covariance, self.spending.covariance) @ slopes))

    def _log_total(self, logs: Array) -> float:
        buying, spending = np.split(np.exp(logs), [len(self.buying.logs)])
        amounts = self.rates * purchases.expected_spend(spending, self.rows)
        return float(np.log((amounts * self._bought(buying, self.delta)).sum()))

    def _bought(self, params: Array, delta: float) -> pd.Series:
        expected = purchases.expected_purchases(params, self.rows, horizon=self.horizon, delta=delta)
        return pd.Series(purchases.alive(params, self.rows) * expected, self.rows.index)


def gone(figure: Figure, lines: pd.DataFrame) -> list[str]:
    """Customers whose departure is told, and who bought nothing after it."""
    left = figure.table("Fidélité").set_index("customer_id")["left_on"].dropna()
    left = left[left <= figure.as_of]
    latest = lines[lines["amount"] > 0].groupby("customer_id")["date"].max().reindex(left.index)
    return [str(customer) for customer in left.index[~(latest > left)]]


def spent_last_year(figure: Figure) -> pd.DataFrame:
    """Hours and cost of the time that each customer took over the last twelve months."""
    time, services = figure.table("Temps"), figure.table("Coût des services").set_index("service")
    time = time[last_year(time["date"], figure.as_of)]
    rate = services["yearly_cost"] / (services["paid_hours"] * services["practical_share"])
    return time.assign(cost=time["hours"] * time["service"].map(rate)).groupby("customer_id")[["hours", "cost"]].sum()


def service_to_come(figure: Figure, base: Customers, spent: pd.DataFrame) -> pd.Series:
    """What serving each will cost: as much an order as last year, one year of it for who did not order, 0 for who left.

    Time, costs booked on the customer, and the sales of the year lent for the days beyond terms.
    """
    lines, booked = figure.sales(), figure.table("Coûts par client")
    booked = booked[last_year(booked["date"], figure.as_of) & (booked["kind"] != "acquisition")]
    year = lines[last_year(lines["date"], figure.as_of)]
    lent = year.groupby("customer_id")["amount"].sum().clip(lower=0) * late_days(figure).clip(lower=0)
    parts = (spent["cost"], booked.groupby("customer_id")["amount"].sum(), lent * figure.settings["annual_rate"] / 365)
    cost = sum(part.reindex(base.rows.index).fillna(0.0) for part in parts)
    return (cost * (base.discounted / base.orders).fillna(1.0)).where(base.rates != 0, 0.0)


def late_days(figure: Figure) -> pd.Series:
    """Days beyond the term, by customer: mean over invoices paid, or open beyond it, weighted by amount with VAT."""
    books, terms = figure.books(), figure.table("Clients").set_index("customer_id")["payment_term"].astype(float)
    sent = books[books["CompteNum"].str.startswith("411") & (books["JournalCode"] == "VE") & (books["Debit"] != "0,00")]
    bank = books[(books["JournalCode"] == "BQ") & books["CompteNum"].str.startswith("411")]
    paid = bank.assign(piece=bank["EcritureLib"].str.removeprefix("Virement ")).groupby("piece")["PieceDate"].max()
    on = sent["PieceRef"].map(paid)
    term = sent["CompAuxNum"].map(terms).fillna(figure.settings["payment_term_days"])
    late = (on.fillna(figure.as_of) - sent["PieceDate"]).dt.days - term
    counts = on.notna() | (late > 0)
    weight = sent["Debit"].str.replace(",", ".").astype(float)[counts]
    who = sent["CompAuxNum"][counts]
    return (late[counts] * weight).groupby(who).sum() / weight.groupby(who).sum()


def drawn_values(base: Customers, draws: int) -> pd.DataFrame:
    """What each customer may bring, draws x customers.

    Parameters are drawn normal in logs, then whether the customer is there, its rate, its leaving and its amounts.
    """
    rng = np.random.default_rng(7)
    params, (p, q, v) = _drawn(base.buying, draws, rng), _drawn(base.spending, draws, rng)
    r, alpha, a, b = params
    worth, found = base.rates * base.discounted / base.plain, {}
    for customer, row in base.rows.iterrows():
        there = rng.random(draws) < purchases.alive(params, row.to_frame().T)
        events = rng.poisson(rng.gamma(r + row["x"], 1 / (alpha + row["T"])) * base.horizon)
        bought = there * np.minimum(events, rng.geometric(rng.beta(a, b + row["x"] + 1)))
        scale = (v + row["n"] * row["z"]) / rng.gamma(q + p * row["n"])
        found[customer] = rng.gamma(p * bought) * scale * worth[customer]
    return pd.DataFrame(found)


def _drawn(fit: Fit, draws: int, rng: np.random.Generator) -> Array:
    return np.asarray(np.exp(rng.multivariate_normal(fit.logs, fit.covariance, draws)).T)
