"""Who cites what: each person's list, management's own, and what the field has of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from gtkit.contracts import Tables
from gtkit.epreuves.alignment.settings import Settings
from gtkit.errors import NotEstimable
from gtkit.evidence import Interval
from gtkit.scoring.survey.agreement import kendall_w
from gtkit.scoring.survey.group_distance import places
from gtkit.scoring.survey.rank_overlap import rank_overlap
from gtkit.scoring.survey.small_groups import small_groups
from gtkit.scoring.survey.stratified import mean_of_strata, share_of_strata

ENDLESS = 1_000_000  # people of a field whose size is not known


@dataclass(frozen=True, slots=True, kw_only=True)
class Lists:
    """Priorities as people cite them.

    Attributes
    ----------
    lists : Series by person of tuple of codes, best first. management : Series of bool by person.
    group : Series of str by person: department, or the name under which small ones are shown together ("" unknown).
    population : Series of int by group: people of the field in the whole firm; endless where no frame tells.
    framed : whether a frame tells.
    """

    lists: pd.Series
    management: pd.Series
    group: pd.Series
    population: pd.Series
    framed: bool

    @property
    def field(self) -> pd.Series:
        """Lists of the people outside management."""
        return self.lists[~self.management]

    @property
    def directing(self) -> pd.Series:
        """Lists of management."""
        return self.lists[self.management]

    @property
    def census(self) -> bool:
        """Whether everybody of the field was asked."""
        return self.framed and len(self.field) == int(self.population.sum())

    @property
    def strata(self) -> npt.NDArray[np.intp]:
        """Place in `population` of the group of each person of the field."""
        return np.asarray(self.population.index.get_indexer(pd.Index(self.group[~self.management])))


def read_lists(tables: Tables, settings: Settings) -> Lists | None:
    """The lists of priorities; None without any. Departments too small to show are put together under one name."""
    if "priorities" not in tables or tables["priorities"].frame.empty:
        return None
    cited = tables["priorities"].frame.sort_values(["collaborator_id", "rank"])
    cited = cited.drop_duplicates(["collaborator_id", "objective"])
    lists = cited.groupby("collaborator_id")["objective"].agg(tuple)
    if "collaborators" not in tables:
        nobody, everyone = pd.Series(False, index=lists.index), pd.Series("", index=lists.index)
        return Lists(lists=lists, management=nobody, group=everyone, population=pd.Series({"": ENDLESS}), framed=False)
    people = tables["collaborators"].frame.set_index("collaborator_id")
    management = people["management"].reindex(lists.index, fill_value=False).astype(bool)
    service = people["service"].reindex(lists.index, fill_value="")
    asked = service[~management].value_counts()
    employed = people.loc[~people["management"], "service"].value_counts()
    small = small_groups(asked.reindex(employed.index, fill_value=0), floor=settings.smallest_group)
    silent = [name for name in employed.index if name not in asked.index and name not in small]
    joined = " + ".join(sorted({*small, *silent}))
    names = {name: joined if name in small or name in silent else name for name in employed.index}
    group = service.map(names).fillna("")
    order = sorted(lists.index, key=lambda person: (group[person], lists[person], person))
    return Lists(  # by group and list, not by persons: a draw tells of none
        lists=lists.loc[order],
        management=management.loc[order],
        group=group.loc[order],
        population=employed.groupby(employed.index.map(names)).sum(),
        framed=True,
    )


def top_of(directing: pd.Series, weights: pd.Series) -> tuple[str, ...]:
    """Management's own order of priorities: by median place, then mean place, then declared weight, then name.

    Parameters
    ----------
    directing : Series of tuple
        Lists of management's members.
    weights : Series by objective
        Declared weights; they part items that the lists do not.

    Returns
    -------
    tuple of str: every item that a member cites, best first; the declared objectives by weight where nobody cites.
    """
    if directing.empty:
        return tuple(weights.sort_index().sort_values(ascending=False, kind="stable").index)
    items = pd.Index(sorted({item for listed in directing for item in listed}))
    given = places(directing, items)
    order = pd.DataFrame(
        {
            "median": given.median(),
            "mean": given.mean(),
            "weight": -weights.reindex(items).fillna(0.0),
            "name": items,
        }
    )
    return tuple(order.sort_values(["median", "mean", "weight", "name"]).index)


def concordance(directing: pd.Series) -> float | None:
    """Kendall's W inside management; None with fewer than two members or nothing to part the items."""
    items = pd.Index(sorted({item for listed in directing for item in listed}))
    if len(directing) < 2 or len(items) < 2:
        return None
    try:
        return kendall_w(-places(directing, items).to_numpy(), rng=np.random.default_rng(0)).w
    except NotEstimable:
        return None


def citing(field: pd.Series, top: tuple[str, ...], settings: Settings) -> pd.Series:
    """Whether each person cites enough of management's first priorities."""
    first = set(top[: settings.top])
    return field.map(lambda listed: len(first & set(listed)) >= min(settings.cited_needed, len(first))).astype(bool)


def overlaps(field: pd.Series, top: tuple[str, ...], settings: Settings) -> pd.Series:
    """Rank-biased overlap of each person's list with management's, 0 to 1."""
    seen: dict[tuple[str, ...], float] = {}
    for listed in field:
        if listed not in seen:
            seen[listed] = rank_overlap(listed, top, persistence=settings.persistence)
    return field.map(seen).astype(float)


def whole_field(
    values: npt.NDArray[np.float64] | npt.NDArray[np.bool_],
    strata: npt.NDArray[np.intp],
    population: npt.NDArray[np.int64],
    *,
    level: float,
) -> tuple[float, Interval] | None:
    """Share (of bools) or mean over the whole field, weighed by group.

    Parameters
    ----------
    values, strata : arrays, shape (people asked,)
        What each is, and the place of its group.
    population : int array, shape (groups,)
    level : float

    Returns
    -------
    (value, Interval), None where a group has fewer than two answers and was not asked whole.
    """
    asked = np.bincount(strata, minlength=len(population))
    if ((asked < 2) & (asked < population)).any():
        return None
    mean = np.bincount(strata, weights=values, minlength=len(population)) / asked
    if values.dtype == bool:
        return share_of_strata(mean, asked, population, level=level)
    square = np.bincount(strata, weights=(values - mean[strata]) ** 2, minlength=len(population))
    return mean_of_strata(mean, square / np.maximum(asked - 1, 1), asked, population, level=level)
