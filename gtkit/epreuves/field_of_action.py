"""The field of action: every opportunity sorted into accept, conditions or refuse, by the organisation's own criteria.

Each kind of opportunity is sorted with the criteria that concern it. A criterion that bears a veto is a barrier: who
reaches its limit is refused, whatever else is offered.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from pydantic import Field

from gtkit.contracts import Tables
from gtkit.epreuves.settings import EpreuveSettings
from gtkit.scoring.decision.competence import competence_gap
from gtkit.scoring.decision.electre_tri import CUT, Scale, scale, sort
from gtkit.scoring.decision.passing import what_must_change
from gtkit.scoring.decision.simos import card_weights

CLASSES = ("refuse", "conditions", "accept")
COMPETENCE = "competence"  # the criterion that skills and skills required fill where no score does
SORTING_TABLES = ("opportunities", "criteria", "profiles", "opportunity_scores")
_SIGNS = {"max": 1.0, "min": -1.0}


class SortingSettings(EpreuveSettings):
    """What the engagement decides about sorting its opportunities."""

    cut: float = Field(CUT, gt=0.5, le=1, description="Weight of criteria in favour that makes a class reached.")
    card_ratio: float = Field(
        6.0, ge=1, le=100, description="How many times the last card counts more than the first, where cards weigh."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldOfAction:
    """The opportunities sorted, and what sorted them.

    Attributes
    ----------
    classes : DataFrame by opportunity, those decided in the past included: kind, label, outcome, amount (currency),
        margin (currency), level (one of CLASSES, "" where no criterion of weight is known), debated (bool: two readings
        of the criteria differ), capped (bool: a barrier's criterion is unknown), barriers and missing (tuples of
        criteria), binding (criterion that keeps it from the next class and would suffice alone, or the unknown barrier
        that caps it; "" when accepted or when several must change), current and needed (its level and the one that
        would suffice, in its unit; NaN unknown), strict (bool: to be passed).
    criteria : DataFrame by criterion used: label, unit, kind ("" for all), direction, weight, q, p, v (NaN without
        veto), limit (level at which the barrier refuses, NaN without), reason, owner, review_on, whole (bool: no
        value is a fraction).
    performance : DataFrame opportunities x criteria, NaN unknown.
    scales : by kind, the criteria and profiles that sort it.
    left_out : criteria listed that sort nothing: a profile is lacking, or they contradict each other.
    """

    classes: pd.DataFrame
    criteria: pd.DataFrame
    performance: pd.DataFrame
    scales: Mapping[str, Scale]
    left_out: tuple[str, ...]

    @property
    def refused(self) -> tuple[str, ...]:
        """Opportunities that the criteria refuse."""
        return tuple(str(name) for name in self.classes.index[self.classes["level"] == CLASSES[0]])

    @property
    def open(self) -> pd.DataFrame:
        """The classes of the opportunities still to be decided."""
        return self.classes[self.classes["outcome"] == "open"]

    @property
    def barriers(self) -> pd.DataFrame:
        """The criteria that bear a veto."""
        return self.criteria[self.criteria["v"].notna()]

    def barriers_of(self, kind: str) -> pd.DataFrame:
        """The barriers that concern one kind of opportunity."""
        return self.barriers[self.barriers["kind"].isin(["", kind])]


def sort_opportunities(tables: Tables, settings: SortingSettings) -> FieldOfAction | None:
    """Sort every opportunity by the criteria of its kind.

    Parameters
    ----------
    tables : mapping of CheckedTable
        SORTING_TABLES; skills and required_skills where the criterion "competence" is listed without scores.
    settings : SortingSettings

    Returns
    -------
    FieldOfAction, or None without opportunities, criteria, profiles or scores, or when no criterion can weigh: neither
    weights nor cards are told of all.

    Source: METHODS M1 (sorting), M6 (cards), M8 (barriers, competence).
    """
    if any(key not in tables or tables[key].frame.empty for key in SORTING_TABLES):
        return None
    listed = tables["criteria"].frame.set_index("criterion")
    weight = weights(listed, settings)
    if weight is None:
        return None
    levels = tables["profiles"].frame.pivot(index="limit", columns="criterion", values="value")
    levels = levels.reindex(index=list(CLASSES[1:]), columns=listed.index)
    criteria = _criteria(listed, weight, levels)
    if criteria.empty:
        return None
    cases = tables["opportunities"].frame.set_index("opportunity")
    performance = _performance(tables, cases.index, criteria)
    scales, parts = {}, []
    for kind, rows in cases.groupby("kind", sort=True):
        own = criteria[criteria["kind"].isin(["", kind])]
        if not own["weight"].sum() > 0:
            parts.append(_unsorted(rows.index))
            continue
        scales[str(kind)] = scale(own, levels[own.index], cut=settings.cut)
        parts.append(_sorted(performance.loc[rows.index, own.index], scales[str(kind)]))
    found = cases[["kind", "label", "outcome", "amount", "margin"]].join(pd.concat(parts))
    return FieldOfAction(
        classes=found,
        criteria=criteria.assign(whole=(performance.isna() | (performance % 1 == 0)).all()),
        performance=performance,
        scales=scales,
        left_out=tuple(str(name) for name in listed.index if name not in criteria.index),
    )


def weights(criteria: pd.DataFrame, settings: SortingSettings) -> pd.Series | None:
    """Weight of each criterion: as told for all, else by the cards, else None.

    Parameters
    ----------
    criteria : DataFrame by criterion
        Columns weight, card_rank, white_cards; NaN where not told. Ranks may have holes: their order alone counts.
    settings : SortingSettings

    Returns
    -------
    Series by criterion, in any unit, or None when neither is known of all.

    Source: METHODS M6.
    """
    if criteria["weight"].notna().all() and criteria["weight"].sum() > 0:
        return criteria["weight"].rename("weight")
    cards = card_deck(criteria)
    if cards is None:
        return None
    ranks, white = cards
    return card_weights(ranks, ratio=settings.card_ratio, white_cards=white).weights.rename("weight")


def card_deck(criteria: pd.DataFrame) -> tuple[pd.Series, pd.Series] | None:
    """Ranks of the cards without hole, and white cards above each rank; None when some criterion has no card."""
    if criteria.empty or criteria["card_rank"].isna().any():
        return None
    ranks = criteria["card_rank"].rank(method="dense").astype("int64")
    white = criteria["white_cards"].fillna(0).round().groupby(ranks).max()
    return ranks, white[white.index < ranks.max()]


def _criteria(listed: pd.DataFrame, weight: pd.Series, levels: pd.DataFrame) -> pd.DataFrame:
    """The criteria that can sort: both profiles told, in their order, and thresholds that rise."""
    q = listed["indifference"].fillna(0.0)
    p = np.maximum(q, listed["preference"].fillna(q))
    sign = listed["direction"].map(_SIGNS).astype(float)
    low, high = levels.T["conditions"], levels.T["accept"]
    kept = listed[["label", "unit", "kind", "direction", "reason", "owner", "review_on"]].assign(
        weight=weight, q=q, p=p, v=listed["veto"], limit=low - sign * listed["veto"]
    )
    return kept[((high - low) * sign >= 0) & ~(listed["veto"] < p)]


def _performance(tables: Tables, cases: pd.Index, criteria: pd.DataFrame) -> pd.DataFrame:
    """Scores by opportunity and criterion, the competence gap put in where no score is told."""
    scores = tables["opportunity_scores"].frame.pivot(index="opportunity", columns="criterion", values="value")
    table = scores.reindex(index=cases, columns=criteria.index)
    gap = competence(tables)
    if gap is not None and COMPETENCE in table:
        table[COMPETENCE] = table[COMPETENCE].fillna(gap["gap"].reindex(cases))
    return table


def competence(tables: Tables) -> pd.DataFrame | None:
    """How far each opportunity goes beyond the skills at hand; None where skills or those required are not told."""
    if any(key not in tables or tables[key].frame.empty for key in ("skills", "required_skills")):
        return None
    required = tables["required_skills"].frame.rename(columns={"opportunity": "case"})
    return competence_gap(required.assign(people=required["people"].fillna(1.0)), tables["skills"].frame)


def _sorted(performance: pd.DataFrame, scale: Scale) -> pd.DataFrame:
    """Class of each opportunity of one kind, and the criterion that binds it."""
    classes = sort(performance, scale).classes
    level = classes["pessimistic"].map(dict(enumerate(CLASSES, start=1))).astype("object").fillna("")
    found = classes[["debated", "capped", "barriers", "missing"]].assign(level=level)
    found = found.join(_binding(performance, scale))
    guarded = set(scale.criteria[np.isfinite(scale.v)])
    unknown = found["missing"].map(lambda names: next((name for name in names if name in guarded), ""))
    found["binding"] = found["binding"].where((found["binding"] != "") | ~found["capped"], unknown)
    return found


def _binding(performance: pd.DataFrame, scale: Scale) -> pd.DataFrame:
    """The barrier that refuses, else the criterion that would lift it alone with the smallest step between classes."""
    changes = what_must_change(performance, scale)
    span = pd.Series(np.abs(np.diff(scale.profiles, axis=0)[0]), index=scale.criteria)
    step = (changes["needed"] - changes["current"]).abs() / span.replace(0.0, 1.0).reindex(
        changes.index.get_level_values("criterion")
    ).to_numpy()
    order = changes.assign(step=step.where(changes["needed"].notna(), np.inf)).sort_values(
        ["barrier", "step"], ascending=[False, True], kind="stable"
    )
    first = order.groupby(level="alternative", sort=False).head(1).reset_index("criterion")
    needed = first["needed"].fillna(first["edge"].where(first["barrier"]))
    alone = first["barrier"] | first["needed"].notna()
    bound = pd.DataFrame(
        {
            "binding": first["criterion"].where(alone, ""),
            "current": first["current"].where(alone),
            "needed": needed,
            "strict": first["strict"] | (first["barrier"] & first["needed"].isna()),
        }
    ).reindex(performance.index)
    return bound.assign(
        binding=bound["binding"].fillna(""), strict=bound["strict"].astype("boolean").fillna(value=False).astype(bool)
    )


def _unsorted(cases: pd.Index) -> pd.DataFrame:
    """Opportunities of a kind that no criterion weighs: nothing is said of them."""
    rows = {"debated": False, "capped": False, "level": "", "binding": "", "current": np.nan, "needed": np.nan}
    empty = pd.Series([()] * len(cases), index=cases, dtype=object)
    return pd.DataFrame({**rows, "strict": False}, index=cases).assign(barriers=empty, missing=empty)
