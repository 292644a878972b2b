"""The card test: people sort cases, and are held against the official sort. Who knows the limits?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from gtkit.arrays import Matrix, Vector
from gtkit.contracts import Tables
from gtkit.epreuves.field_of_action import CLASSES, FieldOfAction
from gtkit.epreuves.perimeter.settings import Settings
from gtkit.errors import NotEstimable
from gtkit.evidence import Quantity, Unit
from gtkit.scoring.survey.coded_shares import coded_shares
from gtkit.scoring.survey.intervals import hypergeometric, wilson
from gtkit.scoring.survey.kappa import crossed, linear_disagreement, weighted_kappa
from gtkit.scoring.survey.small_groups import small_groups
from gtkit.scoring.survey.stratified import stratified_share

_TOLERANCE = 1e-9  # 8 cards right of 10 are 80 %


@dataclass(frozen=True, slots=True, kw_only=True)
class CardTest:
    """What people answered, against the official sort.

    Attributes
    ----------
    answers : DataFrame people x cards: place of the class given in CLASSES, NaN without answer. People who answered
        too few cards are left out.
    official : Series by card: place of the right class.
    service : Series by person, "" unknown. groups : Series by person: the department under which it is told, "" for
        those too small to be shown. population : Series of people by department, None when not known of all.
    asked : people who answered one card at least.
    """

    answers: pd.DataFrame
    official: pd.Series
    service: pd.Series
    groups: pd.Series
    population: pd.Series | None
    asked: int

    @property
    def sizes(self) -> pd.Series | None:
        """People by group, None when not known of all: the whole is weighed by groups, lest it tell of a small one."""
        if self.population is None:
            return None
        names = self.population.index
        small = names.isin(self.service[self.groups == ""])
        return self.population.groupby(names.where(~small, "")).sum()

    @property
    def census(self) -> bool:
        """Whether everyone was asked, and answered enough cards."""
        return self.population is not None and len(self.answers) == int(self.population.sum())

    def right(self) -> pd.Series:
        """Share of the cards answered that each person sorts as the official sort."""
        found = right_rows(self.answers.to_numpy(dtype=np.float64), self.official.to_numpy(dtype=np.float64))
        return pd.Series(found, index=self.answers.index, name="right")

    def knows(self, right_share: float) -> pd.Series:
        """Whether each person sorts that share of the cards as the official sort."""
        told = self.official.to_numpy(dtype=np.float64)
        found = knowing_rows(self.answers.to_numpy(dtype=np.float64), told, right_share)
        return pd.Series(found, index=self.answers.index, name="right")

    @property
    def kappa(self) -> pd.Series:
        """Weighted kappa of each person with the official sort, NaN where it is not defined."""
        names = range(len(CLASSES))
        found = {}
        for person, row in self.answers.iterrows():
            table = crossed(self.official, row.astype("object").where(row.notna(), None), list(names))
            try:
                found[person] = weighted_kappa(table, disagreement=linear_disagreement(len(CLASSES)))
            except NotEstimable:
                found[person] = np.nan
        return pd.Series(found, index=self.answers.index, dtype="float64", name="kappa")


def card_test(tables: Tables, field: FieldOfAction | None, settings: Settings) -> CardTest | None:
    """The card test, None without cards, or when no card has an official class that nobody debates."""
    if field is None or "card_sort" not in tables or tables["card_sort"].frame.empty:
        return None
    clear = field.classes[(field.classes["level"] != "") & ~field.classes["debated"]]
    cards = tables["card_sort"].frame
    cards = cards[cards["opportunity"].isin(clear.index)]
    if cards.empty:
        return None
    places = dict(zip(CLASSES, range(len(CLASSES)), strict=True))
    answers = cards.assign(answer=cards["answer"].map(places).astype("float64")).pivot(
        index="collaborator_id", columns="opportunity", values="answer"
    )
    enough = answers.loc[answers.notna().sum(axis=1) >= settings.minimum_cards]
    enough = enough.sort_values(list(enough.columns), kind="stable")  # by answers, not by persons: a draw tells of none
    service, population = _roster(tables, enough.index)
    return CardTest(
        answers=enough,
        official=clear["level"].map(places).astype("float64").reindex(answers.columns),
        service=service,
        groups=grouped(service),
        population=population,
        asked=len(answers),
    )


def right_rows(answers: Matrix, official: Vector) -> Vector:
    """Share of the cards answered that each person sorts as an official sort; NaN for none.

    Parameters
    ----------
    answers : float array, shape (people, cards): place of the class given, NaN without answer.
    official : float array, shape (cards,): place of the right class, NaN for a card that has none.
    """
    answered = ~np.isnan(answers) & ~np.isnan(official)
    n = answered.sum(axis=1)
    return np.asarray(((answers == official) & answered).sum(axis=1) / np.where(n > 0, n, np.nan))


def knowing_rows(answers: Matrix, official: Vector, right_share: float) -> npt.NDArray[np.bool_]:
    """Whether each person sorts that share of the cards as an official sort; arrays as in `right_rows`."""
    return np.asarray(right_rows(answers, official) >= right_share - _TOLERANCE)


def grouped(service: pd.Series) -> pd.Series:
    """Departments by person as they may be told: "" in place of those too small to be shown."""
    return service.where(~service.isin(small_groups(service.value_counts())), "")


def knowing(knows: pd.Series, test: CardTest, *, level: float) -> Quantity:
    """Share of all people who know the limits, from those asked, each group of departments weighed by its people.

    Parameters
    ----------
    knows : Series of bool by person
    test : CardTest
    level : float

    Returns
    -------
    Quantity: exact in the finite population where its size is known, else Wilson.

    Source: METHODS M13.
    """
    sizes = test.sizes
    if sizes is None:
        k, n = int(knows.sum()), len(knows)
        return Quantity(k / n, Unit.SHARE, wilson(k, n, level=level))
    found = stratified_share(knows, test.groups.reindex(knows.index), sizes, level=level)
    return Quantity(min(found.value, 1.0), Unit.SHARE, found.interval)


def by_department(knows: pd.Series, test: CardTest, *, level: float) -> pd.DataFrame | None:
    """Share of people who know the limits in each department, those too small to be shown put together.

    Returns
    -------
    DataFrame by department ("" for those put together), least knowing first: asked, people, share, low, high, and
    what `coded_shares` lets be shown of them; None when departments are not known, or all of them together are too few
    to be shown.
    """
    if test.sizes is None or (test.groups == "").all():
        return None
    asked = test.groups.value_counts()
    rows = pd.DataFrame({"asked": asked, "right": knows.groupby(test.groups).sum(), "people": test.sizes[asked.index]})
    bounds = [
        hypergeometric(int(k), int(n), int(whole), level=level)
        for k, n, whole in zip(rows["right"], rows["asked"], rows["people"], strict=True)
    ]
    found = rows.assign(share=rows["right"] / rows["asked"], low=[b.low for b in bounds], high=[b.high for b in bounds])
    found = found.join(coded_shares(rows["right"], rows["asked"], low=found["low"], high=found["high"]))
    return found.sort_index().sort_values("told", kind="stable").rename_axis("service")


def _roster(tables: Tables, people: pd.Index) -> tuple[pd.Series, pd.Series | None]:
    """Department of each person asked, and headcount of the departments; None when one of them is not listed."""
    if "collaborators" not in tables:
        return pd.Series("", index=people, dtype="str"), None
    listed = tables["collaborators"].frame.set_index("collaborator_id")["service"]
    service = listed.reindex(people).fillna("")
    known = bool((service != "").all()) and len(listed) > 0
    return service, listed.value_counts().sort_index() if known else None
