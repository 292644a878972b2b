"""Krippendorff's alpha."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gtkit.errors import NotEstimable, OutOfRange, WrongShape
from gtkit.scoring.survey.coding import Measurement, krippendorff_alpha
from gtkit.scoring.survey.kappa import fleiss_kappa

SEEDS = st.integers(0, 2**32 - 1)
NOMINAL = Measurement.NOMINAL


def test_published_values(references: dict[str, dict[str, Any]]) -> None:
    """Krippendorff's data C, four coders and holes, on each of the four measurements."""
    case = references["A-KA"]
    for measurement in Measurement:
        found = krippendorff_alpha(case["input"]["coders"], measurement, rng=np.random.default_rng(0))
        assert found.alpha == pytest.approx(case["expected"][measurement], abs=case["abs_tol"])
        assert found.interval.low < found.alpha <= found.interval.high
        assert (found.units, found.codes, found.constant) == (11, 40, ())


def test_an_invented_reliability_is_recovered() -> None:
    """Coders who see the truth with probability s and guess otherwise have alpha s^2; 19 intervals of 20 hold it."""
    rng, held, found = np.random.default_rng(4), 0, []
    for _ in range(200):
        truth = rng.integers(0, 4, 120)
        sees = rng.random((3, 120)) < 0.8
        codes = np.where(sees, truth, rng.integers(0, 4, (3, 120)))
        result = krippendorff_alpha(codes, NOMINAL, rng=rng, draws=200)
        found.append(result.alpha)
        held += result.interval.low <= 0.64 <= result.interval.high
    assert np.mean(found) == pytest.approx(0.64, abs=0.01)
    assert 0.90 <= held / 200 <= 0.99


@given(SEEDS)
def test_alpha_is_its_definition(seed: int) -> None:
    """Pair by pair, unit by unit: what a patient reader would count, on each measurement."""
    codes = _codes(np.random.default_rng(seed))
    for measurement in Measurement:
        try:
            found = krippendorff_alpha(codes, measurement, rng=np.random.default_rng(0), draws=20).alpha
        except NotEstimable:
            continue
        assert found == pytest.approx(_counted(codes, measurement), abs=1e-9)


@given(SEEDS)
def test_alpha_keeps_its_laws(seed: int) -> None:
    """Blind to order, and to what each measurement ignores: names, growth, units; never above 1."""
    rng = np.random.default_rng(seed)
    codes = rng.integers(0, 4, (3, 12)).astype(float)
    codes[:, 0], codes[:, 1] = 0.0, 3.0
    names = np.array(["d", "b", "a", "c"], dtype=object)[codes.astype(int)]
    codes[rng.random(codes.shape) < 0.1] = np.nan
    names[np.isnan(codes)] = ""
    same = {
        Measurement.NOMINAL: names,
        Measurement.ORDINAL: np.exp(3 * codes),
        Measurement.INTERVAL: 7 - 2 * codes,
        Measurement.RATIO: 8 * codes,
    }
    for measurement, other in same.items():
        alpha = _only(codes, measurement)
        assert alpha <= 1
        assert _only(other, measurement) == pytest.approx(alpha, abs=1e-9)
        assert _only(codes[::-1][:, rng.permutation(12)], measurement) == pytest.approx(alpha, abs=1e-9)


@given(SEEDS)
def test_alpha_is_fleiss_kappa_for_a_small_sample(seed: int) -> None:
    """With n codes and no hole, 1 - alpha is (1 - kappa) (n - 1) / n."""
    rng = np.random.default_rng(seed)
    codes = rng.integers(0, 3, (4, 9))
    codes[:, 0], codes[:, 1] = 0, 1
    table = np.stack([(codes == c).sum(axis=0) for c in range(3)], axis=1)
    assert 1 - _only(codes, NOMINAL) == pytest.approx((1 - fleiss_kappa(table)) * 35 / 36)


def test_a_lazy_coder_is_named_and_costs() -> None:
    """One code throughout from one of three coders: told by his place, and the agreement falls."""
    truth = np.arange(30) % 3
    awake = krippendorff_alpha([truth, truth, truth], NOMINAL, rng=np.random.default_rng(0))
    lazy = krippendorff_alpha([truth, truth * 0, truth], NOMINAL, rng=np.random.default_rng(0))
    assert (awake.alpha, awake.standing, awake.constant) == (1.0, "accepted", ())
    assert (lazy.standing, lazy.constant) == ("recode", (1,))
    assert lazy.alpha < 0.6


def test_the_bars_are_those_of_krippendorff() -> None:
    """Two coders, 100 units of two kinds evenly spread: 92 alike pass 0.80, 85 alike are tentative."""
    one = np.arange(100) % 2
    for alike, standing in ((92, "accepted"), (85, "tentative"), (80, "recode")):
        other = np.where(np.arange(100) < alike, one, 1 - one)
        assert krippendorff_alpha([one, other], NOMINAL, rng=np.random.default_rng(0)).standing == standing


def test_the_same_seed_gives_the_same_interval() -> None:
    """The bootstrap is replayable."""
    codes = np.random.default_rng(9).integers(0, 3, (3, 20))
    one, other = (krippendorff_alpha(codes, NOMINAL, rng=np.random.default_rng(1)) for _ in range(2))
    assert one == other


def test_what_has_no_reliability_to_measure_is_refused() -> None:
    """One coder, no unit coded twice, no variety, no matrix, text as numbers, a negative ratio, an infinite code."""
    rng = np.random.default_rng(0)
    for codes in (
        [[1, 2, 3]],
        [[1, None, 3], [None, 2, None]],
        [[2, 2, 2], [2, 2, 2]],
        [[None], [""]],
        [[1, 1], [2, ""]],
    ):
        with pytest.raises(NotEstimable):
            krippendorff_alpha(codes, NOMINAL, rng=rng)
    with pytest.raises(NotEstimable):
        krippendorff_alpha([[1, 2], [1, 2]], NOMINAL, rng=rng, draws=0)
    with pytest.raises(WrongShape):
        krippendorff_alpha([1, 2, 3], NOMINAL, rng=rng)
    for codes, measurement in (
        ([["a", "b"], ["a", "b"]], Measurement.INTERVAL),
        ([[1, -1], [1, 2]], Measurement.RATIO),
        ([[1, np.inf], [1, 2]], Measurement.ORDINAL),
    ):
        with pytest.raises(OutOfRange):
            krippendorff_alpha(codes, measurement, rng=rng)


def _only(codes: np.ndarray, measurement: Measurement) -> float:
    return krippendorff_alpha(codes, measurement, rng=np.random.default_rng(0), draws=20).alpha


def _codes(rng: np.random.Generator) -> np.ndarray:
    codes = rng.integers(0, 5, (3, 7)).astype(float)
    codes[rng.random(codes.shape) < 0.25] = np.nan
    return codes


def _counted(codes: np.ndarray, measurement: Measurement) -> float:
    """Alpha from the pairs themselves."""
    units = [column[~np.isnan(column)] for column in codes.T]
    units = [unit for unit in units if len(unit) >= 2]
    pool = np.concatenate(units)

    def apart(c: float, k: float) -> float:
        if measurement is Measurement.ORDINAL:
            low, high = min(c, k), max(c, k)
            between = ((pool >= low) & (pool <= high)).sum() - ((pool == low).sum() + (pool == high).sum()) / 2
            return float(between) ** 2 if c != k else 0.0
        plain, ratio = c - k, (c - k) / (c + k) if c + k else 0.0
        return {NOMINAL: float(c != k), Measurement.INTERVAL: plain**2, Measurement.RATIO: ratio**2}[measurement]

    seen = sum(apart(c, k) / (len(unit) - 1) for unit in units for c in unit for k in unit) / len(pool)
    expected = sum(apart(c, k) for c in pool for k in pool) / (len(pool) * (len(pool) - 1))
    return 1 - seen / expected
