"""Everything that épreuve 1 computes, before any of it is judged."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from gtkit.contracts import Tables
from gtkit.epreuves.basis import Basis, in_order
from gtkit.epreuves.field_of_action import FieldOfAction, competence, sort_opportunities
from gtkit.epreuves.perimeter.card_test import CardTest, by_department, card_test
from gtkit.epreuves.perimeter.robustness import held_classes, shaken_classes
from gtkit.epreuves.perimeter.settings import Settings
from gtkit.epreuves.perimeter.wasted_time import WastedTime, wasted_time
from gtkit.scoring.decision.barriers import Register, register

KINDS = ("mission", "service", "agreement")  # an initiative is barred with the services
_WITH_INITIATIVES = {"initiative": "service"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """What the tables give, None where they do not hold what it takes.

    `knows` says of each person asked whether it knows the limits, `departments` the share that does in each. `held` is
    the robustness of the classes, `shaken` the classes under other weights. `register` holds the barriers against the
    past cases. `gaps` are the missions beyond the skills at hand.
    """

    settings: Settings
    tables: Tables
    field: FieldOfAction | None
    test: CardTest | None
    knows: pd.Series | None
    departments: pd.DataFrame | None
    held: pd.DataFrame | None
    shaken: pd.DataFrame | None
    register: Register | None
    waste: WastedTime | None
    gaps: pd.DataFrame | None

    @property
    def basis(self) -> Basis:
        """What answers and traces are made from."""
        return Basis(tables=self.tables, as_of=self.settings.as_of)

    @property
    def open(self) -> pd.DataFrame | None:
        """The opportunities still to be decided, with the share of draws in which each keeps its class."""
        if self.field is None or self.field.open.empty:
            return None
        return self.field.open.join(self.held[["held", "robust"]] if self.held is not None else pd.DataFrame())

    @property
    def criteria(self) -> pd.DataFrame | None:
        """The criteria that sort, None where nothing is sorted."""
        return None if self.field is None else self.field.criteria

    @property
    def barriers(self) -> pd.DataFrame | None:
        """The barriers with what each did to past cases, and whether its review is overdue; None without any."""
        if self.field is None or self.field.barriers.empty:
            return None
        own = self.field.barriers
        own = own.assign(overdue=own["review_on"] < pd.Timestamp(self.settings.as_of))
        if self.register is None:
            none = pd.Series([()] * len(own), index=own.index, dtype=object)
            return own.assign(status="untested", seen=0, hits=0, contradictory=none)
        return own.join(self.register.barriers)

    @property
    def threshold(self) -> float:
        """Share of people who should know the limits."""
        return self.settings.knowledge_threshold

    @property
    def to_cease(self) -> pd.DataFrame | None:
        """Refused opportunities still worked on, None where time is not known."""
        return None if self.waste is None else self.waste.to_cease

    @property
    def wasted_services(self) -> pd.DataFrame | None:
        """Time by department, None where it is not known or cannot be shown."""
        return None if self.waste is None else self.waste.services

    @property
    def clauses(self) -> pd.DataFrame | None:
        """Values of the open agreements on the criteria that are barriers for them; None without either."""
        if self.field is None:
            return None
        own = self.field.open[self.field.open["kind"] == "agreement"]
        barred = self.field.barriers_of("agreement")
        if own.empty or barred.empty:
            return None
        return self.field.performance.loc[own.index, barred.index].set_axis(own["label"], axis=0)

    def of(self, *kinds: str) -> pd.DataFrame | None:
        """The open opportunities of these kinds, None without any."""
        rows = self.open
        return None if rows is None or not rows["kind"].isin(kinds).any() else rows[rows["kind"].isin(kinds)]

    def barred_kinds(self) -> tuple[str, ...]:
        """Those of KINDS that at least one barrier protects."""
        if self.field is None:
            return ()
        own = {kind: (kind, *(k for k, of in _WITH_INITIATIVES.items() if of == kind)) for kind in KINDS}
        return tuple(kind for kind, names in own.items() if any(len(self.field.barriers_of(name)) for name in names))


def compute(tables: Tables, settings: Settings) -> Results:
    """Every result of the épreuve that the tables allow.

    Parameters
    ----------
    tables : mapping of CheckedTable
        Any of TABLES.
    settings : Settings

    Returns
    -------
    Results
    """
    tables = in_order(tables)
    field = sort_opportunities(tables, settings)
    test = card_test(tables, field, settings)
    read = test is not None and len(test.answers) > 0
    knows = test.knows(settings.right_share) if test is not None and read else None
    return Results(
        settings=settings,
        tables=tables,
        field=field,
        test=test if read else None,
        knows=knows,
        departments=by_department(knows, test, level=settings.interval_level)
        if test is not None and knows is not None
        else None,
        held=None if field is None else held_classes(tables, field, settings),
        shaken=None if field is None else shaken_classes(tables, field, settings),
        register=None if field is None else _register(field),
        waste=wasted_time(tables, field, settings),
        gaps=_gaps(tables, field, settings),
    )


def _register(field: FieldOfAction) -> Register | None:
    """The barriers against the cases decided before; None without a barrier or without a case."""
    past = field.classes[field.classes["outcome"] != "open"]
    if past.empty or field.barriers.empty:
        return None
    cases = field.performance.loc[past.index].assign(kind=past["kind"])
    barriers = field.barriers.assign(criterion=field.barriers.index, active=True)
    clash = {"won", "margin"} & set(cases.columns)  # a criterion may bear the name of a column that the register reads
    renamed = {name: f"criterion {name}" for name in clash}
    return register(
        cases.rename(columns=renamed).assign(won=past["outcome"] == "won", margin=past["margin"]),
        barriers.assign(criterion=barriers["criterion"].replace(renamed)),
    )


def _gaps(tables: Tables, field: FieldOfAction | None, settings: Settings) -> pd.DataFrame | None:
    """Open opportunities that ask skills: label, gap (levels), skill, unknown, what to do; None without any."""
    gaps = competence(tables)
    if gaps is None or "opportunities" not in tables:
        return None
    cases = tables["opportunities"].frame.set_index("opportunity")
    own = cases.loc[(cases["outcome"] == "open") & cases.index.isin(gaps.index), ["label", "kind"]]
    if own.empty:
        return None
    rows = own.join(gaps)
    barred = pd.Series(False, index=rows.index)
    if field is not None:
        barred = field.classes["barriers"].reindex(rows.index).map(lambda names: "competence" in names)
    action = pd.Series("within", index=rows.index).mask(rows["gap"] > 0, "train")
    action = action.mask(rows["gap"] > settings.training_levels, "buy").mask(barred, "refuse")
    action = action.mask(rows["gap"].isna() | ((rows["unknown"].str.len() > 0) & ~barred), "unknown")
    return rows.assign(action=action).sort_values("gap", ascending=False, kind="stable")
