"""BdW: published values, recovered truth, the sBG within it, refusals."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from gtkit.errors import NotEstimable
from gtkit.valuation import bdw, sbg
from gtkit.valuation.tenure import from_survivors


def test_four_years_are_the_published_fit() -> None:
    """A = 0.259, b = 1.723, c = 1.584 from four years, and the six that follow (R package foretell 0.2.0)."""
    found = bdw.fit(from_survivors([1000, 869, 743, 653, 593]))
    assert [*found.params.values()] == pytest.approx([0.2593549, 1.7226948, 1.5842688], rel=1e-3)
    projected = [0.5466194, 0.5103776, 0.4810526, 0.4566963, 0.4360444, 0.4182391]
    assert found.survival(np.arange(5, 11)) == pytest.approx(projected, rel=1e-4)
    assert found.gradient < 1e-8


def test_an_invented_truth_is_recovered() -> None:
    """Customers who grow attached (c = 0.7): the three parameters are found within 3 standard errors."""
    rng = np.random.default_rng(8)
    customers, truth = 60_000, {"a": 1.2, "b": 4.0, "c": 0.7}
    p = rng.beta(truth["a"], truth["b"], customers)
    # Still there at t while (1 - p)^(t^c) exceeds a uniform draw.
    life = (np.log(rng.random(customers)) / np.log1p(-p)) ** (1 / truth["c"])
    renewals = np.floor(life)
    asked = rng.integers(4, 13, customers)
    left = renewals < asked
    found = bdw.fit(pd.DataFrame({"renewals": np.where(left, renewals, asked), "left": left}))
    assert found.flags == ()
    for (name, value), error in zip(found.params.items(), np.sqrt(np.diag(found.log_vcov)), strict=True):
        assert abs(np.log(value / truth[name])) < 3 * error


def test_it_holds_the_sbg(contracts: pd.DataFrame) -> None:
    """One parameter more never fits worse, and the AIC counts it."""
    plain, aging = sbg.fit(contracts), bdw.fit(contracts)
    assert aging.loglik >= plain.loglik
    assert aging.aic - plain.aic == pytest.approx(2 - 2 * (aging.loglik - plain.loglik))


def test_two_opportunities_are_too_few_for_three_parameters() -> None:
    """The sBG is fitted to two renewals, the BdW refused."""
    table = from_survivors([100, 60, 45])
    assert sbg.fit(table).n == 100
    with pytest.raises(NotEstimable):
        bdw.fit(table)
