"""Pareto/NBD and MBG/NBD by segments: small ones near the base, large ones near their own fit, truth recovered."""

from __future__ import annotations

from types import ModuleType
from typing import Any

import numpy as np
import pandas as pd
import pytest

from gtkit.errors import NotEstimable, OutOfRange, WrongShape
from gtkit.valuation import SegmentedFit, mbg_nbd, pareto_nbd
from gtkit.valuation.flags import codes
from gtkit.valuation.history import history
from gtkit.valuation.likelihood import total_loglik
from gtkit.valuation.pooled import COORDINATES

BOTH = pytest.mark.parametrize("model", [pareto_nbd, mbg_nbd], ids=["pareto_nbd", "mbg_nbd"])
Base = tuple[pd.DataFrame, pd.Series]


def customers(rng: np.random.Generator, n: int, model: ModuleType, truth: np.ndarray) -> pd.DataFrame:
    """Customers of one segment, from r, rate of purchase, shape and rate of dropout (odds of leaving for MBG/NBD)."""
    shape, rate, of_leaving, leaving = truth
    age = 104 - rng.uniform(0, 35, n)
    times = np.cumsum(rng.exponential(1.0, (n, 250)) / rng.gamma(shape, rate / shape, n)[:, None], axis=1)
    if model is pareto_nbd:
        happens = times <= rng.exponential(1 / rng.gamma(of_leaving, leaving / of_leaving, n))[:, None]
    else:
        a, b = of_leaving * np.sqrt(leaving), of_leaving / np.sqrt(leaving)
        happens = np.arange(1, 251) < rng.geometric(rng.beta(a, b, n))[:, None]
    past = happens & (times <= age[:, None])
    return pd.DataFrame({"frequency": past.sum(axis=1), "recency": np.where(past, times, 0.0).max(axis=1), "T": age})


def invented(
    seed: int, sizes: list[int], model: ModuleType, spread: tuple[float, ...]
) -> tuple[pd.DataFrame, pd.Series, np.ndarray]:
    """A base by segments, whose parameters are drawn around one centre, and those parameters."""
    rng = np.random.default_rng(seed)
    centre = np.log([1.0, 0.1, 1.0, 0.025 if model is pareto_nbd else 0.3])
    truth = np.exp(centre + rng.normal(size=(len(sizes), 4)) * spread)
    parts = [customers(rng, n, model, each) for n, each in zip(sizes, truth, strict=True)]
    summary = pd.concat(parts, ignore_index=True)
    summary.index = pd.Index([f"C{k:05d}" for k in range(len(summary))], name="customer_id")
    summary.attrs["period"] = "week"
    names = np.repeat([f"S{k:02d}" for k in range(len(sizes))], sizes)
    return summary, pd.Series(names, index=summary.index), truth


def rate(params: Any) -> float:
    """Logarithm of the mean rate of purchase."""
    return float(np.log(params["r"] / params["alpha"]))


@BOTH
def test_a_small_segment_is_near_the_base_and_a_large_one_near_its_own_fit(model: ModuleType) -> None:
    """Among segments that differ by a third, 5 customers are the base's and flagged, 5,000 are left to themselves."""
    rng, sizes, rates = np.random.default_rng(3), [5, 5000, 800, 800, 800, 800], [0.1, 0.12, 0.07, 0.08, 0.13, 0.1]
    leaving = 0.025 if model is pareto_nbd else 0.3
    parts = [
        customers(rng, n, model, np.array([1.0, each, 1.0, leaving])) for n, each in zip(sizes, rates, strict=True)
    ]
    summary = pd.concat(parts, ignore_index=True)
    summary.attrs["period"] = "week"
    segments = pd.Series(np.repeat([f"S{k:02d}" for k in range(6)], sizes), index=summary.index)
    found = model.fit_pooled(summary, segments)
    small, large = found.segments["S00"], found.segments["S01"]
    assert (small.n, large.n) == (5, 5000)
    assert small.own < 0.25
    assert "borrowed" in codes(small.flags)
    for of_base in (found.centre, found.base.params):
        assert abs(rate(small.params) - rate(of_base)) < found.spread["purchase_rate"]
    few = summary[segments == "S00"]
    near, base = (fit.expected_purchases(few, periods=52).sum() for fit in (small, found.base))
    assert near == pytest.approx(base, rel=0.15)
    assert large.own > 0.75
    assert codes(large.flags) == ()
    many = summary[segments == "S01"]
    alone = model.fit(many)
    assert rate(large.params) == pytest.approx(rate(alone.params), abs=0.01)
    here, there = (fit.expected_purchases(many, periods=52).sum() for fit in (large, alone))
    assert here == pytest.approx(there, rel=0.01)
    assert np.sqrt(np.diag(large.log_vcov)[:2]) == pytest.approx(np.sqrt(np.diag(alone.log_vcov)[:2]), rel=0.35)


@BOTH
def test_pooled_rates_are_nearer_the_truth_than_separate_or_common_ones(model: ModuleType) -> None:
    """24 segments of 8 to 120 customers: the spread is found, log rates err least of the three, and as they say."""
    sizes = [8, 12, 16, 25, 40, 120] * 4
    summary, segments, truth = invented(11, sizes, model, (0.0, 0.5, 0.0, 0.0))
    found = model.fit_pooled(summary, segments)
    assert "unsettled" not in codes(found.flags)
    assert found.spread["purchase_rate"] == pytest.approx(0.5, rel=0.35)
    wanted = np.log(truth[:, 1])
    pooled = np.array([rate(fit.params) for fit in found.segments.values()])
    alone = []
    for _, rows in summary.groupby(segments):
        try:
            alone.append(rate(model.fit(rows).params))
        except NotEstimable:  # nobody of the segment bought twice
            alone.append(rate(found.base.params))

    def error(rates: Any) -> float:
        return float(np.sqrt(np.mean((rates - wanted) ** 2)))

    of_rate = model.COORDINATES[1]
    errors = np.array([np.sqrt(of_rate @ fit.log_vcov @ of_rate) for fit in found.segments.values()])
    assert 0.5 < np.mean(((pooled - wanted) / errors) ** 2) < 1.8
    assert error(pooled) < error(np.array(alone))
    assert error(pooled) < error(rate(found.base.params))
    assert found.loglik > found.base.loglik + 20
    assert found.aic < found.base.aic


@BOTH
def test_alike_segments_are_the_base(model: ModuleType) -> None:
    """Segments told by lot: no spread, and each customer is what the base says to 3 %."""
    summary, _, _ = invented(5, [600], model, (0.0, 0.0, 0.0, 0.0))
    lots = pd.Series(np.resize(["a", "b", "c", "d", "e", "f"], 600), index=summary.index)
    found = model.fit_pooled(summary, lots)
    assert found.spread["purchase_rate"] < 0.12
    np.testing.assert_allclose(
        found.expected_purchases(summary, lots, periods=52).sum(),
        found.base.expected_purchases(summary, periods=52).sum(),
        rtol=0.03,
    )
    if set(found.spread.values()) == {min(found.spread.values())}:
        assert "segments_alike" in codes(found.flags)
    assert found.aic < found.base.aic + 2


@BOTH
def test_each_segment_is_at_the_top_of_its_likelihood_and_the_law(model: ModuleType) -> None:
    """At a segment's parameters the slope of its likelihood is what the law of segments pulls back with."""
    summary, segments, _ = invented(8, [30, 60, 90, 120, 40], model, (0.2, 0.5, 0.0, 0.3))
    found = model.fit_pooled(summary, segments)
    assert [*found.spread] == [*COORDINATES]
    tight = np.diag(np.array([*found.spread.values()]) ** -2)
    for name, fit in found.segments.items():
        rows = history(summary[segments == name])
        logs, centre = (np.log([*each.values()]) for each in (fit.params, found.centre))
        value, slope = total_loglik(fit.model, rows)(logs)
        pull = model.COORDINATES.T @ tight @ model.COORDINATES @ (logs - centre)
        np.testing.assert_allclose(slope, pull, atol=1e-6 * rows.n)
        assert fit.loglik == pytest.approx(value)
        assert fit.gradient < 1e-8
        assert np.linalg.eigvalsh(fit.log_vcov).min() > 0


@BOTH
def test_names_order_and_the_unit_of_time_do_not_matter(model: ModuleType) -> None:
    """Segments renamed in reverse, customers shuffled, weeks told as days: the same predictions."""
    summary, segments, _ = invented(2, [20, 50, 100, 30, 60], model, (0.0, 0.5, 0.0, 0.4))
    found = model.fit_pooled(summary, segments)
    days = summary.assign(recency=7 * summary["recency"], T=7 * summary["T"]).sample(frac=1, random_state=1)
    days.attrs = {"period": "day"}
    other = segments.map({f"S{k:02d}": 9 - k for k in range(5)})
    same = model.fit_pooled(days, other)
    assert [*same.spread.values()] == pytest.approx([*found.spread.values()], rel=1e-2)
    here = found.discounted_purchases(summary, segments, annual_rate=0.1)
    there = same.discounted_purchases(days, other, annual_rate=0.1)
    np.testing.assert_allclose(there[summary.index], here, rtol=1e-3)
    assert there.index.equals(days.index)


@BOTH
def test_a_segment_of_one_customer_or_without_repeat_is_no_trouble(
    model: ModuleType, recwarn: pytest.WarningsRecorder
) -> None:
    """What no fit of its own could bear is drawn to the base: finite, flagged, no warning."""
    summary, segments, _ = invented(6, [300, 200, 150, 100], model, (0.0, 0.5, 0.0, 0.0))
    odd = segments.copy()
    odd.iloc[0] = "one"
    odd[(summary["frequency"] == 0) & (segments == "S03")] = "never twice"
    found = model.fit_pooled(summary, odd)
    for name in ("one", "never twice"):
        fit = found.segments[name]
        assert np.isfinite([*fit.params.values(), fit.loglik]).all()
        assert np.isfinite(fit.vcov).all()
    assert "borrowed" in codes(found.segments["one"].flags)
    assert np.isfinite(found.expected_purchases(summary, odd, periods=52)).all()
    assert not recwarn.list


@BOTH
def test_northwind_shows_no_dropout_by_segments_either(model: ModuleType, northwind: pd.DataFrame) -> None:
    """Where the base shows no dropout no segment does: each says so, is held to the base's, and nothing is infinite."""
    lots = pd.Series(np.resize(["a", "b", "c"], len(northwind)), index=northwind.index)
    found = model.fit_pooled(northwind, lots)
    assert {"no_dropout", "few_segments"} <= set(codes(found.flags))
    for fit in found.segments.values():
        assert "no_dropout" in codes(fit.flags)
        dropout = [model.COORDINATES[2:] @ np.log([*each.params.values()]) for each in (fit, found.base)]
        np.testing.assert_allclose(*dropout, atol=0.02)
        assert np.isfinite([*fit.params.values(), fit.loglik]).all()
    with pytest.raises(NotEstimable, match="no_dropout"):
        found.discounted_purchases(northwind, lots, annual_rate=0.1, horizon_years=np.inf)


ODD = {
    "alike": [(4, 20.0, 25.0)] * 20,
    "nobody leaves": [(k % 9 + 3, 51.0 + k % 2, 52.0) for k in range(60)],
    "one purchase each": [(1, 1.0 + 0.7 * k, 40.0) for k in range(50)],
    "many won today": [(0, 0.0, 0.0)] * 30 + [(2, 12.0, 30.0), (1, 3.0, 50.0), (0, 0.0, 40.0)] * 10,
    "hours": [(k % 4, 0.001 * (k % 4), 0.01) for k in range(40)],
}


@BOTH
@pytest.mark.parametrize("name", ODD)
def test_odd_portfolios_end_in_finite_fits_and_named_doubts(
    name: str, model: ModuleType, recwarn: pytest.WarningsRecorder
) -> None:
    """Whatever the base: parameters, variances and predictions of each segment are finite, without a warning."""
    summary = pd.DataFrame(ODD[name], columns=["frequency", "recency", "T"])
    summary.attrs["period"] = "week"
    lots = pd.Series(np.resize(["a", "b", "c"], len(summary)), index=summary.index)
    found = model.fit_pooled(summary, lots)
    assert found.flags
    for fit in found.segments.values():
        assert np.isfinite([*fit.params.values(), fit.loglik, fit.own, fit.effective]).all()
        assert np.isfinite(fit.vcov).all()
        assert np.isfinite(fit.draw_parameters(np.random.default_rng(1), 20)).all()
    for values in (
        found.p_alive(summary, lots),
        found.expected_purchases(summary, lots, periods=52),
        found.discounted_purchases(summary, lots, annual_rate=0.1),
        found.probability(summary, lots, purchases=0, periods=52),
    ):
        assert (np.isfinite(values) & (values >= 0)).all()
    assert not recwarn.list


def test_faulty_segments_are_refused() -> None:
    """One segment alone, a customer without one, a blank, a base in which nobody bought twice."""
    summary, segments, _ = invented(1, [40, 40], mbg_nbd, (0.0, 0.0, 0.0, 0.0))
    with pytest.raises(NotEstimable, match="segments; found 1"):
        mbg_nbd.fit_pooled(summary, pd.Series("all", index=summary.index))
    with pytest.raises(WrongShape, match="expected C00003"):
        mbg_nbd.fit_pooled(summary, segments.drop("C00003"))
    with pytest.raises(OutOfRange, match=r"segments\[C00002\]"):
        mbg_nbd.fit_pooled(summary, segments.where(segments.index != "C00002"))
    never = summary["frequency"] == 0
    with pytest.raises(NotEstimable, match="repeat_customers"):
        mbg_nbd.fit_pooled(summary[never], segments[never])


def test_a_fit_is_closed() -> None:
    """Nothing of a fit can be changed."""
    summary, segments, _ = invented(1, [60, 60], mbg_nbd, (0.0, 0.0, 0.0, 0.0))
    found: SegmentedFit = mbg_nbd.fit_pooled(summary, segments)
    with pytest.raises(AttributeError):
        found.base = None  # type: ignore[misc,assignment]
    with pytest.raises(TypeError):
        found.segments["S00"] = None  # type: ignore[index]
    with pytest.raises(ValueError, match="read-only"):
        found.segments["S00"].vcov[0, 0] = 1.0
