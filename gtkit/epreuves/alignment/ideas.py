"""Do ideas come up, and are they answered? By department, over the last year."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from gtkit.contracts import Tables
from gtkit.epreuves.alignment.settings import Settings
from gtkit.scoring.customers.concentration import gini
from gtkit.scoring.survey.coded_shares import coded_shares
from gtkit.scoring.survey.small_groups import small_groups


@dataclass(frozen=True, slots=True, kw_only=True)
class Ideas:
    """Ideas of the twelve months before the last `answer_days`, so that each had its time to be answered.

    Attributes
    ----------
    given : ideas. answered : of them, in time. unanswered : still without an answer. adopted : of them. authors :
        people who gave one. people : in the frame (None without one). gini : of ideas over the people of the frame, NaN
        without one.
    departments : DataFrame by group: people, authors, ideas, answered, adopted, and the share of authors as
        `coded_shares` tells it; those of few authors together; None without a frame, or when all are of few.
    """

    given: int
    answered: int
    unanswered: int
    adopted: int
    authors: int
    people: int | None
    gini: float
    departments: pd.DataFrame | None


def read_ideas(tables: Tables, settings: Settings) -> Ideas | None:
    """What became of the ideas; None without one in the year."""
    if "ideas" not in tables:
        return None
    last = pd.Timestamp(settings.as_of) - pd.DateOffset(days=settings.answer_days)
    table = tables["ideas"].frame
    year = table[(table["date"] > last - pd.DateOffset(years=1)) & (table["date"] <= last)]
    if year.empty:
        return None
    quick = (year["answered_on"] - year["date"]).dt.days <= settings.answer_days
    year = year.assign(answered=quick.fillna(False).astype(bool))
    frame = tables["collaborators"].frame.set_index("collaborator_id") if "collaborators" in tables else None
    each = year["collaborator_id"].value_counts()
    return Ideas(
        given=len(year),
        answered=int(year["answered"].sum()),
        unanswered=int(year["answered_on"].isna().sum()),
        adopted=int(year["adopted"].sum()),
        authors=len(each),
        people=None if frame is None else len(frame),
        gini=float("nan") if frame is None else gini(each.reindex(frame.index, fill_value=0).to_numpy(dtype=float)),
        departments=None if frame is None else _by_department(year, frame["service"], settings),
    )


def _by_department(year: pd.DataFrame, service: pd.Series, settings: Settings) -> pd.DataFrame | None:
    """Departments whose authors are enough to be shown; the others together, None when that is all of them."""
    people, authors = (
        service.value_counts(),
        year.groupby(year["collaborator_id"].map(service))["collaborator_id"].nunique(),
    )
    small = small_groups(authors.reindex(people.index, fill_value=0).clip(lower=1), floor=settings.smallest_group)
    if len(small) >= len(people):
        return None
    group = service.where(~service.isin(small), " + ".join(sorted(small)))
    of_idea = year["collaborator_id"].map(group)
    table = pd.DataFrame(
        {
            "people": group.value_counts(),
            "authors": year.groupby(of_idea)["collaborator_id"].nunique(),
            "ideas": of_idea.value_counts(),
            "answered": year["answered"].groupby(of_idea).sum(),
            "adopted": year["adopted"].groupby(of_idea).sum(),
        }
    )
    table = table.fillna(0).astype(int).rename_axis("group")
    table = table.join(coded_shares(table["authors"], table["people"]))
    return table.sort_index().sort_values(["told", "people"], ascending=False, kind="stable")
