"""Missions beyond the firm's skills: the gap between the level asked and the level at hand.

The level at hand is the highest that enough people hold together: with two people needed, the second best counts.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from gtkit.arrays import vector
from gtkit.errors import WrongShape


def competence_gap(required: pd.DataFrame, available: pd.DataFrame) -> pd.DataFrame:
    """How far each case goes beyond the skills at hand.

    Parameters
    ----------
    required : DataFrame
        Columns case, skill, level (asked), people (who must hold it, 1 or more).
    available : DataFrame
        Columns skill, level, people (how many stand at exactly that level); a skill of level 0 is known to be lacking,
        one that is not listed is unknown.

    Returns
    -------
    DataFrame by case, in order of first mention: gap (largest known, max(0, asked - at hand) in levels, NaN when no
    skill asked is known), skill (the one of that gap, first by name when they tie, "" without gap), unknown (tuple of
    the skills asked that are not listed).

    Raises WrongShape when a case asks a skill twice or a skill and level are listed twice; OutOfRange for a negative
    level or a number of people below zero, or below one where people are asked.
    Source: METHODS M8.

    >>> asked = pd.DataFrame({"case": ["audit"], "skill": ["law"], "level": [4], "people": [2]})
    >>> staff = pd.DataFrame({"skill": ["law", "law"], "level": [5, 3], "people": [1, 2]})
    >>> competence_gap(asked, staff)
           gap skill unknown
    case
    audit  1.0   law      ()
    """
    for name, table, keys in (("required", required, ["case", "skill"]), ("available", available, ["skill", "level"])):
        if table.duplicated(keys).any():
            twice = tuple(table.loc[table.duplicated(keys), keys].iloc[0])
            raise WrongShape(name, found=twice, expected=f"each {' and '.join(keys)} once")
        vector(f"{name}.level", table["level"].to_numpy(), low=0)
    vector("required.people", required["people"].to_numpy(), low=1)
    vector("available.people", available["people"].to_numpy(), low=0)
    at_hand = [
        _at_hand(available[available["skill"] == skill], people)
        for skill, people in zip(required["skill"], required["people"], strict=True)
    ]
    rows = required[["case", "skill"]].assign(gap=(required["level"] - np.array(at_hand, dtype=float)).clip(lower=0.0))
    cases = pd.Index(rows["case"].unique(), name="case")
    rows = rows.sort_values("skill").sort_values("gap", ascending=False, kind="stable", na_position="last")
    worst = rows.drop_duplicates("case").set_index("case").reindex(cases)
    blind = rows[rows["gap"].isna()].groupby("case")["skill"].agg(tuple)
    return worst[["gap"]].assign(
        skill=worst["skill"].where(worst["gap"] > 0, ""),
        unknown=pd.Series([blind.get(case, ()) for case in cases], index=cases, dtype=object),
    )


def _at_hand(staff: pd.DataFrame, people: float) -> float:
    """Highest level that so many people hold or pass; 0 when the skill is listed without enough of them."""
    if staff.empty:
        return float("nan")
    down = staff.sort_values("level", ascending=False)
    enough = down.loc[down["people"].cumsum() >= people, "level"]
    return float(enough.iloc[0]) if len(enough) else 0.0
