"""Is the list of indicators a system? Coverage of the objectives, orphans, repeats, timeliness, gaming, conflicts.

An objective is covered when an indicator measures it strongly (alignment 3). An indicator that measures none is an
orphan; two that rank the periods alike (|Spearman| >= 0.9 over 12 periods) say the same thing. One that is rewarded,
easy to bend and not audited will be gamed; one that pays for what a barrier refuses is at war with the strategy.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd
from scipy import stats

from gtkit.arrays import vector
from gtkit.errors import NotEstimable, OutOfRange, WrongShape

TEN_TESTS = (
    "truth",  # does it measure what it says
    "focus",  # that and nothing else
    "relevance",  # is that what matters
    "consistency",  # the same whoever measures
    "access",  # can its data be had
    "clarity",  # is it read in one way
    "so_what",  # does it call for an act
    "timeliness",  # in time for it
    "cost",  # worth its price
    "gaming",  # will it bring about the wrong deed
)
ALIGNMENTS = (0, 1, 3)
STRONG = 3
REDUNDANT = 0.9
FEWEST_POINTS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemAudit:
    """What the list of indicators is worth as a system.

    Attributes
    ----------
    coverage : share of the objectives' weight that is strongly measured. uncovered : objectives that are not.
    indicators : DataFrame by indicator: orphan (bool), timely (boolean, NA where an interval of time is not known),
        tests_passed and tests_known (of TEN_TESTS), gaming_risk (0 to 1, NaN if not known), conflict (bool).
    conflicts : DataFrame indicator, kind: rewards that pay for what a barrier refuses; one is enough to be red.
    redundant : DataFrame first, second, rho, points: pairs that say the same thing.
    lead_share, client_outcome_share : of the indicators.
    """

    coverage: float
    uncovered: tuple[str, ...]
    indicators: pd.DataFrame
    conflicts: pd.DataFrame
    redundant: pd.DataFrame
    lead_share: float
    client_outcome_share: float


def audit(
    indicators: pd.DataFrame,
    *,
    objectives: pd.Series,
    alignment: pd.DataFrame,
    tests: pd.DataFrame,
    history: pd.DataFrame,
    paid_for: pd.DataFrame,
    refused: Collection[str],
) -> SystemAudit:
    """Audit of a list of indicators against the objectives and the barriers.

    Parameters
    ----------
    indicators : DataFrame by indicator
        lead, client_outcome, rewarded, audited (bool), manipulable (0 to 3), delay_days, cadence_days, cycle_days (of
        the decision it serves); NaN where not known.
    objectives : Series by objective
        Weights, not negative.
    alignment : DataFrame
        indicator, objective, strength (0, 1 or 3); a pair not listed is 0.
    tests : DataFrame by indicator
        Columns of TEN_TESTS: 1 passed, 0 failed, NaN not judged.
    history : DataFrame periods x indicators
        Values, NaN where missing; indicators without history may be left out.
    paid_for : DataFrame
        indicator, kind: the kinds of mission, service or deal that raise it.
    refused : collection of str
        Kinds that an active barrier refuses.

    Returns
    -------
    SystemAudit

    Raises NotEstimable without an indicator or a weighted objective; WrongShape for an indicator or objective that is
    not listed or comes twice; OutOfRange for a strength, a mark or a number beyond its scale.
    Source: METHODS M32; Neely, Adams & Kennerley (2002), The Performance Prism, for the ten tests.
    """
    if indicators.empty:
        raise NotEstimable("indicators", found=0, expected=">= 1 indicator")
    for name, index in {"indicators": indicators.index, "objectives": objectives.index, "tests": tests.index}.items():
        _once(name, index)
    _known("tests", tests.index, indicators.index)
    _known("history", history.columns, indicators.index)
    _known("paid_for", paid_for["indicator"], indicators.index)
    _known("alignment", alignment["indicator"], indicators.index)
    covered, aligned = _coverage(objectives, alignment)
    weight = float(objectives.sum())
    at_war = conflicts(indicators["rewarded"], paid_for, refused)
    marks = tests.reindex(index=indicators.index, columns=TEN_TESTS).astype(np.float64)
    if not marks.isin([0.0, 1.0]).to_numpy()[marks.notna().to_numpy()].all():
        raise OutOfRange("tests", found="another mark", expected="0 | 1 | nan")
    wait = indicators["delay_days"] + indicators["cadence_days"]
    known = wait.notna() & indicators["cycle_days"].notna()
    sheet = pd.DataFrame(
        {
            "orphan": ~indicators.index.isin(aligned),
            "timely": (wait <= indicators["cycle_days"]).astype("boolean").where(known),
            "tests_passed": marks.sum(axis=1).astype(int),
            "tests_known": marks.notna().sum(axis=1),
            "gaming_risk": gaming_risk(indicators),
            "conflict": indicators.index.isin(at_war["indicator"]),
        },
        index=indicators.index,
    )
    return SystemAudit(
        coverage=float(objectives[covered].sum()) / weight,
        uncovered=tuple(objectives.index[~covered]),
        indicators=sheet,
        conflicts=at_war,
        redundant=redundancy(history),
        lead_share=float(indicators["lead"].mean()),
        client_outcome_share=float(indicators["client_outcome"].mean()),
    )


def gaming_risk(indicators: pd.DataFrame) -> pd.Series:
    """How likely each indicator is to be bent: rewarded x manipulable x (2 - audited) / 6, from 0 to 1.

    Raises OutOfRange when manipulable is not between 0 and 3.
    Source: METHODS M32.

    >>> bonus = pd.DataFrame({"rewarded": [True, True], "manipulable": [3, 3], "audited": [False, True]})
    >>> gaming_risk(bonus).tolist()
    [1.0, 0.5]
    """
    ease = indicators["manipulable"].astype(np.float64)
    vector("manipulable", ease.dropna().to_numpy(), low=0, high=3)
    risk = ease * (2 - indicators["audited"].astype(np.float64)) / 6
    return risk.where(indicators["rewarded"].astype(bool), 0.0)


def conflicts(rewarded: pd.Series, paid_for: pd.DataFrame, refused: Collection[str]) -> pd.DataFrame:
    """Rewards that pay to break a barrier.

    Parameters
    ----------
    rewarded : Series of bool by indicator
    paid_for, refused : as `audit` reads them

    Returns
    -------
    DataFrame indicator, kind, in the order of paid_for.

    >>> paid = pd.DataFrame({"indicator": ["revenue", "revenue"], "kind": ["audit", "staffing"]})
    >>> conflicts(pd.Series({"revenue": True}), paid, {"staffing"}).to_numpy().tolist()
    [['revenue', 'staffing']]
    """
    bonus = rewarded.index[rewarded.astype(bool)]
    broken = paid_for["indicator"].isin(bonus) & paid_for["kind"].isin(list(refused))
    return paid_for.loc[broken, ["indicator", "kind"]].drop_duplicates().reset_index(drop=True)


def redundancy(history: pd.DataFrame) -> pd.DataFrame:
    """Pairs of indicators whose Spearman correlation is 0.9 or more, either way, over 12 periods or more in common.

    Parameters
    ----------
    history : DataFrame periods x indicators

    Returns
    -------
    DataFrame first, second, rho, points; the closest pair first. A pair with fewer periods, or where one does not
    vary, cannot be told and is not listed.

    Source: METHODS M32. Two series that only share a trend are listed too: the pair is a question, not a verdict.
    """
    found = []
    for first, second in combinations(history.columns, 2):
        both = history[[first, second]].dropna()
        if len(both) >= FEWEST_POINTS and (both.nunique() > 1).all():
            rho = float(stats.spearmanr(both[first], both[second]).statistic)
            if abs(rho) >= REDUNDANT:
                found.append((first, second, rho, len(both)))
    pairs = pd.DataFrame(found, columns=["first", "second", "rho", "points"])
    return pairs.sort_values("rho", key=lambda rho: -rho.abs(), kind="stable", ignore_index=True)


def _coverage(objectives: pd.Series, alignment: pd.DataFrame) -> tuple[pd.Series, pd.Index]:
    """Which objectives are strongly measured, and which indicators measure one at all."""
    vector("objectives", objectives.to_numpy(), low=0)
    if not objectives.sum() > 0:
        raise NotEstimable("objectives", found=0, expected="a weight above 0")
    _known("alignment", alignment["objective"], objectives.index)
    _once("alignment", pd.MultiIndex.from_frame(alignment[["indicator", "objective"]]))
    stray = alignment.loc[~alignment["strength"].isin(ALIGNMENTS), "strength"]
    if len(stray):
        raise OutOfRange("strength", found=stray.iloc[0], expected=" | ".join(map(str, ALIGNMENTS)))
    strong = alignment.loc[alignment["strength"] >= STRONG, "objective"]
    measuring = alignment.loc[alignment["strength"] > 0, "indicator"]
    return pd.Series(objectives.index.isin(strong), index=objectives.index), pd.Index(measuring.unique())


def _once(name: str, index: pd.Index) -> None:
    if index.has_duplicates:
        raise WrongShape(name, found=index[index.duplicated()][0], expected="each once")


def _known(name: str, found: pd.Series | pd.Index, listed: pd.Index) -> None:
    strangers = sorted(set(found) - set(listed))
    if strangers:
        raise WrongShape(name, found=strangers[:3], expected="one that is listed")
