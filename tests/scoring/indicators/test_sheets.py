"""Definition sheets and the weight of indicators."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gtkit.errors import NotEstimable, WrongShape
from gtkit.scoring.indicators.sheets import FIELDS, answerable, answerable_share, filled, parts, weigh


def sheet(**fields: object) -> pd.DataFrame:
    """One indicator, every field filled but those told."""
    row = dict.fromkeys(FIELDS, "x") | {"cadence_days": 30.0, "target": 1.0, "failure_line": 2.0} | fields
    return pd.DataFrame([row], index=["a"])


def test_blank_is_empty_text_spaces_or_no_number() -> None:
    """Ten fields; a line of zero is a line."""
    assert filled(sheet()).all(axis=None)
    assert filled(sheet(owner="  ", target=np.nan)).loc["a"].sum() == 8
    assert filled(sheet(failure_line=0.0)).loc["a", "failure_line"]


@pytest.mark.parametrize("blank", [{"failure_line": np.nan}, {"owner": ""}, {"reaction": " "}])
def test_a_criterion_needs_line_owner_and_reaction(blank: dict[str, object]) -> None:
    """All three, and nothing else."""
    assert answerable(sheet(lever="", unit=""))["a"]
    assert not answerable(sheet(**blank))["a"]


def test_an_objective_s_weight_is_shared_by_strength() -> None:
    """Three quarters to the strong link, one to the weak; an objective that nothing measures is shared by nobody."""
    links = pd.DataFrame({"indicator": ["a", "b", "a"], "objective": ["keep", "keep", "grow"], "strength": [3, 1, 0]})
    weights = weigh(pd.Series({"keep": 8.0, "grow": 5.0}), links, indicators=pd.Index(["a", "b", "c"]))
    assert weights.to_dict() == {"a": 6.0, "b": 2.0, "c": 0.0}


def test_parts_of_an_objective_add_up_to_one_or_to_none() -> None:
    """A row an indicator, a column an objective, in the order asked: three quarters and one quarter, or nothing."""
    links = pd.DataFrame({"indicator": ["a", "b", "a"], "objective": ["keep", "keep", "grow"], "strength": [3, 1, 0]})
    found = parts(links, objectives=pd.Index(["grow", "keep"]), indicators=pd.Index(["b", "a", "c"]))
    assert found.tolist() == [[0.0, 0.25], [0.0, 0.75], [0.0, 0.0]]


@given(st.lists(st.sampled_from([0, 1, 3]), min_size=12, max_size=12), st.floats(0.1, 100))
def test_weights_add_up_to_what_is_measured(strengths: list[int], scale: float) -> None:
    """The sum of the weights is that of the objectives with a link; a common scale changes no share."""
    objectives = pd.Series({"x": 3.0, "y": 2.0, "z": 1.0})
    pairs = [(i, o) for i in "abcd" for o in "xyz"]
    links = pd.DataFrame(pairs, columns=["indicator", "objective"]).assign(strength=strengths)
    weights = weigh(objectives, links, indicators=pd.Index(list("abcd")))
    measured = links.loc[links["strength"] > 0, "objective"].unique()
    assert weights.sum() == pytest.approx(objectives[measured].sum())
    if weights.sum() > 0:
        answered = pd.Series([True, False, True, False], index=weights.index)
        assert answerable_share(weights * scale, answered) == pytest.approx(answerable_share(weights, answered))


def test_refusals() -> None:
    """An unknown indicator or objective; no weight at all."""
    links = pd.DataFrame({"indicator": ["a"], "objective": ["x"], "strength": [3]})
    with pytest.raises(WrongShape):
        weigh(pd.Series({"x": 1.0}), links, indicators=pd.Index(["b"]))
    with pytest.raises(WrongShape):
        weigh(pd.Series({"y": 1.0}), links, indicators=pd.Index(["a"]))
    with pytest.raises(NotEstimable):
        answerable_share(pd.Series({"a": 0.0}), pd.Series({"a": True}))
