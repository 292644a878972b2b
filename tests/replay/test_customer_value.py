"""Épreuve 3: its key figures computed again from the raw files."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy import stats
from scipy.special import betaincinv

from .customers import Customers, drawn_values, gone, service_to_come, spent_last_year
from .raw import Figure, last_year
from .strata import ratio_bounds

DAYS_PER_YEAR = 365.25
TIMES = 16
FITTED = 1e-6  # two searches for one maximum

pytestmark = pytest.mark.xdist_group("published")


@pytest.fixture(scope="module")
def own(figures: dict[str, dict[str, Figure]]) -> dict[str, Figure]:
    """The key figures of the épreuve."""
    return figures["customer_value"]


def test_customer_equity(own: dict[str, Figure]) -> None:
    """Margin rate, times amount of a purchase, times discounted purchases expected, over all customers.

    Its bounds are those of a lognormal total, within four standard errors of a quantile of as many draws.
    """
    figure = own["figure.equity"]
    assert figure.settings["model"] == "mbg_nbd"
    base = Customers.of(figure)
    figure.tells(base.values.sum(), rel=FITTED)
    z = stats.norm.ppf((1 + figure.settings["interval_level"]) / 2)
    tail = stats.norm.sf(z)
    error = np.sqrt(tail * (1 - tail) / figure.settings["draws"]) / stats.norm.pdf(z)
    near = np.log(figure.bounds) - np.log(figure.value) - base.spread * z * np.array([-1, 1])
    assert np.abs(near).max() <= 4 * error * base.spread


def test_margin_of_the_last_year(own: dict[str, Figure]) -> None:
    """Every line of the last twelve months, credit notes taken off."""
    figure = own["figure.yearly_margin"]
    lines = figure.sales()
    figure.tells(lines.loc[last_year(lines["date"], figure.as_of), "margin"].sum())


def test_active_customers(own: dict[str, Figure]) -> None:
    """Customers of the last twelve months with a sale above 0."""
    figure = own["figure.active_customers"]
    lines = figure.sales()
    year = lines[last_year(lines["date"], figure.as_of) & (lines["amount"] > 0)]
    figure.tells(year["customer_id"].nunique())


def test_time_for_customers_who_deserve_it(own: dict[str, Figure]) -> None:
    """Hours of the last twelve months given to those whose net value is positive nine times in ten.

    Values are drawn, and a customer near nothing falls on either side: the share is computed on as many draws as the
    trace tells, sixteen times, and the one published lies within four of their standard deviations.
    """
    figure = own["figure.energy"]
    base, spent = Customers.of(figure), spent_last_year(figure)
    judged, service = _judged(figure, base), service_to_come(figure, base, spent)
    hours = spent["hours"].reindex(judged.index).fillna(0.0)
    draws = int(figure.settings["draws"])
    drawn = drawn_values(base, TIMES * draws)
    found = []
    for first in range(0, len(drawn), draws):
        passed = (drawn.iloc[first : first + draws].quantile(0.1) > service).reindex(judged.index, fill_value=False)
        bounds = ratio_bounds(hours[hours > 0], (judged & passed)[hours > 0], figure.settings["interval_level"])
        found.append((hours[judged & passed].sum() / hours.sum(), *bounds))
    middle, spread = np.mean(found, axis=0), np.std(found, axis=0)
    assert spread.max() < 0.02
    assert (np.abs(np.array([figure.value, *figure.bounds]) - middle) <= 4 * spread).all()
    figure.tells(figure.value)


def test_cost_of_time_that_value_does_not_pay(own: dict[str, Figure]) -> None:
    """Cost of the time of the customers without barrier whose expected value does not pay for it."""
    figure = own["figure.lost_energy"]
    base, spent = Customers.of(figure), spent_last_year(figure)
    net = base.values - service_to_come(figure, base, spent)
    judged = _judged(figure, base)
    judged &= ~judged.index.isin(gone(figure, figure.sales()))
    unpaid = judged & (net.reindex(judged.index) <= 0)
    figure.tells(spent["cost"].reindex(judged.index[unpaid]).sum(), rel=FITTED)


def _judged(figure: Figure, base: Customers) -> pd.Series:
    """Customers that have a value, enough efforts known and no barrier, by customer of any table."""
    customers = figure.table("Clients").set_index("customer_id")
    everyone = pd.Index(sorted({*customers.index, *base.rows.index, *figure.table("Temps")["customer_id"]}))
    barred = customers["barrier"].notna().reindex(everyone, fill_value=False)
    grid = figure.table("Grille des efforts").set_index("effort")
    proven = grid["origin"].isin(["système", "contrat"]) | (grid["coding_alpha"] >= 0.8)
    sense = grid["direction"].map({"plus est mieux": 1, "moins est mieux": -1})
    kept = grid[proven & grid["unit"].notna() & grid["proof"].notna() & (sense * (grid["ideal"] - grid["worst"]) >= 0)]
    facts = figure.table("Efforts").dropna(subset="value")
    facts = facts[facts["effort"].isin(kept.index)].drop_duplicates(["customer_id", "effort"])
    (measured,) = grid.index[grid["measured_by"] == "délais de paiement"]
    assert measured not in set(facts["effort"])
    late = pd.DataFrame({"customer_id": _with_due_invoices(figure, customers["payment_term"]), "effort": measured})
    facts = pd.concat([facts, late], ignore_index=True)
    known = facts["effort"].map(kept["weight"]).groupby(facts["customer_id"]).sum() / kept["weight"].sum()
    enough = known.reindex(everyone, fill_value=0.0) >= figure.settings["completeness_threshold"]
    return ~barred & enough & everyone.isin(base.rows.index)


def _with_due_invoices(figure: Figure, terms: pd.Series) -> list[str]:
    """Customers with an invoice in the ledgers that is paid, or still owed beyond its term."""
    books = figure.books()
    receivable = books[books["CompteNum"].str.startswith("411")]
    sent = receivable[(receivable["JournalCode"] == "VE") & (receivable["Debit"] != "0,00")]
    paid = set(books.loc[books["JournalCode"] == "BQ", "EcritureLib"].str.removeprefix("Virement "))
    term = sent["CompAuxNum"].map(terms.astype(float)).fillna(figure.settings["payment_term_days"])
    due = sent["PieceDate"] + pd.to_timedelta(term, unit="D") < figure.as_of
    return sorted(set(sent.loc[due | sent["PieceRef"].isin(paid), "CompAuxNum"]))


def test_historical_method(own: dict[str, Figure]) -> None:
    """Last year's margin of the customers not lost, discounted over the average life, 1 over the yearly loss."""
    figure = own["figure.historical"]
    lines = figure.sales()
    days = lines.loc[lines["amount"] >= 0, ["customer_id", "date"]].drop_duplicates().sort_values("date")
    gaps = days.groupby("customer_id")["date"].diff().dt.days.groupby(days["customer_id"]).median()
    patience = (3 * gaps.fillna(0)).clip(lower=DAYS_PER_YEAR)
    length = ((figure.as_of - lines["date"].min()).days + 1) / DAYS_PER_YEAR
    began = lost = 0
    for back in range(int(length) - 1):
        opens, closes = (figure.as_of - pd.DateOffset(years=back + late) for late in (1, 0))
        before, after = (_silent(days, patience, end) for end in (opens, closes))
        there = before.index[~before]
        began, lost = began + len(there), lost + int(after[there].sum())
    silent = _silent(days, patience, figure.as_of)
    year = lines[last_year(lines["date"], figure.as_of)].groupby("customer_id")["margin"].sum()
    there = silent.index[~silent].difference(gone(figure, lines))
    margin = year[year.index.isin(there)].sum()
    delta = np.log1p(figure.settings["annual_rate"])
    cap = 3 * length

    def worth(churn: float) -> float:
        return float(margin * -np.expm1(-delta * min(1 / churn, cap)) / delta)

    figure.tells(worth(lost / began))
    tail = (1 - figure.settings["interval_level"]) / 2
    high, low = (betaincinv(lost + 0.5, began - lost + 0.5, part) for part in (1 - tail, tail))
    assert figure.bounds == pytest.approx((worth(high), worth(low)))


def _silent(days: pd.DataFrame, patience: pd.Series, end: pd.Timestamp) -> pd.Series:
    """Whether each customer that bought by a day has been silent on it for longer than its patience."""
    seen = days[days["date"] <= end].groupby("customer_id")["date"].max()
    return (end - seen).dt.days > patience.reindex(seen.index)
