"""sBG: published values, recovered truth, laws, refusals."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest

from gtkit.errors import NotEstimable
from gtkit.periods import Period
from gtkit.valuation import ContractFit, sbg
from gtkit.valuation.tenure import from_survivors

HIGH_END = [1000, 869, 743, 653, 593, 551, 517, 491]


@pytest.fixture(scope="module")
def regular(contracts: pd.DataFrame) -> ContractFit:
    """The fit to the published segment."""
    return sbg.fit(contracts, period=Period.YEAR)


def test_the_regular_segment_is_the_published_fit(published: Callable[[str], Any], regular: ContractFit) -> None:
    """A31: parameters and log-likelihood, nothing flagged."""
    a, b, loglik = published("A31")
    assert [*regular.params.values()] == pytest.approx([a, b], rel=2e-3)
    assert regular.loglik == pytest.approx(loglik, abs=0.01)
    assert regular.gradient < 1e-8
    assert regular.flags == ()


def test_the_projection_is_the_anchor(published: Callable[[str], Any], regular: ContractFit) -> None:
    """A32: survivors of years 8 to 12, retention of renewals 1 to 8."""
    values = published("A32")
    assert regular.survival(np.arange(8, 13)) == pytest.approx(values[:5], abs=5e-4)
    asked = pd.Series(np.arange(8))
    assert regular.retention(asked).to_numpy() == pytest.approx(values[5:], abs=5e-4)


def test_the_high_end_segment_is_the_published_fit() -> None:
    """A = 0.668, b = 3.806, log-likelihood -1611.2 (Fader & Hardie 2007, table 3)."""
    found = sbg.fit(from_survivors(HIGH_END))
    assert [*found.params.values()] == pytest.approx([0.668, 3.806], abs=5e-4)
    assert found.loglik == pytest.approx(-1611.2, abs=0.05)


def test_four_years_are_projected_as_published() -> None:
    """A = 1.281, b = 7.791 from four years, and the six years that follow (R package foretell 0.2.0)."""
    found = sbg.fit(from_survivors(HIGH_END[:5]))
    assert [*found.params.values()] == pytest.approx([1.281009, 7.790563], rel=1e-3)
    projected = [0.5344303, 0.4857783, 0.4444895, 0.4090608, 0.3783658, 0.3515453]
    assert found.survival(np.arange(5, 11)) == pytest.approx(projected, rel=1e-4)


def test_an_invented_truth_is_recovered_from_unequal_histories() -> None:
    """Contracts begun in any of ten years: parameters within 3 standard errors, and the expected renewals come true."""
    rng = np.random.default_rng(5)
    customers, a, b = 20_000, 0.9, 3.5
    leaves_at = rng.geometric(rng.beta(a, b, customers))
    asked = rng.integers(1, 11, customers)
    left = leaves_at <= asked
    table = pd.DataFrame({"renewals": np.where(left, leaves_at - 1, asked), "left": left})
    found = sbg.fit(table)
    for (name, value), error in zip(found.params.items(), np.sqrt(np.diag(found.log_vcov)), strict=True):
        assert abs(np.log(value / {"a": a, "b": b}[name])) < 3 * error
    there = ~left
    came = np.minimum(leaves_at[there] - 1 - asked[there], 5)
    expected = found.expected_renewals(table.loc[there, "renewals"], opportunities=5)
    assert expected.sum() == pytest.approx(came.sum(), abs=4 * came.std() * np.sqrt(there.sum()))


def test_a_group_is_its_customers(contracts: pd.DataFrame, regular: ContractFit) -> None:
    """One row a customer, in any order, is the same fit as one row a group."""
    rows = contracts.loc[contracts.index.repeat(contracts["customers"])].drop(columns="customers")
    again = sbg.fit(rows.sample(frac=1, random_state=2))
    assert [*again.params.values()] == pytest.approx([*regular.params.values()], rel=1e-9)
    assert (again.loglik, again.n) == (pytest.approx(regular.loglik), regular.n)


def test_alike_customers_are_the_limit_that_is_named() -> None:
    """Everyone leaving with one probability: a and b run off together, retention is right, and the fit says so."""
    found = sbg.fit(from_survivors([16_000, 8_000, 4_000, 2_000, 1_000]))
    assert {flag.code for flag in found.flags} & {"at_bound", "ill_conditioned"}
    assert found.retention(pd.Series([0, 3])).to_numpy() == pytest.approx([0.5, 0.5], abs=1e-3)


@pytest.mark.parametrize(
    "survivors", [[10, 10, 10], [10, 0], [10, 7]], ids=["nobody left", "nobody renewed", "asked once"]
)
def test_what_cannot_be_learned_is_refused(survivors: list[int]) -> None:
    """Without a loss, a renewal or a second opportunity there is nothing to estimate."""
    with pytest.raises(NotEstimable):
        sbg.fit(from_survivors(survivors))
