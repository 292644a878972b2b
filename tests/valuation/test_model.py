"""PurchaseFit: units, horizons, refusals, draws."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest

from gtkit import valuation
from gtkit.errors import ConfigurationError, NotEstimable, OutOfRange, WrongShape
from gtkit.periods import Period
from gtkit.valuation import PurchaseFit, bg_nbd, mbg_nbd
from gtkit.valuation.history import history

FITS = pytest.mark.parametrize("name", ["nbd_fit", "bg_fit", "mbg_fit"])


@FITS
def test_at_rate_zero_nothing_is_discounted(name: str, cdnow: pd.DataFrame, request: pytest.FixtureRequest) -> None:
    """Discounted purchases at rate 0 are the purchases expected over the same time."""
    fit: PurchaseFit = request.getfixturevalue(name)
    found = fit.discounted_purchases(cdnow, annual_rate=0.0, horizon_years=3)
    expected = fit.expected_purchases(cdnow, periods=3 * Period.WEEK.per_year)
    np.testing.assert_allclose(found, expected, rtol=1e-12)


@FITS
def test_a_higher_rate_or_a_shorter_horizon_is_worth_less(
    name: str, cdnow: pd.DataFrame, request: pytest.FixtureRequest
) -> None:
    """Value falls with the rate, rises with the horizon, and an endless horizon is its limit."""
    fit: PurchaseFit = request.getfixturevalue(name)
    some = cdnow.iloc[:60]

    def value(rate: float, years: float) -> np.ndarray:
        return fit.discounted_purchases(some, annual_rate=rate, horizon_years=years).to_numpy()

    assert (value(0.2, 5) < value(0.1, 5)).all()
    assert (value(0.1, 5) < value(0.1, 8)).all()
    np.testing.assert_allclose(value(0.3, math.inf), value(0.3, 140), rtol=1e-9)


def test_the_discounted_residual_is_that_of_fine_slices(mbg_fit: PurchaseFit, cdnow: pd.DataFrame) -> None:
    """1,040 quarters of a week, each discounted from its middle, add up to the integral."""
    some, steps = cdnow.iloc[[0, 1, 2, 56, 200]], np.linspace(0, 260, 1041)
    delta = Period.WEEK.discount_rate(0.12)
    x, T = (some[column].to_numpy(dtype=float)[:, None] for column in ("frequency", "T"))
    until = mbg_fit.model.expected(mbg_fit.theta, x, T, steps) * mbg_fit.p_alive(some).to_numpy()[:, None]
    rough = np.diff(until, axis=1) @ np.exp(-delta * (steps[1:] + steps[:-1]) / 2)
    found = mbg_fit.discounted_purchases(some, annual_rate=0.12, horizon_years=260 / Period.WEEK.per_year)
    np.testing.assert_allclose(found, rough, rtol=1e-6)


def test_an_unknown_period_forbids_discounting(cdnow_table: pd.DataFrame) -> None:
    """Without a unit of time predictions in periods stand, and discounting is refused with the remedy."""
    fit = bg_nbd.fit(cdnow_table)
    assert fit.expected_purchases(cdnow_table, periods=39).sum() == pytest.approx(1653.4, rel=1e-3)
    with pytest.raises(ConfigurationError, match=r"period.*fit\(\.\.\., period=\)"):
        fit.discounted_purchases(cdnow_table, annual_rate=0.1)


def test_a_summary_in_another_unit_is_refused(mbg_fit: PurchaseFit, cdnow: pd.DataFrame) -> None:
    """A fit in weeks does not read a summary in months."""
    months = cdnow.copy()
    months.attrs = {"period": Period.MONTH}
    with pytest.raises(WrongShape, match="period"):
        mbg_fit.p_alive(months)


def test_an_endless_horizon_needs_dropout(northwind: pd.DataFrame) -> None:
    """Where no dropout was seen, customers are not valued for ever."""
    with pytest.raises(NotEstimable, match="no_dropout"):
        mbg_nbd.fit(northwind).discounted_purchases(northwind, annual_rate=0.1, horizon_years=math.inf)


@pytest.mark.parametrize(("rate", "years"), [(-1.0, 5.0), (0.1, 0.0), (0.1, -2.0), (0.0, math.inf)])
def test_bad_rates_and_horizons_are_refused(
    rate: float, years: float, mbg_fit: PurchaseFit, cdnow: pd.DataFrame
) -> None:
    """A rate of -100 %, no horizon, an endless one without a rate."""
    with pytest.raises(OutOfRange, match=r"annual_rate|horizon_years"):
        mbg_fit.discounted_purchases(cdnow, annual_rate=rate, horizon_years=years)
    with pytest.raises(OutOfRange, match="periods"):
        mbg_fit.expected_purchases(cdnow, periods=-1)


def test_draws_are_centred_on_the_parameters(mbg_fit: PurchaseFit) -> None:
    """The median of drawn parameters is the fit, their spread its standard errors; one seed, one draw."""
    drawn = np.log(mbg_fit.draw_parameters(np.random.default_rng(1), 20_000))
    np.testing.assert_allclose(np.exp(np.median(drawn, axis=1)), [*mbg_fit.params.values()], rtol=0.02)
    np.testing.assert_allclose(np.cov(drawn), mbg_fit.log_vcov, rtol=0.05, atol=1e-3)
    again = np.log(mbg_fit.draw_parameters(np.random.default_rng(1), 20_000))
    np.testing.assert_array_equal(drawn, again)


def test_a_fit_is_closed(mbg_fit: PurchaseFit) -> None:
    """Nothing of a fit can be changed."""
    with pytest.raises(AttributeError):
        mbg_fit.loglik = 0.0  # type: ignore[misc]
    with pytest.raises(TypeError):
        mbg_fit.params["r"] = 1.0  # type: ignore[index]
    with pytest.raises(ValueError, match="read-only"):
        mbg_fit.vcov[0, 0] = 1.0


@pytest.mark.parametrize("name", ["nbd", "bg_nbd", "mbg_nbd", "pareto_nbd", "mbg_cnbd_k"])
def test_chances_of_each_number_of_purchases(cdnow: pd.DataFrame, name: str) -> None:
    """For each customer, chances of 0, 1, 2 ... purchases add up to 1 and have the expected number as their mean."""
    some = cdnow.iloc[::40]
    some.attrs = cdnow.attrs
    module = getattr(valuation, name)
    fit = module.fit(cdnow, k=2) if name.endswith("_k") else module.fit(cdnow)
    chances = np.array([fit.probability(some, purchases=n, periods=20.0) for n in range(80)])
    np.testing.assert_allclose(chances.sum(axis=0), 1.0, atol=1e-6)
    expected = fit.expected_purchases(some, periods=20.0)
    np.testing.assert_allclose(np.arange(80) @ chances, expected, rtol=1e-4, atol=1e-6)


def test_silence_is_likelier_the_longer_it_has_lasted(mbg_fit: PurchaseFit) -> None:
    """Of two customers with as many purchases, the one silent for longer is the likelier to stay so."""
    pair = pd.DataFrame({"frequency": [5, 5], "recency": [38.0, 20.0], "T": [39.0, 39.0]}, index=["now", "long ago"])
    silent = mbg_fit.probability(pair, purchases=0, periods=13.0)
    assert silent["now"] < silent["long ago"]
    assert mbg_fit.probability(pair, purchases=0, periods=0.0).tolist() == pytest.approx([1.0, 1.0])
    with pytest.raises(OutOfRange):
        mbg_fit.probability(pair, purchases=-1, periods=13.0)


def test_chances_are_those_of_draws(mbg_fit: PurchaseFit) -> None:
    """Among 200,000 futures drawn of one customer, each number of purchases comes as often as told, to 4 errors."""
    one = pd.DataFrame({"frequency": [6], "recency": [36.0], "T": [39.0]}, index=["C1"])
    rng, n = np.random.default_rng(2), 200_000
    rows = history(one)
    alive = mbg_fit.model.alive(mbg_fit.theta, rows.x, rows.t_x, rows.T)
    here = rng.random(n) < alive
    drawn = here * mbg_fit.model.draw(mbg_fit.theta, np.full(n, 6.0), np.full(n, 39.0), 26.0, rng)
    for purchases in range(5):
        told = mbg_fit.probability(one, purchases=purchases, periods=26.0).iloc[0]
        assert (drawn == purchases).mean() == pytest.approx(told, abs=4 * np.sqrt(told * (1 - told) / n))
