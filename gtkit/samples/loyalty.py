"""Who stayed, how satisfied they said they were, and what they use of the choice offered."""

from __future__ import annotations

import numpy as np
import pandas as pd

from gtkit.periods import DAYS_PER_YEAR
from gtkit.samples.opening import next_open, open_day
from gtkit.samples.planted import Planted
from gtkit.samples.population import AS_OF, FIRST_DAY, YEARS, Population
from gtkit.samples.sample import contracted

TIERS = ("A", "B", "C")

_UNNOTICED = np.timedelta64(120, "D")  # a departure this recent, the firm has not seen yet
_CHURNING_SHARE = {True: 0.60, False: 0.16}  # of those who left, and of those who stayed
_UNTIERED = 0.03  # of customers whose tier at entry nobody wrote down
_CONTRACTED = 0.90  # of customers who have to decide on a renewal
_WAVES = ("2023-10-09", "2025-03-10")
_ANSWERING = 0.86
_MARKS = (0.02, 0.03, 0.04, 0.06, 0.13, 0.22, 0.27, 0.15, 0.08)  # of would-recommend marks 2 to 10
_SERVICES = ("Dépannage 24 h", "Contrat d'entretien", "Formation", "Stock déporté", "Analyse d'huile")


def follow(population: Population, acquired_on: pd.Series, planted: Planted, rng: np.random.Generator) -> pd.DataFrame:
    """The `retention` table: entry, departure where the firm has noticed it, tier at entry, last renewal decision.

    The tier at entry is the firm's guess of the day; `planted.churning` is the one held by most of those who left.

    Parameters
    ----------
    population : Population
    acquired_on : Series by customer
        Day of entry, as the `customers` table has it.
    planted : Planted
    rng : numpy Generator

    Returns
    -------
    DataFrame with the contract's columns, one row a customer.
    """
    hidden = population.customers
    n = len(hidden)
    left_on = _left_on(population)
    gone = np.isfinite(hidden["left"].to_numpy())
    noticed = gone & (left_on <= np.datetime64(AS_OF) - _UNNOTICED)
    others = [tier for tier in TIERS if tier != planted.churning]
    churning = rng.random(n) < np.where(gone, _CHURNING_SHARE[True], _CHURNING_SHARE[False])
    tier = np.where(churning, planted.churning, rng.choice(others, n))
    tier = np.where(rng.random(n) < _UNTIERED, "", tier)
    entered = acquired_on.reindex(hidden.index).to_numpy().astype("datetime64[D]")
    decided = np.where(
        noticed,
        left_on - rng.integers(5, 45, n).astype("timedelta64[D]"),
        np.datetime64(AS_OF) - rng.integers(10, 300, n).astype("timedelta64[D]"),
    )
    decided = next_open(np.maximum(decided.astype("datetime64[D]"), np.datetime64(FIRST_DAY)))
    decides = (rng.random(n) < _CONTRACTED) & (decided > entered)
    frame = pd.DataFrame(
        {
            "customer_id": hidden.index,
            "tier": tier,
            "tier_given_on": pd.Series(entered).where(tier != ""),
            "entered_on": entered,
            "left_on": pd.Series(np.maximum(left_on, entered)).where(noticed),
            "decided_on": pd.Series(decided).where(decides),
            "renewed": decides & ~noticed,
        }
    )
    return contracted("retention", frame)


def ask(population: Population, planted: Planted, rng: np.random.Generator) -> pd.DataFrame:
    """The `satisfaction` table: two waves among the customers of the day, of whom six in seven answer.

    Marks have nothing to do with leaving, unless `planted.satisfaction_counts`: those about to leave then give three
    marks less.

    Parameters
    ----------
    population : Population
    planted : Planted
    rng : numpy Generator

    Returns
    -------
    DataFrame with the contract's columns, sorted by date and customer.
    """
    hidden, left_on = population.customers, _left_on(population)
    gone = np.isfinite(hidden["left"].to_numpy())
    first_day = np.datetime64(FIRST_DAY) + (hidden["entered"].to_numpy() * DAYS_PER_YEAR).astype("timedelta64[D]")
    waves = []
    for wave in _WAVES:
        day = np.datetime64(wave)
        marks = _deal_marks(gone, rng)
        if planted.satisfaction_counts:
            marks = np.clip(marks - 3 * gone, 0, 10)
        stars = np.clip(np.round(marks / 2 + rng.normal(0, 0.4, len(hidden))), 1, 5)
        skipped = rng.random(len(hidden)) < 0.07
        answered = (rng.random(len(hidden)) < _ANSWERING) & (first_day < day) & (~gone | (left_on > day))
        days = next_open(day + rng.integers(0, 12, len(hidden)).astype("timedelta64[D]"))
        frame = pd.DataFrame(
            {
                "customer_id": hidden.index,
                "date": days,
                "recommends": marks.astype(float),
                "mark": np.where(skipped, np.nan, stars),
            }
        )
        waves.append(frame[answered].sort_values(["date", "customer_id"], kind="stable"))
    return contracted("satisfaction", pd.concat(waves))


def use(transactions: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """The `usages` table: channels and products as invoiced in 2024 and 2025, and the services that each took.

    Parameters
    ----------
    transactions : DataFrame
        The `transactions` table.
    rng : numpy Generator

    Returns
    -------
    DataFrame with the contract's columns.
    """
    sales = transactions[transactions["amount"] > 0].assign(year=transactions["date"].dt.year)
    sales = sales[sales["year"].isin((2024, 2025))]
    parts = [
        sales[["customer_id", "year", column]].drop_duplicates().set_axis(["customer_id", "year", "option"], axis=1)
        for column in ("channel", "product")
    ]
    who = sales[["customer_id", "year"]].drop_duplicates().sort_values(["customer_id", "year"], ignore_index=True)
    taken = rng.random((len(who), len(_SERVICES))) < (0.34, 0.28, 0.14, 0.10, 0.18)
    row, column = np.nonzero(taken)
    services = who.iloc[row].assign(option=np.array(_SERVICES)[column])
    usages = pd.concat(
        part.assign(dimension=name)
        for part, name in zip((*parts, services), ("channel", "product", "service"), strict=True)
    )
    return contracted("usages", usages.sort_values(["customer_id", "year", "dimension", "option"], kind="stable"))


def _deal_marks(gone: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """A mark for each customer, spread alike among those who left and those who stayed."""
    marks = np.empty(len(gone))
    for group in (gone, ~gone):
        size = int(group.sum())
        ranks = (rng.permutation(size) + rng.random(size)) / size
        marks[group] = 2 + np.searchsorted(np.cumsum(_MARKS)[:-1], ranks)
    return marks


def _left_on(population: Population) -> np.ndarray:
    """Day of each departure; the end of the data for those still there."""
    left = population.customers["left"].to_numpy()
    return open_day(np.where(np.isfinite(left), left, YEARS))
