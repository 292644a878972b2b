"""Answers 3.1 to 3.5: what customers are worth, past, potential and expected."""

from __future__ import annotations

import pandas as pd

from gtkit.epreuves.customer_base import CustomerBase
from gtkit.epreuves.customer_value.results import Results
from gtkit.evidence import Answer, Level, Quantity, Statement, Term, Unit, Value
from gtkit.evidence.quantities import count, money, share
from gtkit.scoring.customers.concentration import gini
from gtkit.scoring.survey.agreement import kendall_tau
from gtkit.valuation import HistoricalValue
from gtkit.valuation.flags import codes

TOP_SHARE = 0.20  # the share of customers whose part of the margin is told
MINIMUM_PAIRS = 10  # customers with both marks, before two rankings are compared


def answers(results: Results) -> tuple[Answer, ...]:
    """Answers 3.1 to 3.5."""
    return (
        different_values(results),
        long_ranking(results),
        past_and_potential(results),
        lifetime_value(results),
        customer_equity(results),
    )


def different_values(results: Results) -> Answer:
    """3.1: customers differ in sales, potential and concerns; are the three rankings known?"""
    if results.base is None:
        return results.no_value("3.1")
    margin = results.base.last_year[results.base.last_year > 0]
    if margin.empty:
        return results.basis.unknown("3.1", "reason.no_recent_margin", "transactions.margin")
    top = margin.sort_values(ascending=False).head(max(1, round(TOP_SHARE * len(margin))))
    values: dict[str, Value] = {
        "n": count(len(margin)),
        "top": share(TOP_SHARE),
        "part": share(top.sum() / margin.sum()),
        "gini": Quantity(gini(margin), Unit.COEFFICIENT),
    }
    level = Level.PASSED
    for name, column in (("potential", "potential"), ("concern", "concern_level")):
        marks = results.customers.get(column, pd.Series(dtype=float)).dropna()
        both = marks.index.intersection(margin.index)
        if len(both) < MINIMUM_PAIRS or marks[both].nunique() < 2 or margin[both].nunique() < 2:
            level = Level.CONDITIONAL
            continue
        tau, _ = kendall_tau(margin[both].to_numpy(), marks[both].to_numpy())
        values[name] = Quantity(tau, Unit.COEFFICIENT)
    return results.basis.known(
        "3.1",
        level,
        n=len(margin),
        tables=("transactions", "customers", "time", "service_costs"),
        values=values,
    )


def long_ranking(results: Results) -> Answer:
    """3.2: is each customer ranked over a long period, and does the ranking hold?"""
    if results.base is None:
        return results.no_value("3.2")
    if results.stability is None:
        return results.basis.unknown("3.2", "reason.short_history", "transactions.date")
    ranks = results.stability
    holds = ranks.p_value < 0.05
    return results.basis.known(
        "3.2",
        Level.PASSED if holds else Level.CONDITIONAL,
        n=len(ranks.ranks),
        tables=("transactions",),
        values={
            "n": count(len(ranks.ranks)),
            "years": count(ranks.ranks.shape[1]),
            "concordance": Quantity(ranks.concordance, Unit.COEFFICIENT),
            "stable": share(ranks.stable_share),
        },
    )


def past_and_potential(results: Results) -> Answer:
    """3.3: past value, and beside it the potential of developing customers; the two are never added."""
    if results.base is None:
        return results.no_value("3.3")
    developing = results.customers[(results.customers["phase"] == "developing") & ~results.customers["departed"]]
    if results.potential is None:
        return results.basis.unknown("3.3", "reason.no_potential", "customers.phase", "customers.potential")
    gap = results.potential
    complete = len(gap) == len(developing) and bool(gap["expected_gap"].notna().all())
    return results.basis.known(
        "3.3",
        Level.PASSED if complete else Level.CONDITIONAL,
        n=len(gap),
        tables=("transactions", "customers"),
        values={
            "n": count(len(gap)),
            "developing": count(len(developing)),
            "current": Quantity(float(gap["current"].sum()), Unit.MONEY_PER_YEAR),
            "gap": Quantity(float(gap["gap"].clip(lower=0).sum()), Unit.MONEY_PER_YEAR),
            "expected": Quantity(float(gap["expected_gap"].clip(lower=0).sum()), Unit.MONEY_PER_YEAR),
        },
    )


def lifetime_value(results: Results) -> Answer:
    """3.4: what each customer will still bring over its life."""
    base = results.base
    if base is None or base.equity is None:
        return results.no_value("3.4")
    ltv = base.equity.customers["ltv"]
    return results.basis.known(
        "3.4",
        Level.CONDITIONAL if base.flags else Level.PASSED,
        n=len(ltv),
        tables=base.rests_on,
        values={
            "n": count(len(ltv)),
            "median": money(ltv.median()),
            "best": money(ltv.max()),
            "past": _life(base.historical),
            "model": Term(f"model.{base.equity.model}"),
            **_doubt(base),
        },
    )


def customer_equity(results: Results) -> Answer:
    """3.5: Capital-Clients, the sum of all lifetime values, with its interval."""
    base = results.base
    if base is None or base.equity is None:
        return results.no_value("3.5")
    equity = base.equity
    yearly = base.last_year_there
    values: dict[str, Value] = {
        "n": count(len(equity.customers)),
        "total": money(equity.total, equity.interval),
        "low": money(equity.interval.low),
        "high": money(equity.interval.high),
        "level": share(equity.interval.level),
        "historical": _historical(base.historical, equity.horizon_years),
        "yearly": Quantity(yearly, Unit.MONEY_PER_YEAR),
        "margin": base.margin_told,
        "years": Quantity(equity.total / yearly if yearly > 0 else 0.0, Unit.RATIO),
        "model": Term(f"model.{equity.model}"),
        **_doubt(base),
    }
    level = Level.CONDITIONAL if base.flags else Level.PASSED
    return results.basis.known("3.5", level, n=len(equity.customers), tables=base.rests_on, values=values)


def _doubt(base: CustomerBase) -> dict[str, Value]:
    """What a value rests on where the usual model was doubted: an assumed churn, or another model."""
    if not base.flags:
        return {}
    assumed = "assumed_churn" in codes(base.flags)
    return {"doubt": Statement("doubt.assumed" if assumed else "doubt.replaced")}


def _life(historical: HistoricalValue | None) -> Statement:
    """How long customers stayed in the past, or that the file is too short to tell."""
    if historical is None:
        return Statement("life.unknown")
    years = Quantity(historical.average_life_years, Unit.YEARS)
    churn = share(historical.annual_churn)
    low, high = share(historical.churn_interval.low), share(historical.churn_interval.high)
    key = "life.capped" if historical.capped else "life.known"
    return Statement(key, {"churn": churn, "low": low, "high": high, "life": years})


def _historical(historical: HistoricalValue | None, horizon_years: float) -> Statement:
    """What the historical method gives, over the whole average life rather than the horizon."""
    if historical is None:
        return Statement("historical.unknown")
    life = Quantity(historical.average_life_years, Unit.YEARS)
    horizon = Quantity(horizon_years, Unit.YEARS)
    return Statement("historical.known", {"total": money(historical.total), "life": life, "horizon": horizon})
