"""The retention curve, the log-rank test and the time kept."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from gtkit.errors import NotEstimable, OutOfRange, WrongShape
from gtkit.scoring.customers.retention import log_rank, retention

bases = st.lists(st.tuples(st.integers(0, 12), st.booleans()), min_size=1, max_size=40)


def test_the_published_curve(references: dict[str, dict[str, Any]]) -> None:
    """Freireich's leukaemia trial: curve, Greenwood's errors, median, log-rank, restricted means, as in R."""
    case = references["A-KM"]
    given_, expected, tol = case["input"], case["expected"], case["abs_tol"]
    treated, placebo = retention(given_["t1"], given_["e1"]), retention(given_["t2"], given_["e2"])
    for time, retained in expected["S"].items():
        assert treated.at(float(time))[0] == pytest.approx(retained, abs=tol)
    for time, error in expected["se_greenwood"].items():
        assert treated.steps.loc[float(time), "se"] == pytest.approx(error, abs=tol)
    assert treated.median == expected["median1"]
    chi2, p_value = log_rank(given_["t1"] + given_["t2"], given_["e1"] + given_["e2"], [0] * 21 + [1] * 21)
    assert (chi2, p_value) == pytest.approx((expected["logrank_chi2"], expected["p"]), abs=tol)
    assert [curve.time_kept(20)[0] for curve in (treated, placebo)] == pytest.approx(expected["rmst_tau20"], abs=tol)


def test_the_interval_is_that_of_scipy(references: dict[str, dict[str, Any]]) -> None:
    """Log-log bounds agree with scipy's own survival function at each departure."""
    case = references["A-KM"]["input"]
    steps = retention(case["t1"], case["e1"], level=0.9).steps
    data = stats.CensoredData.right_censored(case["t1"], np.array(case["e1"]) == 0)
    bounds = stats.ecdf(data).sf.confidence_interval(0.9, method="log-log")
    assert steps["low"].tolist() == pytest.approx(bounds.low.evaluate(steps.index.to_numpy()).tolist())
    assert steps["high"].tolist() == pytest.approx(bounds.high.evaluate(steps.index.to_numpy()).tolist())


def test_an_invented_churn_is_recovered() -> None:
    """Exponential stays of mean 4, seen 6 at most: share, median and mean within 6 are found through the censoring."""
    rng = np.random.default_rng(4)
    stay, watched = rng.exponential(4, 6000), rng.uniform(1, 6, 6000)
    found = retention(np.minimum(stay, watched), stay <= watched)
    assert found.at(3.0)[0] == pytest.approx(np.exp(-3 / 4), abs=0.02)
    assert found.median == pytest.approx(4 * np.log(2), abs=0.15)
    mean, interval = found.time_kept(5.0)
    assert mean == pytest.approx(4 * (1 - np.exp(-5 / 4)), abs=0.1)
    assert interval.low < 4 * (1 - np.exp(-5 / 4)) < interval.high


def test_the_error_of_the_time_kept_is_its_spread_over_samples() -> None:
    """The interval's width is that of the restricted means of 300 other samples."""
    rng = np.random.default_rng(8)
    means, widths = [], []
    for _ in range(300):
        stay, watched = rng.exponential(4, 80), rng.uniform(4, 8, 80)
        mean, interval = retention(np.minimum(stay, watched), stay <= watched).time_kept(3.9)
        means.append(mean)
        widths.append(interval.width / 2 / 1.96)
    assert np.mean(widths) == pytest.approx(np.std(means), rel=0.12)


@given(bases)
def test_the_curve_keeps_its_laws(base: list[tuple[int, bool]]) -> None:
    """It falls within 0 and 1 inside its interval, ignores the file's order, and rescales with time."""
    seen, left = np.array([b[0] for b in base], dtype=float), np.array([b[1] for b in base])
    found = retention(seen, left)
    steps = found.steps
    assert (steps["retained"].diff().dropna() < 0).all()
    assert ((steps["low"] >= 0) & (steps["low"] <= steps["retained"]) & (steps["retained"] <= steps["high"])).all()
    assert (steps["high"] <= 1).all()
    again = retention(2 * seen[::-1], left[::-1])
    assert again.steps["retained"].tolist() == steps["retained"].tolist()
    assert again.time_kept(2 * found.last)[0] == pytest.approx(2 * found.time_kept(found.last)[0])
    assert found.time_kept(found.last)[0] <= found.last + 1e-9
    everyone = retention(seen, np.ones(len(seen)))
    assert everyone.steps["retained"].tolist() == pytest.approx([(seen > t).mean() for t in everyone.steps.index])
    assert everyone.time_kept(found.last)[0] == pytest.approx(seen.mean())


@given(st.integers(0, 2**32 - 1))
def test_the_test_of_two_groups_is_that_of_scipy(seed: int) -> None:
    """Two groups agree with scipy's log-rank, names aside; a third that copies all of them adds no difference."""
    rng = np.random.default_rng(seed)
    seen, left, group = rng.integers(1, 15, 40), rng.random(40) < 0.7, rng.permutation(np.repeat(["a", "b"], 20))
    if not left.any():
        return
    halves = [stats.CensoredData.right_censored(seen[group == g], ~left[group == g]) for g in "ab"]
    chi2, p_value = log_rank(seen, left, group)
    peer = stats.logrank(*halves)
    assert (chi2, p_value) == pytest.approx((peer.statistic**2, peer.pvalue))
    assert log_rank(seen, left, np.where(group == "a", "z", "b"))[0] == pytest.approx(chi2)
    same = log_rank(np.tile(seen, 3), np.tile(left, 3), np.repeat(["x", "y", "z"], 40))
    assert same == pytest.approx((0.0, 1.0), abs=1e-9)


def test_nobody_leaving_is_not_certainty() -> None:
    """Without a departure all are retained, the median is not reached, and the bound is the rule of three."""
    found = retention([5.0] * 30, [False] * 30)
    share, interval = found.at(5.0)
    assert (share, interval.high, found.median, found.departures) == (1.0, 1.0, np.inf, 0)
    assert interval.low == pytest.approx(1 - 3 / 30, abs=0.01)
    assert found.time_kept(5.0)[0] == 5.0


def test_a_departure_comes_before_a_last_sight_of_the_same_day() -> None:
    """Of two seen three years, the one who stayed was at risk when the other left."""
    found = retention([3.0, 3.0], [True, False]).steps
    assert found.loc[3.0, ["at_risk", "retained"]].tolist() == [2.0, 0.5]
    gone = retention([1.0, 2.0], [True, True]).steps
    assert gone.loc[2.0, ["retained", "low"]].tolist() == [0.0, 0.0]
    assert gone.loc[2.0, "high"] == gone.loc[1.0, "high"]


def test_what_cannot_be_followed_is_refused() -> None:
    """No customer, a negative stay, two lengths, a time beyond what was seen, one group, groups that never meet."""
    with pytest.raises(NotEstimable):
        retention([], [])
    with pytest.raises(OutOfRange, match="seen"):
        retention([-1.0], [True])
    with pytest.raises(WrongShape):
        retention([1.0, 2.0], [True])
    with pytest.raises(OutOfRange, match="time"):
        retention([1.0], [True]).at(2.0)
    with pytest.raises(OutOfRange, match="horizon"):
        retention([1.0], [True]).time_kept(2.0)
    with pytest.raises(NotEstimable, match="log_rank"):
        log_rank([1, 2], [True, True], ["a", "a"])
    with pytest.raises(NotEstimable, match="log_rank"):
        log_rank([1, 2], [False, False], ["a", "b"])
    with pytest.raises(WrongShape):
        log_rank([1, 2], [True, True], ["a"])


def test_a_customer_counts_from_the_day_a_departure_would_be_known() -> None:
    """By hand: at 2, of three followed then one leaves; at 4, of two. Who left before being followed is nowhere."""
    found = retention([2, 4, 5, 3, 1], [True, True, False, False, True], known_from=[0, 1, 3, 0, 1])
    assert found.steps["at_risk"].tolist() == [3, 2]
    assert found.steps["retained"].tolist() == pytest.approx([2 / 3, 1 / 3])
    assert found.departures == 2
