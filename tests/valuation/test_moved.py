"""A likelihood moved by covariates: its published value, its derivatives, its limit without effect."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest

from gtkit.valuation.design import Design
from gtkit.valuation.history import history, thinned
from gtkit.valuation.mbg_nbd import MBG_NBD
from gtkit.valuation.moved import CovariateHistory, Effect, Move, Moved, with_covariates
from gtkit.valuation.nbd import NBD
from gtkit.valuation.pareto_nbd import PARETO_NBD

BUYING = Move(Effect("purchase", "alpha", -1.0), (0, 1))
AS_THEY_ARE = Design(names=("gender", "channel"), centre=np.zeros(2), unit=np.ones(2), span=np.ones(2))
PARETO = Moved(PARETO_NBD, (BUYING, Move(Effect("dropout", "beta", -1.0), (0, 1))), AS_THEY_ARE)
MBG = Moved(
    MBG_NBD,
    (BUYING, Move(Effect("dropout_a", "a", 1.0), (1,)), Move(Effect("dropout_b", "b", 1.0), (0,))),
    AS_THEY_ARE,
)
BASES = {"pareto_nbd": (1.0, 50.0, 1.0, 30.0), "mbg_nbd": (1.2, 40.0, 0.6, 1.4), "nbd": (1.0, 50.0)}
MODELS = [PARETO, MBG, Moved(NBD, (BUYING,), AS_THEY_ARE)]


@pytest.fixture(scope="module")
def rows(apparel: tuple[pd.DataFrame, pd.DataFrame]) -> CovariateHistory:
    """The apparel retailer's customers with gender and channel as they are, from 0."""
    summary, covariates = apparel
    return with_covariates(history(summary), covariates.to_numpy(dtype=float))


def summary_of(rows: CovariateHistory) -> pd.DataFrame:
    """The summary that histories were read from."""
    columns = {"frequency": rows.x, "recency": rows.t_x, "T": rows.T}
    return pd.DataFrame({name: values[rows.group] for name, values in columns.items()})


def total(model: Moved, theta: np.ndarray, rows: CovariateHistory) -> float:
    """Log-likelihood of all customers."""
    return rows.total(model.loglik(tuple(theta), rows)[0])


def test_the_likelihood_is_that_of_reference(published: Callable[[str], Any], rows: CovariateHistory) -> None:
    """A44: CLVTools' sum at parameters off the optimum, to its last digits."""
    effects = np.exp([-0.1, 0.4, 0.2, -0.3])  # purchase, then dropout
    assert total(PARETO, np.append(BASES["pareto_nbd"], effects), rows) == pytest.approx(published("A44"), rel=1e-13)


@pytest.mark.parametrize("model", MODELS, ids=lambda m: m.base.name)
def test_without_effect_it_is_the_model_itself(model: Moved, rows: CovariateHistory) -> None:
    """At coefficients 0, values and derivatives of the base are the plain model's, customer by customer."""
    base = BASES[model.base.name]  # type: ignore[attr-defined]
    values, slopes = model.loglik(tuple(np.append(base, np.ones(len(model.coefficients)))), rows)
    bare = history(summary_of(rows))
    plain, own = model.base.loglik(tuple(np.array(base)), bare)
    np.testing.assert_allclose(values[rows.group], plain[bare.group], rtol=1e-12)
    for slope, mine in zip(slopes, own, strict=False):
        np.testing.assert_allclose(slope[rows.group], mine[bare.group], rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("model", MODELS, ids=lambda m: m.base.name)
def test_derivatives_are_those_of_the_values(model: Moved, rows: CovariateHistory) -> None:
    """Each analytic derivative is the central difference, in every parameter and coefficient."""
    base = BASES[model.base.name]  # type: ignore[attr-defined]
    theta = np.append(base, np.exp(np.linspace(-0.4, 0.5, len(model.coefficients))))
    slopes = [rows.total(slope) for slope in model.loglik(tuple(theta), rows)[1]]
    for k, slope in enumerate(slopes):
        step = np.zeros(len(theta))
        step[k] = 1e-5 * theta[k]
        rough = (total(model, theta + step, rows) - total(model, theta - step, rows)) / (2 * step[k])
        assert slope == pytest.approx(rough, rel=1e-6, abs=1e-5)


def test_customers_are_parted_by_what_is_known_of_them() -> None:
    """Groups share a history and covariates; results go back to their customers; a sample keeps its covariates."""
    summary = pd.DataFrame({"frequency": [1, 0, 1, 1], "recency": [2.0, 0, 2, 2], "T": [9.0, 9, 9, 9]})
    z = np.array([[1.0], [0.0], [1.0], [0.0]])
    rows = with_covariates(history(summary), z)
    assert sorted(rows.count) == [1, 1, 2]
    assert rows.spread(rows.z[:, 0], "z").tolist() == z[:, 0].tolist()
    assert rows.spread(rows.x, "x").tolist() == summary["frequency"].tolist()
    some = thinned(rows, 3)
    assert isinstance(some, CovariateHistory)
    assert some.z.shape == (len(some.x), 1)
    with pytest.raises(TypeError):
        PARETO.loglik((np.ones(1),) * 8, history(summary))


def test_an_effect_out_of_all_measure_does_not_overflow(rows: CovariateHistory) -> None:
    """A multiplier of 1e300 on a covariate: values and derivatives stay finite."""
    theta = np.append(BASES["pareto_nbd"], [1e300, 1e-300, 1e300, 1e-300])
    values, slopes = PARETO.loglik(tuple(theta), rows)
    assert np.isfinite(values).all()
    assert all(np.isfinite(slope).all() for slope in slopes)
