"""Competence gap."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gtkit.errors import OutOfRange, WrongShape
from gtkit.scoring.decision.competence import competence_gap

STAFF = pd.DataFrame(
    [("law", 5, 1), ("law", 3, 2), ("tax", 0, 4), ("data", 2, 1)], columns=["skill", "level", "people"]
)
ASKED = pd.DataFrame(
    [
        ("audit", "law", 4, 2),
        ("audit", "data", 2, 1),
        ("merger", "tax", 3, 1),
        ("merger", "law", 5, 4),
        ("merger", "chess", 1, 1),
        ("chess club", "chess", 2, 1),
        ("plea", "law", 5, 1),
    ],
    columns=["case", "skill", "level", "people"],
)


def test_the_gap_is_that_of_the_people_who_are_needed_together() -> None:
    """One holds law at 5, three at 3 or better: two needed at 4 leave a gap of 1, four needed leave 5."""
    found = competence_gap(ASKED, STAFF)
    assert found.index.tolist() == ["audit", "merger", "chess club", "plea"]
    assert found["gap"].tolist() == pytest.approx([1, 5, np.nan, 0], nan_ok=True)
    assert found["skill"].tolist() == ["law", "law", "", ""]
    assert found["unknown"].tolist() == [(), ("chess",), ("chess",), ()]


def test_ties_go_to_the_first_skill_by_name() -> None:
    """Two skills lack as much: one is named, whatever the order of the rows."""
    asked = pd.DataFrame({"case": "x", "skill": ["tax", "data"], "level": [1, 3], "people": 1})
    for rows in (asked, asked.iloc[::-1]):
        assert competence_gap(rows, STAFF)["skill"].tolist() == ["data"]


@given(st.integers(0, 2**32 - 1))
def test_the_gap_keeps_its_laws(seed: int) -> None:
    """Never negative; another hand never widens it; asking more never narrows it; order changes nothing."""
    rng = np.random.default_rng(seed)
    listed = pd.MultiIndex.from_product([["a", "b"], range(6)], names=["skill", "level"]).to_frame(index=False)
    staff = listed.assign(people=rng.integers(0, 3, 12))
    asked = pd.DataFrame({"case": list("xxyy"), "skill": list("abab"), "level": rng.integers(0, 6, 4), "people": 2})
    gap = competence_gap(asked, staff)["gap"]
    assert (gap >= 0).all()
    assert (competence_gap(asked, staff.assign(people=staff["people"] + 1))["gap"] <= gap).all()
    assert (competence_gap(asked.assign(level=asked["level"] + 1), staff)["gap"] >= gap).all()
    again = competence_gap(asked.iloc[rng.permutation(4)], staff.iloc[rng.permutation(12)])["gap"]
    pd.testing.assert_series_equal(again.sort_index(), gap.sort_index())


def test_what_is_no_skill_list_is_refused() -> None:
    """A skill asked or listed twice, a negative level, nobody asked."""
    with pytest.raises(WrongShape):
        competence_gap(pd.concat([ASKED, ASKED.iloc[:1]]), STAFF)
    with pytest.raises(WrongShape):
        competence_gap(ASKED, pd.concat([STAFF, STAFF.iloc[:1]]))
    with pytest.raises(OutOfRange):
        competence_gap(ASKED.assign(level=-1), STAFF)
    with pytest.raises(OutOfRange):
        competence_gap(ASKED.assign(people=0), STAFF)
