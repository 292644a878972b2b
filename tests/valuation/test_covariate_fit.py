"""What a fit with covariates predicts: customer by customer what the plain model says at that customer's parameters."""

from __future__ import annotations

import math
from types import ModuleType

import numpy as np
import pandas as pd
import pytest

from gtkit.errors import ConfigurationError, OutOfRange, WrongShape
from gtkit.valuation import CovariateFit, PurchaseFit, mbg_nbd, pareto_nbd

Table = tuple[pd.DataFrame, pd.DataFrame]
BOTH = pytest.mark.parametrize("model", [pareto_nbd, mbg_nbd], ids=["pareto_nbd", "mbg_nbd"])


@pytest.fixture(scope="module")
def fits(apparel: Table) -> dict[ModuleType, CovariateFit]:
    """Both models on the apparel retailer's customers."""
    return {model: model.fit_covariates(*apparel) for model in (pareto_nbd, mbg_nbd)}


def like(fit: CovariateFit, values: pd.Series) -> PurchaseFit:
    """A plain fit with these parameters."""
    return PurchaseFit(
        model=fit.model,
        params=values.to_dict(),
        vcov=np.zeros((4, 4)),
        log_vcov=np.zeros((4, 4)),
        loglik=0.0,
        gradient=0.0,
        flags=(),
        period=fit.period,
        n=1,
    )


@BOTH
def test_a_customer_is_what_the_plain_model_says_at_its_parameters(
    model: ModuleType, apparel: Table, fits: dict[ModuleType, CovariateFit]
) -> None:
    """Every prediction of one customer of each kind is that of a plain fit with the customer's own parameters."""
    fit, (summary, covariates) = fits[model], apparel
    alive, expected = fit.p_alive(summary, covariates), fit.expected_purchases(summary, covariates, periods=52)
    worth = fit.discounted_purchases(summary, covariates, annual_rate=0.1, horizon_years=3)
    three = fit.probability(summary, covariates, purchases=3, periods=52)
    new = fit.expected_new(covariates, periods=30)
    own = fit.parameters(covariates)
    for name in (1, 2, 11, 16, 66, 351):
        one, row = like(fit, own.loc[name]), summary.loc[[name]]
        assert alive[name] == pytest.approx(one.p_alive(row)[name], rel=1e-12)
        assert expected[name] == pytest.approx(one.expected_purchases(row, periods=52)[name], rel=1e-9)
        found = one.discounted_purchases(row, annual_rate=0.1, horizon_years=3)[name]
        assert worth[name] == pytest.approx(found, rel=1e-8)
        assert three[name] == pytest.approx(one.probability(row, purchases=3, periods=52)[name], rel=1e-9)
        assert new[name] == pytest.approx(one.expected_new(30.0)[0], rel=1e-9)
    pairs = own.drop_duplicates()
    assert len(pairs) == 4
    assert pairs["r"].nunique() == 1


@BOTH
def test_the_mean_customer_has_the_parameters_of_the_fit(
    model: ModuleType, apparel: Table, fits: dict[ModuleType, CovariateFit]
) -> None:
    """At mean covariates a customer's parameters are those that the fit tells."""
    mean = apparel[1].mean().to_frame().T
    found = fits[model].parameters(mean).iloc[0]
    assert found.tolist() == pytest.approx([fits[model].params[name] for name in fits[model].model.names])


@BOTH
def test_probabilities_add_up_and_an_endless_horizon_is_the_limit(
    model: ModuleType, apparel: Table, fits: dict[ModuleType, CovariateFit]
) -> None:
    """Over numbers of purchases probabilities sum to 1, and have their mean; value for ever is the limit of long."""
    fit, some, covariates = fits[model], apparel[0].iloc[:12], apparel[1]
    some.attrs = apparel[0].attrs
    chances = [fit.probability(some, covariates, purchases=k, periods=40) for k in range(60)]
    np.testing.assert_allclose(np.sum(chances, axis=0), 1.0, atol=1e-9)
    mean = np.einsum("k,kc->c", np.arange(60.0), np.array(chances))
    np.testing.assert_allclose(mean, fit.expected_purchases(some, covariates, periods=40), rtol=1e-6)
    ever, long = (
        fit.discounted_purchases(some, covariates, annual_rate=0.3, horizon_years=years) for years in (math.inf, 140.0)
    )
    np.testing.assert_allclose(ever, long, rtol=1e-8)


def test_standard_errors_are_the_spread_of_the_estimates(apparel: Table, fits: dict[ModuleType, CovariateFit]) -> None:
    """The delta method: of a parameter, itself times the error of its logarithm; a coefficient's is its own."""
    fit = fits[pareto_nbd]
    logs = np.sqrt(np.diag(fit.log_vcov))
    values = np.array([*fit.params.values()])
    assert fit.standard_errors.to_numpy()[:4] == pytest.approx((values * logs)[:4])
    assert fit.standard_errors.to_numpy()[4:] == pytest.approx(logs[4:])
    assert (fit.n, fit.period) == (600, "week")


def test_what_cannot_be_read_or_discounted_is_refused(apparel: Table, fits: dict[ModuleType, CovariateFit]) -> None:
    """Covariates without a column or a customer, a negative time, another unit, a fit of unknown period."""
    fit, (summary, covariates) = fits[mbg_nbd], apparel
    with pytest.raises(WrongShape, match="channel"):
        fit.p_alive(summary, covariates[["gender"]])
    with pytest.raises(WrongShape, match="expected 3"):
        fit.p_alive(summary, covariates.drop(index=3))
    with pytest.raises(OutOfRange, match="periods"):
        fit.expected_purchases(summary, covariates, periods=-1)
    with pytest.raises(OutOfRange, match="annual_rate"):
        fit.discounted_purchases(summary, covariates, annual_rate=-1.0)
    months = summary.copy()
    months.attrs = {"period": "month"}
    with pytest.raises(WrongShape, match="period"):
        fit.p_alive(months, covariates)
    bare = summary.copy()
    bare.attrs = {}
    untold = mbg_nbd.fit_covariates(bare, covariates)
    assert untold.period is None
    with pytest.raises(ConfigurationError, match="period"):
        untold.discounted_purchases(bare, covariates, annual_rate=0.1)
    assert mbg_nbd.fit_covariates(bare, covariates, period="week").period == "week"
