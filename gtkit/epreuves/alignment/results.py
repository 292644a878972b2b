"""Everything that épreuve 2 computes, before any of it is judged."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from gtkit.contracts import Tables
from gtkit.epreuves.alignment.asked import Asked, who_was_asked
from gtkit.epreuves.alignment.departments import by_department, most_cited
from gtkit.epreuves.alignment.ideas import Ideas, read_ideas
from gtkit.epreuves.alignment.lists import Lists, citing, concordance, overlaps, read_lists, top_of
from gtkit.epreuves.alignment.marks import Clarity, clarity, perceptions
from gtkit.epreuves.alignment.settings import Settings
from gtkit.epreuves.basis import Basis
from gtkit.errors import NotEstimable
from gtkit.scoring.survey.coding import Measurement, Reliability, krippendorff_alpha
from gtkit.scoring.survey.sampling import Certificate


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """What the tables give, None where they do not hold what it takes.

    `top` is management's own order of priorities; `shared` has one row a person of the field: citing (bool) and overlap
    (0 to 1); `w` is Kendall's W inside management; `labels` and `weights` are the
    objectives'.
    """

    settings: Settings
    tables: Tables
    lists: Lists | None
    top: tuple[str, ...]
    shared: pd.DataFrame | None
    w: float | None
    departments: pd.DataFrame | None
    coding: Reliability | None
    asked: Asked | None
    perceived: pd.DataFrame | None
    clarity: Clarity | None
    ideas: Ideas | None
    labels: pd.Series
    weights: pd.Series

    @property
    def basis(self) -> Basis:
        """What answers and traces are made from."""
        return Basis(tables=self.tables, as_of=self.settings.as_of)

    @property
    def first(self) -> tuple[str, ...]:
        """Management's first priorities, those that count."""
        return self.top[: self.settings.top]

    @property
    def said(self) -> tuple[str, ...]:
        """What most of the field cites."""
        return () if self.lists is None else most_cited(self.lists.field)

    @property
    def misaligned(self) -> pd.DataFrame | None:
        """Departments whose people are, surely enough, under the threshold of citing."""
        if self.departments is None:
            return None
        return self.departments[self.departments["under"]]

    @property
    def first_interview(self) -> date | None:
        """The first day on which anybody was asked."""
        people = self.basis.frame("collaborators")
        days = None if people is None else people["surveyed_on"].dropna()
        return None if days is None or days.empty else days.min().date()

    @property
    def ideas_shown(self) -> pd.DataFrame | None:
        """Ideas by department, None without them or without a frame."""
        return self.ideas.departments if self.ideas else None

    @property
    def certificate(self) -> Certificate | None:
        """The draw's certificate."""
        return self.asked.certificate if self.asked else None

    @property
    def drawn(self) -> pd.DataFrame | None:
        """People, drawn and asked, by department; small departments together."""
        return self.asked.shown(self.settings.smallest_group) if self.asked else None

    @property
    def thirds(self) -> pd.DataFrame | None:
        """Energy by third of clarity."""
        return self.clarity.thirds if self.clarity else None

    def named(self, codes: tuple[str, ...]) -> tuple[str, ...]:
        """Labels of priorities; the code itself for one that no objective has."""
        return tuple(str(self.told.get(code, code)) for code in codes)

    @property
    def told(self) -> dict[str, str]:
        """Label by code; for one that no objective has, what people most often said, where enough of them said it."""
        own = {str(code): str(label) for code, label in self.labels.items()}
        cited = self.basis.frame("priorities")
        if cited is None:
            return own
        told = cited[cited["said"] != ""].groupby(["objective", "said"])["collaborator_id"].nunique()
        told = told[told >= self.settings.smallest_group].sort_index().sort_values(ascending=False, kind="stable")
        return {str(code): str(said) for code, said in reversed(list(told.index))} | own


def compute(tables: Tables, settings: Settings) -> Results:
    """Every result of the épreuve that the tables allow."""
    objectives = tables["objectives"].frame.set_index("objective") if "objectives" in tables else None
    weights = pd.Series(dtype=float) if objectives is None else objectives["weight"]
    lists = read_lists(tables, settings)
    top = top_of(lists.directing, weights) if lists is not None else ()
    shared = _shared(lists, top, settings)
    return Results(
        settings=settings,
        tables=tables,
        lists=lists,
        top=top,
        shared=shared,
        w=None if lists is None else concordance(lists.directing),
        departments=by_department(lists, top, settings) if lists is not None and shared is not None else None,
        coding=_coding(tables, settings),
        asked=who_was_asked(tables, None if lists is None else lists.field, settings),
        perceived=perceptions(tables, settings),
        clarity=clarity(tables, shared, settings),
        ideas=read_ideas(tables, settings),
        labels=pd.Series(dtype=str) if objectives is None else objectives["label"],
        weights=weights,
    )


def _shared(lists: Lists | None, top: tuple[str, ...], settings: Settings) -> pd.DataFrame | None:
    if lists is None or lists.field.empty or not top:
        return None
    return pd.DataFrame({"citing": citing(lists.field, top, settings), "overlap": overlaps(lists.field, top, settings)})


def _coding(tables: Tables, settings: Settings) -> Reliability | None:
    """How alike the coders of the answers code; None without two of them."""
    if "priority_codes" not in tables:
        return None
    codes = tables["priority_codes"].frame
    sheet = codes.pivot(index="coder", columns=["collaborator_id", "rank"], values="objective")
    values = sheet.astype(object).where(sheet.notna(), None).to_numpy()
    try:
        return krippendorff_alpha(values, Measurement.NOMINAL, rng=settings.rng(), level=settings.interval_level)
    except NotEstimable:
        return None
