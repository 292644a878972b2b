"""From desirabilities to a score."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from gtkit.scoring.customers.scorecard import FLOOR, desirabilities, floored, scorecard

MARKS = arrays(np.float64, (4, 3), elements=st.floats(0, 1))


def lines(weights: tuple[float, ...] = (3, 2, 1), vital: tuple[bool, ...] = (False, False, False)) -> pd.DataFrame:
    return pd.DataFrame({"weight": weights, "indispensable": vital}, index=list("abc"))


def scores(marks: np.ndarray, **asked: tuple[float, ...] | tuple[bool, ...]) -> pd.DataFrame:
    rows = lines(**asked)  # type: ignore[arg-type]
    return scorecard(pd.DataFrame(marks, columns=list("abc")), rows["weight"], rows["indispensable"])


def test_a_published_desirability_is_found_again() -> None:
    """Derringer and Suich's tyre: the four desirabilities of the paper give D = 0.584 with equal weights."""
    d = pd.DataFrame([[0.189, 1.0, 0.657, 0.9333]], columns=list("wxyz"))
    ones = pd.Series(1.0, index=d.columns)
    found = scorecard(d, ones, pd.Series(False, index=d.columns))
    assert found["score"].iloc[0] == pytest.approx(58.4, abs=0.3)


@given(MARKS)
def test_the_score_lies_between_the_worst_and_the_mean(marks: np.ndarray) -> None:
    """Geometric at most arithmetic (but for the floor), both inside 0 to 100, all known when all are given."""
    found = scores(marks)
    assert (found["score"] <= found["arithmetic"] + 100 * FLOOR + 1e-9).all()
    assert found[["score", "arithmetic"]].stack().between(-1e-9, 100 + 1e-9).all()
    assert (found["completeness"] == 1).all()


@given(MARKS, st.floats(0.1, 50))
def test_only_the_ratio_of_weights_counts(marks: np.ndarray, by: float) -> None:
    """Weights all multiplied by one number give the same scores."""
    again = scores(marks, weights=(3 * by, 2 * by, by))
    pd.testing.assert_frame_equal(scores(marks), again)


def test_the_unknown_is_not_zero_and_the_indispensable_is_not_bought_off() -> None:
    """A score rests on what is known; a vital line at its worst makes 0, another does not."""
    unknown = scores(np.array([[1.0, np.nan, 1.0], [np.nan] * 3]))
    assert unknown["score"].iloc[0] == pytest.approx(100)
    assert unknown["completeness"].tolist() == [pytest.approx(4 / 6), 0]
    assert np.isnan(unknown["score"].iloc[1])
    gap = np.array([[0.0, 1.0, 1.0]])
    assert scores(gap, vital=(True, False, False))["score"].iloc[0] == 0
    assert scores(gap)["score"].iloc[0] == pytest.approx(100 * FLOOR**0.5)
    assert scores(gap)["weakest"].iloc[0] == "a"


def test_desirability_follows_the_direction_of_each_line() -> None:
    """More is better on one line, less on another; a line that nobody knows stays unknown; another way is refused."""
    rows = pd.DataFrame({"direction": ["max", "min"], "worst": [0.0, 9.0], "ideal": [10.0, 1.0]}, index=["up", "down"])
    found = desirabilities(pd.DataFrame({"up": [5.0, np.nan], "down": [5.0, 1.0]}), rows)
    assert found["up"].tolist() == [0.5, pytest.approx(np.nan, nan_ok=True)]
    assert found["down"].tolist() == [0.5, 1.0]
    with pytest.raises(KeyError):
        desirabilities(pd.DataFrame({"up": [5.0]}), rows.loc[["up"]].assign(direction="sideways"))


def test_only_the_dispensable_is_held_at_the_floor() -> None:
    """0 stays 0 on a vital line."""
    d = pd.DataFrame([[0.0, 0.0]], columns=["vital", "other"])
    assert floored(d, pd.Series([True, False])).tolist() == [[0.0, FLOOR]]
