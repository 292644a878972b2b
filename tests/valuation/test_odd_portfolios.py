"""Sixty odd portfolios through every model: a sound fit or a named doubt, never a NaN or an optimiser's words.

Each is a log of sales over two years, of one customer, a dozen or eighty, drawn from a seed; what the models say of it
goes as far as the pages take it: who is there, what is bought, what it is worth.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import numpy as np
import pandas as pd
import pytest

from gtkit.errors import NotEstimable
from gtkit.periods import Period
from gtkit.valuation import (
    PurchaseFit,
    bdw,
    bg_bb,
    bg_cnbd_k,
    bg_nbd,
    choose_model,
    customer_equity,
    gamma_gamma,
    mbg_cnbd_k,
    mbg_nbd,
    nbd,
    pareto_nbd,
    sbg,
    summarise,
    summarise_opportunities,
)
from gtkit.valuation.flags import Flag
from gtkit.words.speech import Words

START, DAYS = np.datetime64("2024-01-01"), 731
END = str(START + DAYS - 1)
SIZES = (1, 12, 80)
YEARS = 5.0
MODELS = {
    "nbd": nbd.fit,
    "bg_nbd": bg_nbd.fit,
    "mbg_nbd": mbg_nbd.fit,
    "pareto_nbd": pareto_nbd.fit,
    "bg_cnbd_k": bg_cnbd_k.fit,
    "mbg_cnbd_k": mbg_cnbd_k.fit,
}

Days = list[float]
Customer = tuple[Days, list[float]]  # days of purchases, and amounts
Kind = Callable[[np.random.Generator, int], Customer]


def priced(kind: Callable[[np.random.Generator, int], Days]) -> Kind:
    """Ordinary amounts on odd days."""
    return lambda rng, i: (days := kind(rng, i), rng.gamma(4.0, 50.0, len(days)).round(2).tolist())


def poisson(rng: np.random.Generator, gap: float, begin: float, end: float = DAYS) -> Days:
    return [begin, *(np.cumsum(rng.exponential(gap, 2000)) + begin)[: int((end - begin) / gap)].clip(0, end - 1)]


KINDS: dict[str, Kind] = {
    "alike": priced(lambda rng, i: [100.0 + 30 * k for k in range(12)]),
    "nobody leaves": priced(lambda rng, i: [*poisson(rng, 20, i % 90), DAYS - 1 - i % 3]),
    "one purchase each": priced(lambda rng, i: [float(i * 7 % DAYS)]),
    "one repeat each": priced(lambda rng, i: [float(i * 5 % 300), 310.0 + i]),
    "every day": priced(lambda rng, i: [float(day) for day in range(i % 5, DAYS)]),
    "won on the last day": priced(lambda rng, i: [DAYS - 1.0] if i % 2 else poisson(rng, 60, i)),
    "all won on the last day": priced(lambda rng, i: [DAYS - 1.0]),
    "all of one age": priced(lambda rng, i: poisson(rng, 50, 0.0, 60 + 8.0 * i)),
    "clockwork": priced(lambda rng, i: [float(day) for day in range(i, DAYS - 40 * (i % 4), 15)]),
    "bursts": priced(lambda rng, i: [i + 0.0, i + 1.0, i + 2.0, i + 400.0, i + 401.0]),
    "left at once": priced(lambda rng, i: [0.0, 1.0 + i % 3, 5.0 + i % 3]),
    "two kinds": priced(lambda rng, i: poisson(rng, 4, i) if i % 2 else [float(i), 365.0 + i]),
    "each Christmas": priced(lambda rng, i: [355.0 + i % 5, 715.0 + i % 7]),
    "last bought today": priced(lambda rng, i: [*poisson(rng, 90, i), DAYS - 1.0]),
    "two days long": priced(lambda rng, i: [DAYS - 2.0, DAYS - 1.0][i % 2 :]),
    "one giant": lambda rng, i: (days := poisson(rng, 45, i), [1e9 if i == 0 else 100.0 + k for k in range(len(days))]),
    "one price": lambda rng, i: (days := poisson(rng, 45, i), [100.0] * len(days)),
    "given away": lambda rng, i: (days := poisson(rng, 45, i), [0.0] * len(days)),
    "all credited": lambda rng, i: ([10.0 + i, 50.0 + i, 50.0 + i, 90.0 + i], [100.0, 80.0, -80.0, 20.0 * (i % 3)]),
    "more credited than sold": lambda rng, i: ([10.0 + i, 40.0 + i, 80.0 + i], [100.0, 60.0, -300.0]),
}


def lines(kind: str, size: int) -> pd.DataFrame:
    """The log of a portfolio."""
    rng = np.random.default_rng(size)
    customers = [KINDS[kind](rng, i) for i in range(size)]
    frames = [
        pd.DataFrame({"customer_id": f"C{i:02d}", "date": START + np.array(days).astype(int), "amount": amounts})
        for i, (days, amounts) in enumerate(customers)
    ]
    return pd.concat(frames, ignore_index=True)


def told(flags: tuple[Flag, ...]) -> bool:
    """Each doubt has its sentence in both languages."""
    return all(Words.of(lang).knows(f"flag.{flag.code}") for flag in flags for lang in ("fr", "en"))


@contextmanager
def refusals(*where: str) -> Iterator[None]:
    """What cannot be estimated says for want of what."""
    try:
        yield
    except NotEstimable as refused:
        if refused.where not in where:
            raise


def fits(log: pd.DataFrame) -> Iterator[tuple[str, PurchaseFit, pd.DataFrame]]:
    """Every purchase model that is estimable on a log, with the summary it was fitted on."""
    weeks = summarise(log, period=Period.WEEK, end=END)
    quarters = summarise_opportunities(log, end=END, period=Period.QUARTER)
    for name, fit in {**MODELS, "bg_bb": bg_bb.fit}.items():
        summary = quarters if name == "bg_bb" else weeks
        with refusals("repeat_customers", "T"):
            yield name, fit(summary), summary


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("kind", KINDS)
def test_purchases_end_in_a_sound_fit_or_a_named_doubt(kind: str, size: int) -> None:
    """Seven models: finite and at the summit, or flagged with words; chances are chances, purchases at least 0."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for name, fit, summary in fits(lines(kind, size)):
            assert np.isfinite([*fit.params.values(), fit.loglik, fit.aic]).all(), name
            assert np.isfinite(fit.vcov).all(), name
            assert fit.flags or fit.gradient < 1e-8, name
            assert told(fit.flags), name
            assert fit.p_alive(summary).between(0, 1).all(), name
            chances = fit.probability(summary, purchases=0, periods=4)
            assert chances.between(0, 1).all(), name
            ahead = fit.expected_purchases(summary, periods=52)
            value = fit.discounted_purchases(summary, annual_rate=0.1, horizon_years=YEARS)
            for purchases in (ahead, value):
                assert (np.isfinite(purchases) & (purchases >= 0)).all(), name


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("kind", KINDS)
def test_money_ends_in_a_value_or_a_reason(kind: str, size: int) -> None:
    """Spend, the model chosen and the equity: a finite interval in order, or what is missing by name."""
    summary = summarise(lines(kind, size), period=Period.WEEK, end=END)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        chosen = choose_model(summary, annual_churn=0.2, minimum_repeaters=1)
        assert told(chosen.flags)
        if chosen.fit is None:
            assert {flag.code for flag in chosen.flags} & {"few_repeaters", "churn_unknown"}
            return
        spend: gamma_gamma.GammaGammaFit | pd.Series = summary["monetary_value"]
        with refusals("monetary_value"):
            spend = gamma_gamma.choose_spend(summary)
            assert told(spend.flags)
        found = customer_equity(
            chosen.fit, spend, summary, annual_rate=0.1, margin=0.3, rng=np.random.default_rng(1), draws=100
        )
    assert np.isfinite(found.customers.to_numpy(dtype=float)).all()
    for interval in (found.interval, found.prediction):
        assert -np.inf < interval.low <= interval.high < np.inf


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("kind", KINDS)
def test_contracts_end_in_a_sound_fit_or_a_named_doubt(kind: str, size: int) -> None:
    """The same customers as contracts: renewed at each purchase, left when silent for a quarter of the window."""
    summary = summarise(lines(kind, size), period=Period.WEEK, end=END)
    silent = summary["T"] - summary["recency"] > DAYS / 7 / 4
    contracts = pd.DataFrame({"renewals": summary["frequency"], "left": silent})
    for fit in (sbg.fit, bdw.fit):
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with refusals("losses", "renewals", "opportunities"):
                found = fit(contracts, period=Period.YEAR)
                assert np.isfinite([*found.params.values(), found.loglik]).all()
                assert found.flags or found.gradient < 1e-8
                assert told(found.flags)
                assert found.retention(contracts["renewals"]).between(0, 1).all()
