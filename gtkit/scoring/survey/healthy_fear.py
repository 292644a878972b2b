"""Is the fear of failure healthy? High standards are, where people also dare to speak: two axes, four quadrants.

Each person has a place on two scales of 0 to 1, the mean of its marks there: what is asked of it (standards), and
whether mistakes can be told (psychological safety). Low on both is apathy; safe without standards is comfort;
standards without safety is anxiety; both together is learning, the healthy fear of failure. A scale that does not hang
together (Cronbach's alpha) places nobody.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import pandas as pd
from scipy.special import ndtri

from gtkit.arrays import share
from gtkit.errors import NotEstimable, OutOfRange, WrongShape
from gtkit.evidence import Interval
from gtkit.scoring.survey.cronbach import cronbach_alpha
from gtkit.scoring.survey.intervals import hypergeometric, wilson
from gtkit.scoring.survey.small_groups import FLOOR, hidden_cells


class Quadrant(StrEnum):
    """Where a person, or most of them, stands."""

    APATHY = "apathy"
    COMFORT = "comfort"
    ANXIETY = "anxiety"
    LEARNING = "learning"


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthyFear:
    """How an organisation stands between apathy, comfort, anxiety and learning.

    Attributes
    ----------
    quadrants : DataFrame by quadrant, in the order of Quadrant: people (int), share, low, high.
    people : how many could be placed on both scales. asked : how many gave a mark at all.
    population : how many could have been asked, None where it is not known.
    standards_alpha, safety_alpha : consistency of each scale, None where it cannot be told.
    lead : learning's share less the largest other share; `lead_interval` its interval.
    floor : fewest people of whom anything may be shown.
    """

    quadrants: pd.DataFrame
    people: int
    asked: int
    population: int | None
    standards_alpha: float | None
    safety_alpha: float | None
    lead: float
    lead_interval: Interval
    floor: int = FLOOR

    @property
    def hidden(self) -> tuple[str, ...]:
        """Quadrants of which nothing may be shown: of too few people, or found by subtraction with those."""
        return hidden_cells(self.quadrants["people"], floor=self.floor)

    @property
    def lead_tells(self) -> bool:
        """Whether the lead over the largest other quadrant would tell of a hidden one."""
        others = self.quadrants["people"].drop(Quadrant.LEARNING.value)
        return str(others.idxmax()) in self.hidden

    @property
    def largest(self) -> Quadrant:
        """The quadrant of most people; of equals the less flattering one, in the order of Quadrant."""
        return Quadrant(str(self.quadrants["people"].idxmax()))


def recode(survey: pd.DataFrame, items: pd.DataFrame) -> pd.DataFrame:
    """Marks of 0 to 1, all in one sense: an item worded the other way round is turned.

    Parameters
    ----------
    survey : DataFrame
        collaborator_id, item, mark (1 to the item's highest).
    items : DataFrame
        item, reversed (bool), highest (2 or more).

    Returns
    -------
    DataFrame people x items, NaN where a person gave no mark.

    Raises WrongShape for an item that is not listed or comes twice, OutOfRange for a mark beyond its item's scale.

    >>> items = pd.DataFrame({"item": ["open"], "reversed": [True], "highest": [5.0]})
    >>> survey = pd.DataFrame({"collaborator_id": ["P1"], "item": ["open"], "mark": [2.0]})
    >>> float(recode(survey, items).loc["P1", "open"])
    0.75
    """
    listed = items.set_index("item")
    if listed.index.has_duplicates or not set(survey["item"]) <= set(listed.index):
        raise WrongShape(
            "survey", found=sorted(set(survey["item"]) - set(listed.index))[:3], expected="items listed once"
        )
    if survey.duplicated(["collaborator_id", "item"]).any():
        raise WrongShape("survey", found="two marks", expected="one mark a person and item")
    marks = survey.pivot(index="collaborator_id", columns="item", values="mark").astype(np.float64)
    highest, turned = (listed.loc[marks.columns, key].astype(np.float64) for key in ("highest", "reversed"))
    if marks.lt(1).any(axis=None) or marks.gt(highest, axis=1).any(axis=None):
        raise OutOfRange("mark", found="beyond its scale", expected=">= 1 and <= highest")
    level: pd.DataFrame = (marks - 1) / (highest - 1)
    return level * (1 - 2 * turned) + turned


def healthy_fear(
    standards: pd.DataFrame,
    safety: pd.DataFrame,
    *,
    cut: float = 0.5,
    population: int | None = None,
    level: float = 0.90,
    floor: int = FLOOR,
) -> HealthyFear:
    """Share of people in each quadrant.

    Parameters
    ----------
    standards, safety : DataFrame people x items
        Marks of 0 to 1 in one sense, as `recode` gives them. A person is placed on a scale when half of its items or
        more are known.
    cut : float
        From where on a place is high, between 0 and 1.
    population : int, optional
        How many people could have been asked: shares then have the exact interval of a finite population; Wilson's
        without it.
    level : float
        Of every interval.
    floor : int
        Fewest people of whom anything may be shown.

    Returns
    -------
    HealthyFear

    Raises NotEstimable when nobody can be placed on both scales; OutOfRange for a mark or a cut beyond 0 and 1, or more
    people than the population.
    Source: METHODS M37; Edmondson (1999), Administrative Science Quarterly 44(2), and (2008), Harvard Business Review
    86(7/8), for the quadrants; Goodman (1965), Technometrics 7(2), for the difference of two shares of one sample.
    """
    share("cut", cut)
    for name, marks in (("standards", standards), ("safety", safety)):
        if ((marks < 0) | (marks > 1)).any(axis=None):
            raise OutOfRange(name, found="a mark", expected=">= 0 and <= 1")
    places = pd.concat({"standards": _place(standards), "safety": _place(safety)}, axis=1)
    placed = places.dropna()
    n = len(placed)
    if n == 0:
        raise NotEstimable("healthy_fear", found=0, expected=">= 1 person on both scales")
    high = placed >= cut
    where = high["standards"].astype(int) * 2 + high["safety"].astype(int)
    counts = [int((where == k).sum()) for k in range(4)]
    shares = [_interval(k, n, population, level) for k in counts]
    quadrants = pd.DataFrame(
        {
            "people": counts,
            "share": [k / n for k in counts],
            "low": [interval.low for interval in shares],
            "high": [interval.high for interval in shares],
        },
        index=pd.Index([q.value for q in Quadrant], name="quadrant"),
    )
    lead, interval = learning_lead(counts, population=population, level=level)
    return HealthyFear(
        quadrants=quadrants,
        people=n,
        asked=len(places),
        population=population,
        standards_alpha=_alpha(standards),
        safety_alpha=_alpha(safety),
        lead=lead,
        lead_interval=interval,
        floor=floor,
    )


def learning_lead(counts: Sequence[int], *, population: int | None, level: float = 0.90) -> tuple[float, Interval]:
    """By how much learning's share passes the largest other one.

    Parameters
    ----------
    counts : sequence of int
        People by quadrant, in the order of Quadrant, one person at least; or of the others together, then of learning.
    population, level : as `healthy_fear`

    Returns
    -------
    (float, Interval): -1 to 1. The variance of the difference of two shares p and q is (p + q - (p - q)^2) / n, less
    the part of the population that was seen.

    >>> learning_lead([1, 2, 2, 5], population=10)[0]
    0.3
    """
    n = sum(counts)
    *others, learning = (k / n for k in counts)
    lead = learning - max(others)
    unseen = 1.0 if population is None else (population - n) / max(population - 1, 1)
    error = math.sqrt(max(learning + max(others) - lead**2, 0.0) / n * unseen)
    reach = float(ndtri((1 + level) / 2)) * error
    return lead, Interval(max(-1.0, lead - reach), min(1.0, lead + reach), level)


def _place(marks: pd.DataFrame) -> pd.Series:
    known = marks.notna().sum(axis=1) * 2 >= marks.shape[1]
    place: pd.Series = marks.mean(axis=1).where(known)
    return place


def _alpha(marks: pd.DataFrame) -> float | None:
    try:
        return cronbach_alpha(marks.dropna().to_numpy())
    except NotEstimable:
        return None


def _interval(k: int, n: int, population: int | None, level: float) -> Interval:
    return wilson(k, n, level=level) if population is None else hypergeometric(k, n, population, level=level)
