"""Register of strategic barriers: what each refuses, alone or with others, and whether it ever bit.

A barrier is a limit on one criterion; whoever reaches it is refused, whatever else is offered. Against the real past
cases, an active barrier bites (it would have refused one at least) or is decorative; it is contradictory where it
would have refused a success: a case won whose margin passes the median of the cases won. Nothing is decided for the
reader there: the case is shown, and asked about.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from gtkit.arrays import vector
from gtkit.errors import OutOfRange, WrongShape

_SIGNS = {"max": 1.0, "min": -1.0}


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """Barriers against past cases.

    Attributes
    ----------
    barriers : DataFrame by barrier: status ("inactive", "biting", "decorative", or "untested" when no past case that
        it concerns is known on its criterion), seen (cases that it concerns and that are known), hits (cases at or
        beyond its limit, even while inactive), alone (cases that no other active barrier refuses), contradictory
        (tuple of the successes that it refuses, empty while inactive).
    overlap : DataFrame active x active barriers: cases that both refuse; the diagonal holds the hits.
    cases : DataFrame by case, as `refusals` gives.
    kinds : DataFrame by kind of case, sorted: barriers (active and concerning it), cases, refused.
    coverage : share of the active barriers tested that bite, NaN when none is tested.
    """

    barriers: pd.DataFrame
    overlap: pd.DataFrame
    cases: pd.DataFrame
    kinds: pd.DataFrame
    coverage: float


def refusals(cases: pd.DataFrame, barriers: pd.DataFrame) -> pd.DataFrame:
    """Which cases the active barriers refuse: one is enough.

    Parameters
    ----------
    cases : DataFrame by case
        Columns kind and the criteria of the barriers, in their unit; NaN is unknown.
    barriers : DataFrame by barrier
        Columns criterion (a column of the cases), direction ("max" refuses at the limit or under, "min" at the limit
        or over), limit (criterion's unit), kind (the one concerned, "" for all), active (bool). A contract clause is
        a criterion of 0 or 1.

    Returns
    -------
    DataFrame by case: refused (boolean; NA when no barrier hits but one cannot tell), barriers (tuple of those that
    refuse it), unknown (tuple of those that concern it but whose criterion is not known).

    Raises WrongShape when a criterion has no column or a case or barrier is listed twice; OutOfRange for an unknown
    direction or a limit that is not finite.
    Source: METHODS M8, the conjunctive rule.

    >>> limits = pd.DataFrame({"criterion": ["margin", "days"], "direction": ["max", "min"], "limit": [0.1, 90],
    ...                        "kind": "", "active": True}, index=["no loss", "no bank"])
    >>> refusals(pd.DataFrame({"kind": "deal", "margin": [0.3, 0.3], "days": [120, np.nan]}), limits)
       refused    barriers     unknown
    0     True  (no bank,)          ()
    1     <NA>          ()  (no bank,)
    """
    hit, known = _hits(cases, barriers)
    active = barriers["active"].to_numpy(dtype=bool)
    hit, blind = hit & active, _concerned(cases, barriers) & ~known & active
    refused = pd.Series(hit.any(axis=1), index=cases.index, dtype="boolean")
    return pd.DataFrame(
        {
            "refused": refused.mask(~hit.any(axis=1) & blind.any(axis=1)),
            "barriers": _named(hit, barriers.index, cases.index),
            "unknown": _named(blind, barriers.index, cases.index),
        }
    )


def register(cases: pd.DataFrame, barriers: pd.DataFrame) -> Register:
    """Hold the barriers against past cases.

    Parameters
    ----------
    cases : DataFrame by past case
        As `refusals` reads it, with won (bool) and margin (any one unit; NaN unknown).
    barriers : DataFrame by barrier
        As `refusals` reads it.

    Returns
    -------
    Register

    Raises as `refusals`.
    Source: METHODS M8.
    """
    hit, known = _hits(cases, barriers)
    active = barriers["active"].to_numpy(dtype=bool)
    working = hit & active
    alone = hit & (working.sum(axis=1)[:, None] - working == 0)
    won = cases["won"].to_numpy(dtype=bool)
    margin = pd.Series(cases["margin"], dtype=np.float64)
    success = won & (margin > margin[won].median()).to_numpy(dtype=bool)
    seen, hits = known.sum(axis=0), hit.sum(axis=0)
    status = np.select([~active, hits > 0, seen > 0], ["inactive", "biting", "decorative"], default="untested")
    tested = np.isin(status, ["biting", "decorative"])
    found, names = refusals(cases, barriers), barriers.index
    return Register(
        barriers=pd.DataFrame(
            {
                "status": status,
                "seen": seen,
                "hits": hits,
                "alone": alone.sum(axis=0),
                "contradictory": _named((working & success[:, None]).T, cases.index, names),
            },
            index=names,
        ),
        overlap=pd.DataFrame(
            (working.T.astype(np.int64) @ working)[np.ix_(active, active)], index=names[active], columns=names[active]
        ),
        cases=found,
        kinds=_kinds(cases, barriers, found),
        coverage=float((status[tested] == "biting").mean()) if tested.any() else float("nan"),
    )


def _hits(cases: pd.DataFrame, barriers: pd.DataFrame) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """Whether each case (rows) reaches each barrier (columns) that concerns it, and whether that is known."""
    lacking = sorted(set(barriers["criterion"]) - set(cases.columns))
    if lacking or cases.index.has_duplicates or barriers.index.has_duplicates:
        raise WrongShape("barriers", found=lacking, expected="each criterion a column, each case and barrier once")
    odd = barriers.index[~barriers["direction"].isin(list(_SIGNS))]
    if len(odd):
        raise OutOfRange(f"direction[{odd[0]}]", found=barriers.loc[odd[0], "direction"], expected="max | min")
    limits = vector("limit", barriers["limit"].to_numpy())
    sign = barriers["direction"].map(_SIGNS).to_numpy(dtype=np.float64)
    levels = cases[barriers["criterion"].tolist()].to_numpy(dtype=np.float64)
    known = ~np.isnan(levels) & _concerned(cases, barriers)
    return known & (levels * sign <= limits * sign), known


def _concerned(cases: pd.DataFrame, barriers: pd.DataFrame) -> npt.NDArray[np.bool_]:
    kind = barriers["kind"].to_numpy(dtype=object)
    return np.asarray((kind == "") | (cases["kind"].to_numpy(dtype=object)[:, None] == kind), dtype=bool)


def _kinds(cases: pd.DataFrame, barriers: pd.DataFrame, found: pd.DataFrame) -> pd.DataFrame:
    working = barriers.loc[barriers["active"].astype(bool), "kind"]
    kinds = sorted({*cases["kind"], *working} - {""})
    own = [int(working.isin(["", kind]).sum()) for kind in kinds]
    refused = found["refused"].fillna(value=False).astype(bool)
    counts = [(int((cases["kind"] == kind).sum()), int(refused[cases["kind"] == kind].sum())) for kind in kinds]
    rows = [(barring, *count) for barring, count in zip(own, counts, strict=True)]
    return pd.DataFrame(rows, index=pd.Index(kinds, dtype="str"), columns=["barriers", "cases", "refused"])


def _named(marked: npt.NDArray[np.bool_], names: pd.Index, index: pd.Index) -> pd.Series:
    return pd.Series([tuple(names[row]) for row in marked], index=index, dtype=object)
