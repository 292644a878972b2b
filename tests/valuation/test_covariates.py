"""Pareto/NBD and MBG/NBD with covariates: the published fit, recovered truth, laws, refusals."""

from __future__ import annotations

import math
from collections.abc import Callable
from types import ModuleType
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gtkit.errors import NotEstimable, OutOfRange, WrongShape
from gtkit.valuation import CovariateFit, mbg_nbd, pareto_nbd
from gtkit.valuation.flags import codes

BOTH = pytest.mark.parametrize("model", [pareto_nbd, mbg_nbd], ids=["pareto_nbd", "mbg_nbd"])
Table = tuple[pd.DataFrame, pd.DataFrame]


@pytest.fixture(scope="module")
def fits(apparel: Table) -> dict[ModuleType, CovariateFit]:
    """Both models on the apparel retailer's customers."""
    return {model: model.fit_covariates(*apparel) for model in (pareto_nbd, mbg_nbd)}


def invented(rng: np.random.Generator, n: int, model: ModuleType, **truth: Any) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Customers drawn purchase by purchase, their rates moved by a size and by a channel; weeks."""
    z = np.column_stack([rng.normal(size=n), rng.integers(0, 2, n)])
    rate = rng.gamma(truth["r"], np.exp(z @ truth["purchase"]) / truth["alpha"])
    age = 104 - rng.uniform(0, 35, n)
    times = np.cumsum(rng.exponential(1.0, (n, 300)) / rate[:, None], axis=1)
    if model is pareto_nbd:
        leaving = rng.gamma(truth["s"], np.exp(z @ truth["dropout"]) / truth["beta"])
        happens = times <= rng.exponential(1 / leaving)[:, None]
    else:
        a, b = (truth[name] * np.exp(z @ truth[f"dropout_{name}"]) for name in "ab")
        happens = np.arange(1, 301) < rng.geometric(rng.beta(a, b))[:, None]
    past = happens & (times <= age[:, None])
    summary = pd.DataFrame({"frequency": past.sum(axis=1), "recency": np.where(past, times, 0.0).max(axis=1), "T": age})
    summary.attrs["period"] = "week"
    return summary, pd.DataFrame(z, columns=["size", "online"])


def test_the_apparel_fit_is_the_published_one(
    published: Callable[[str], Any], fits: dict[ModuleType, CovariateFit]
) -> None:
    """A42, A43: coefficients, parameters at covariates 0, standard errors, log-likelihood; nothing flagged."""
    found, (*values, loglik) = fits[pareto_nbd], published("A42")
    names = ["purchase.gender", "purchase.channel", "dropout.gender", "dropout.channel"]
    nobody = found.parameters(pd.DataFrame({"gender": [0], "channel": [0]})).iloc[0]
    assert [found.params[name] for name in names] == pytest.approx(values[:4], abs=2e-3)
    assert nobody[["r", "s", "alpha", "beta"]].tolist() == pytest.approx(values[4:], rel=3e-3)
    assert found.loglik == pytest.approx(loglik, abs=1e-3)
    assert found.loglik > loglik
    assert found.gradient < 1e-8
    assert found.flags == ()
    *errors, of_alpha, of_beta = published("A43")
    assert found.standard_errors[[*names, "r", "s"]].tolist() == pytest.approx(errors, rel=1e-2)
    # Those at covariates 0, by the delta method from those of the mean customer.
    for name, process, expected, near in (("alpha", "purchase", of_alpha, 1e-2), ("beta", "dropout", of_beta, 5e-2)):
        weights = pd.Series(0.0, index=[*found.params])
        weights[name] = 1.0
        weights[[f"{process}.gender", f"{process}.channel"]] = found.moved.design.centre
        error = float(nobody[name]) * np.sqrt(weights.to_numpy() @ found.log_vcov @ weights.to_numpy())
        assert error == pytest.approx(expected, rel=near)


def test_without_covariates_the_fit_is_the_published_one(
    published: Callable[[str], Any], fits: dict[ModuleType, CovariateFit]
) -> None:
    """A45: the plain fit beside it; the likelihood ratio is twice the gain, on 4 degrees of freedom."""
    *values, loglik = published("A45")
    found = fits[pareto_nbd]
    assert [*found.plain.params.values()] == pytest.approx(values, rel=5e-3)
    assert found.plain.loglik == pytest.approx(loglik, abs=1e-3)
    ratio = found.likelihood_ratio
    assert ratio.statistic == pytest.approx(2 * (published("A42")[-1] - loglik), abs=2e-3)
    assert ratio.degrees == 4
    # chi2 on 4 degrees: P(X > x) = e^(-x/2) (1 + x/2).
    assert ratio.p_value == pytest.approx(np.exp(-ratio.statistic / 2) * (1 + ratio.statistic / 2), rel=1e-9)
    assert found.aic == pytest.approx(2 * 8 - 2 * found.loglik)


TRUTHS: dict[ModuleType, dict[str, Any]] = {
    pareto_nbd: {"r": 0.8, "alpha": 5.0, "s": 0.9, "beta": 30.0, "purchase": [0.4, -0.5], "dropout": [0.5, 0.6]},
    mbg_nbd: {
        "r": 0.8,
        "alpha": 4.0,
        "a": 0.9,
        "b": 3.0,
        "purchase": [0.4, -0.5],
        "dropout_a": [0.5, 0.0],
        "dropout_b": [0.0, -0.6],
    },
}


@BOTH
def test_an_invented_truth_is_recovered(model: ModuleType) -> None:
    """Coefficients and parameters of 8,000 invented customers are found within 3 standard errors, and flagged sound."""
    truth = TRUTHS[model]
    summary, covariates = invented(np.random.default_rng(5), 8000, model, **truth)
    found = model.fit_covariates(summary, covariates)
    assert found.flags == ()
    assert found.gradient < 1e-8
    wanted = {f"{key}.{name}": value for key, pair in truth.items() if isinstance(pair, list)
              for name, value in zip(("size", "online"), pair, strict=True)}  # fmt: skip
    for name, value in wanted.items():
        assert abs(found.params[name] - value) < 3 * found.standard_errors[name], name
    nobody = found.parameters(pd.DataFrame({"size": [0.0], "online": [0.0]})).iloc[0]
    for name in found.model.names:
        assert nobody[name] == pytest.approx(truth[name], rel=0.35), name
    assert found.likelihood_ratio.p_value < 1e-12


@BOTH
def test_useless_covariates_are_told_useless(model: ModuleType, cdnow: pd.DataFrame) -> None:
    """Noise beside CDNOW: the likelihood ratio over 8 draws looks like its law, and the fit hardly moves."""
    chances = []
    for seed in range(8):
        noise = pd.DataFrame({"noise": np.random.default_rng(seed).normal(size=len(cdnow))}, index=cdnow.index)
        found = model.fit_covariates(cdnow, noise)
        assert found.loglik >= found.plain.loglik
        chances.append(found.likelihood_ratio.p_value)
    assert 0.2 < np.mean(chances) < 0.8
    assert min(chances) > 1e-3


@BOTH
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(shift=st.floats(-3000, 3000), scale=st.sampled_from([-1.0, 1e-4, 0.5, 1e6]))
def test_a_covariate_in_another_unit_changes_no_prediction(
    model: ModuleType, shift: float, scale: float, apparel: Table, fits: dict[ModuleType, CovariateFit]
) -> None:
    """Shifted, scaled or turned round, a column gives the same likelihood and the same predictions."""
    summary, covariates = apparel
    other = covariates.assign(channel=shift + scale * covariates["channel"])
    found = model.fit_covariates(summary, other)
    assert found.loglik == pytest.approx(fits[model].loglik, abs=1e-7)
    assert found.params["purchase.channel"] * scale == pytest.approx(fits[model].params["purchase.channel"], rel=1e-4)
    for name, asked in (("expected_purchases", {"periods": 52.0}), ("p_alive", {})):
        pd.testing.assert_series_equal(
            getattr(found, name)(summary, other, **asked), getattr(fits[model], name)(summary, covariates, **asked),
            rtol=1e-5,
        )  # fmt: skip


@BOTH
def test_order_and_names_do_not_matter(model: ModuleType, apparel: Table, fits: dict[ModuleType, CovariateFit]) -> None:
    """Customers shuffled, columns swapped, strangers in the table: same coefficients, own predictions."""
    summary, covariates = apparel
    mixed = summary.sample(frac=1, random_state=1)
    mixed.attrs = summary.attrs
    more = pd.concat([covariates, pd.DataFrame({"gender": [9], "channel": [9]}, index=[9999])])[["channel", "gender"]]
    found = model.fit_covariates(mixed, more)
    for name, value in fits[model].params.items():
        assert found.params[name] == pytest.approx(value, rel=1e-6, abs=1e-7), name
    there = found.expected_purchases(mixed, more, periods=52)
    here = fits[model].expected_purchases(summary, covariates, periods=52)
    np.testing.assert_allclose(there[summary.index], here, rtol=1e-6)


def test_the_unit_of_time_does_not_matter(apparel: Table, fits: dict[ModuleType, CovariateFit]) -> None:
    """In days, alpha and beta are 7 times what they are in weeks; coefficients and values are the same."""
    summary, covariates = apparel
    days = summary.assign(recency=7 * summary["recency"], T=7 * summary["T"])
    days.attrs = {"period": "day"}
    found, weeks = pareto_nbd.fit_covariates(days, covariates), fits[pareto_nbd]
    ratio = np.array([*found.params.values()]) / [*weeks.params.values()]
    assert ratio == pytest.approx([1, 7, 1, 7, 1, 1, 1, 1], rel=1e-5)
    pd.testing.assert_series_equal(
        found.discounted_purchases(days, covariates, annual_rate=0.1),
        weeks.discounted_purchases(summary, covariates, annual_rate=0.1),
        rtol=1e-5,
    )


@BOTH
def test_a_process_may_have_no_covariate(
    model: ModuleType, apparel: Table, fits: dict[ModuleType, CovariateFit]
) -> None:
    """Only the purchases, or only dropout: fewer coefficients, a likelihood between the plain one and the whole."""
    for purchase, dropout in ((["gender", "channel"], []), ([], ["channel"])):
        found = model.fit_covariates(*apparel, purchase=purchase, dropout=dropout)
        assert {name.split(".")[1] for name in found.moved.coefficients} == {*purchase, *dropout}
        assert found.plain.loglik < found.loglik < fits[model].loglik
        assert found.likelihood_ratio.degrees == len(found.moved.coefficients) < len(fits[model].moved.coefficients)


@BOTH
def test_a_level_that_never_buys_again_is_flagged_by_its_name(model: ModuleType, apparel: Table) -> None:
    """No customer of a level came back: the effect has no bound, the flag says which column, nothing is infinite."""
    summary, covariates = apparel
    parted = covariates.assign(lost=((summary["frequency"] == 0) & (summary.index % 3 == 0)).astype(float))
    found = model.fit_covariates(summary, parted, purchase=["lost"], dropout=[])
    (flag,) = [flag for flag in found.flags if flag.code == "separated"]
    assert (flag.values["covariate"], flag.values["process"]) == ("lost", "purchase")
    assert float(flag.values["coefficient"]) < -5
    assert np.isfinite([*found.params.values(), found.loglik]).all()
    assert np.isfinite(found.vcov).all()
    expected = found.expected_purchases(summary, parted, periods=52)
    assert np.isfinite(expected).all()
    assert expected[parted["lost"] == 1].max() < 1e-3


@BOTH
def test_northwind_shows_no_dropout_whatever_is_known(model: ModuleType, northwind: pd.DataFrame) -> None:
    """A covariate of purchases does not pass for dropout: none is seen, and nobody is valued for ever."""
    large = pd.DataFrame({"large": (northwind["frequency"] > 9).astype(int)})
    found = model.fit_covariates(northwind, large, dropout=[])
    assert found.loglik > found.plain.loglik + 10
    assert "no_dropout" in codes(found.flags)
    with pytest.raises(NotEstimable, match="no_dropout"):
        found.discounted_purchases(northwind, large, annual_rate=0.1, horizon_years=math.inf)


@BOTH
def test_faulty_covariates_are_refused_by_name(model: ModuleType, apparel: Table) -> None:
    """No column, a constant one, levels that add up to 1, a blank, an absent customer or column, words."""
    summary, covariates = apparel
    with pytest.raises(NotEstimable, match="covariates; found 0"):
        model.fit_covariates(summary, covariates, purchase=[], dropout=[])
    with pytest.raises(NotEstimable, match=r"covariates\[same\]"):
        model.fit_covariates(summary, covariates.assign(same=7))
    with pytest.raises(NotEstimable, match=r"covariates\[online\]; found 'channel'"):
        model.fit_covariates(summary, covariates.assign(online=1 - covariates["channel"]))
    with pytest.raises(OutOfRange, match=r"covariates\[gender\]\[5\]"):
        model.fit_covariates(summary, covariates.assign(gender=covariates["gender"].where(covariates.index != 5)))
    with pytest.raises(WrongShape, match="expected 17"):
        model.fit_covariates(summary, covariates.drop(index=17))
    with pytest.raises(WrongShape, match="sector"):
        model.fit_covariates(summary, covariates, purchase=["sector"])
    with pytest.raises(OutOfRange, match=r"covariates\[gender\]"):
        model.fit_covariates(summary, covariates.assign(gender="f"))
    with pytest.raises(NotEstimable, match="repeat_customers"):
        model.fit_covariates(summary[summary["frequency"] == 0], covariates)


ODD = {
    "alike": [(4, 20.0, 25.0)] * 20,
    "nobody leaves": [(k % 9 + 3, 51.0 + k % 2, 52.0) for k in range(60)],
    "huge frequency": [(3000, 299.0, 300.0), (2500, 120.0, 300.0), (2800, 300.0, 300.0), (5, 20.0, 300.0)] * 5,
    "many won today": [(0, 0.0, 0.0)] * 30 + [(2, 12.0, 30.0), (1, 3.0, 50.0), (0, 0.0, 40.0)] * 10,
}


@BOTH
@pytest.mark.parametrize("name", ODD)
def test_odd_portfolios_end_in_finite_fits_and_named_doubts(
    name: str, model: ModuleType, recwarn: pytest.WarningsRecorder
) -> None:
    """Whatever the base, noise and a skewed size beside it: finite, no warning, never under the plain model."""
    summary = pd.DataFrame(ODD[name], columns=["frequency", "recency", "T"])
    summary.attrs["period"] = "week"
    rng = np.random.default_rng(4)
    known = pd.DataFrame({"noise": rng.normal(size=len(summary)), "size": np.exp(3 * rng.normal(size=len(summary)))})
    found = model.fit_covariates(summary, known)
    assert found.flags or found.gradient < 1e-8
    assert found.loglik >= found.plain.loglik - 1e-6
    assert np.isfinite([*found.params.values(), found.loglik]).all()
    assert np.isfinite(found.vcov).all()
    for values in (
        found.p_alive(summary, known),
        found.expected_purchases(summary, known, periods=52),
        found.discounted_purchases(summary, known, annual_rate=0.1),
        found.probability(summary, known, purchases=0, periods=52),
        found.expected_new(known, periods=52),
    ):
        assert (np.isfinite(values) & (values >= 0)).all()
    assert not recwarn.list
