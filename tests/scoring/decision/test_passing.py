"""What must change to pass."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gtkit.errors import WrongShape
from gtkit.scoring.decision.electre_tri import Scale, scale, sort
from gtkit.scoring.decision.passing import what_must_change

CRITERIA = pd.DataFrame(
    {"direction": ["max", "min", "max"], "weight": [5, 3, 2], "q": [1, 5, 0], "p": [2, 10, 0], "v": [np.nan, 30, 2]},
    index=["margin", "days", "skill"],
)
LIMITS = pd.DataFrame({"margin": [10, 20], "days": [60, 45], "skill": [2, 3]})
SCALE = scale(CRITERIA, LIMITS)


def test_the_level_needed_is_that_of_the_hand_calculation() -> None:
    """C lacks half the margin's weight: 0.5 of support at 1.5 under the profile; days or skill cannot suffice."""
    rows = what_must_change(_case(5.0, 60.0, 2.0), SCALE).loc["case"]
    assert rows["target"].tolist() == [2, 2, 2]
    assert rows["shortfall"].iloc[0] == pytest.approx(0.25)
    assert rows.loc["margin", "needed"] == pytest.approx(8.5)
    assert rows.loc[["days", "skill"], "needed"].isna().all()
    assert rows["edge"].tolist() == pytest.approx([np.nan, 90.0, 0.0], nan_ok=True)


def test_a_pure_barrier_must_be_passed_and_two_are_not_lifted_by_one() -> None:
    """Where all else is perfect, the edge of an unweighed veto must be left behind; with two, neither suffices."""
    pure = scale(CRITERIA.assign(weight=[5, 0, 2]), LIMITS)
    row = what_must_change(_case(25.0, 95.0, 3.0), pure).loc[("case", "days")]
    assert (row["needed"], row["strict"], row["barrier"]) == (90.0, True, True)
    assert sort(_case(25.0, 90.0, 3.0), pure).classes["pessimistic"].tolist() == [1]
    assert sort(_case(25.0, 89.9, 3.0), pure).classes["pessimistic"].tolist() == [2]
    both = what_must_change(_case(25.0, 95.0, 0.0), SCALE).loc["case"]
    assert both["needed"].isna().all()
    assert both["barrier"].tolist() == [False, True, True]


def test_an_unknown_veto_says_the_level_that_opens_the_best_class() -> None:
    """Only the unknown criterion bars the way: no shortfall, a level for it, none for the others; two unknown: none."""
    rows = what_must_change(_case(25.0, np.nan, 3.0), SCALE).loc["case"]
    assert rows["target"].tolist() == [3, 3, 3]
    assert (rows["shortfall"] == 0).all()
    assert rows["needed"].notna().tolist() == [False, True, False]
    assert sort(_case(25.0, rows.loc["days", "needed"], 3.0), SCALE).classes["pessimistic"].tolist() == [3]
    assert what_must_change(_case(25.0, np.nan, np.nan), SCALE)["needed"].isna().all()


def test_the_best_have_nothing_to_change() -> None:
    """An alternative of the best class has no row."""
    assert what_must_change(_case(25.0, 30.0, 5.0), SCALE).empty


@given(st.integers(0, 2**32 - 1))
def test_the_level_suffices_and_a_little_less_does_not(seed: int) -> None:
    """Put at its level, a criterion alone lifts the class; a hair under, not; without one, perfection does not."""
    rng = np.random.default_rng(seed)
    cases, drawn = _world(rng)
    for (_, name), row in what_must_change(cases, drawn).iterrows():
        better = 1.0 if drawn.sign[drawn.criteria.get_loc(name)] > 0 else -1.0
        if np.isnan(row["needed"]):
            assert _class(cases, drawn, name, 1e6 * better) < row["target"]
        else:
            assert _class(cases, drawn, name, row["needed"] + 1e-6 * better * row["strict"]) >= row["target"]
            assert _class(cases, drawn, name, row["needed"] - 1e-4 * better) < row["target"]


def test_a_table_that_cannot_be_sorted_is_refused() -> None:
    """As the sorting itself does."""
    with pytest.raises(WrongShape):
        what_must_change(_case(1.0, 2.0, 3.0)[["margin"]], SCALE)


def _case(margin: float, days: float, skill: float) -> pd.DataFrame:
    return pd.DataFrame({"margin": [margin], "days": [days], "skill": [skill]}, index=["case"])


def _class(cases: pd.DataFrame, drawn: Scale, name: str, level: float) -> int:
    found = sort(cases.assign(**{name: level}), drawn).classes["pessimistic"]
    return int(found.fillna(1).iloc[0])


def _world(rng: np.random.Generator) -> tuple[pd.DataFrame, Scale]:
    """One alternative with holes against two profiles on five criteria, vetoes tight enough to be several at work."""
    names = list("vwxyz")
    q, p = np.sort(rng.integers(0, 4, (2, 5)), axis=0).astype(float)
    v = np.where(rng.random(5) < 0.6, p + rng.uniform(0.5, 8, 5), np.nan)
    direction = rng.choice(["max", "min"], 5)
    sign = np.where(direction == "max", 1.0, -1.0)
    weights = np.append(rng.integers(0, 6, 4), 3)
    criteria = pd.DataFrame({"direction": direction, "weight": weights, "q": q, "p": p, "v": v}, index=names)
    limits = pd.DataFrame(np.array([[10.0] * 5, [13.0] * 5]) * sign, columns=names)
    case = rng.uniform(2, 16, (1, 5)) * sign
    case[rng.random((1, 5)) < 0.1] = np.nan
    cut = float(rng.choice([0.6, 0.75, 0.9]))
    return pd.DataFrame(case, columns=names), scale(criteria, limits, cut=cut)
