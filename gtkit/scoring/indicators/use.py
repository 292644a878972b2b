"""How are indicators used? Told from the log of decisions, not from opinion.

Each meeting that shows an indicator may discuss it, decide on it, and later review that decision. An indicator's
maturity is the highest rung it ever reached: 0 never shown, 1 shown, 2 discussed, 3 a decision taken, 4 that decision
reviewed. One with no decision in k meetings is a zombie; even so, up to 1 - 0.05^(1/k) of the meetings to come
might decide on it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from gtkit.errors import NotEstimable, OutOfRange, WrongShape
from gtkit.scoring.survey.intervals import clopper_pearson, wilson

RUNGS = ("shown", "discussed", "decided", "reviewed")
FEWEST_MEETINGS = 3  # meetings under which an indicator without a decision is new rather than dead


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorUse:
    """Use of each indicator.

    Attributes
    ----------
    indicators : DataFrame by indicator: meetings where shown, discussed, decided and reviewed (int); maturity (0 to
        4); use_rate, low and high (share of the meetings that show it which decide on it; NaN if never shown); zombie
        (bool) and upper (share of the meetings to come that may still decide, at 95 %; NaN unless a zombie).
    meetings : how many the log holds.
    zombie_share : zombies among the indicators, NaN when the log is too short to tell one.
    """

    indicators: pd.DataFrame
    meetings: int
    zombie_share: float


def use(
    log: pd.DataFrame, *, indicators: pd.Index, level: float = 0.90, fewest_meetings: int = FEWEST_MEETINGS
) -> IndicatorUse:
    """Use of indicators, from the decision log.

    Parameters
    ----------
    log : DataFrame
        One row a meeting and an indicator: meeting (any code), indicator, and the bool columns of RUNGS. A rung
        implies those below it; several rows of one pair count once, at the highest of their rungs.
    indicators : Index
        Every indicator of the system, those that no meeting shows included: the whole log is then the meetings that
        they were not decided on in.
    level : float
        Of the interval of the use rate.
    fewest_meetings : int
        Meetings without a decision that make a zombie.

    Returns
    -------
    IndicatorUse

    Raises NotEstimable for an empty log (nothing logged is not nothing used) or a system without indicators;
    WrongShape for an indicator that the system does not list, or lists twice; OutOfRange for fewest_meetings under 1.
    Source: METHODS M33; Hanley & Lippman-Hand (1983), JAMA 249(13), for the bound when nothing was seen.

    >>> log = pd.DataFrame({"meeting": ["May", "June"], "indicator": "margin", "shown": True, "discussed": True})
    >>> log = log.assign(decided=[False, True], reviewed=False)
    >>> use(log, indicators=pd.Index(["margin"])).indicators[["maturity", "use_rate"]].to_numpy().tolist()
    [[3.0, 0.5]]
    """
    _check(log, indicators, fewest_meetings)
    reached = ladder(log, indicators=indicators)
    meetings = reached.shape[1]
    sheet = pd.DataFrame({name: (reached >= k).sum(axis=1) for k, name in enumerate(RUNGS, start=1)})
    trials = sheet["shown"].where(sheet["shown"] > 0, meetings)
    zombie = zombies(reached, fewest_meetings=fewest_meetings)
    sheet = sheet.assign(
        maturity=reached.max(axis=1), use_rate=sheet["decided"] / sheet["shown"].where(sheet["shown"] > 0)
    )
    rates = [_rate(d, s, level) for d, s in zip(sheet["decided"].tolist(), sheet["shown"].tolist(), strict=True)]
    sheet[["low", "high"]] = np.array(rates, dtype=np.float64)
    bounds = [
        clopper_pearson(0, k, level=0.90).high for k in trials.astype(int).tolist()
    ]  # one tail of 5 %: 1 - 0.05^(1/k)
    return IndicatorUse(
        indicators=sheet.assign(zombie=zombie, upper=pd.Series(bounds, index=indicators).where(zombie)),
        meetings=meetings,
        zombie_share=float(zombie.mean()) if meetings >= fewest_meetings else np.nan,
    )


def ladder(log: pd.DataFrame, *, indicators: pd.Index) -> pd.DataFrame:
    """The rung that each indicator reached in each meeting, 0 where it was not shown.

    Parameters
    ----------
    log, indicators : as `use` reads them

    Returns
    -------
    DataFrame of int, indicators x meetings, from 0 to 4.
    """
    rows = log[["indicator", "meeting"]].assign(rung=_rung(log))
    reached = rows.groupby(["indicator", "meeting"])["rung"].max().unstack(fill_value=0)
    return reached.reindex(indicators, fill_value=0).astype(int)


def zombies(reached: pd.DataFrame, *, fewest_meetings: int = FEWEST_MEETINGS) -> pd.Series:
    """Which indicators no meeting decides on.

    Parameters
    ----------
    reached : DataFrame
        As `ladder` gives it.
    fewest_meetings : int
        Meetings without a decision that make a zombie, among those that show it; among all, for one never shown.

    Returns
    -------
    Series of bool by indicator.
    """
    return pd.Series(undecided(reached.to_numpy(), fewest_meetings=fewest_meetings), index=reached.index)


def undecided(reached: npt.NDArray[np.int64], *, fewest_meetings: int = FEWEST_MEETINGS) -> npt.NDArray[np.bool_]:
    """The same from rungs alone, shape (indicators, meetings)."""
    shown = (reached >= 1).sum(axis=1)
    trials = np.where(shown > 0, shown, reached.shape[1])
    decided = (reached >= RUNGS.index("decided") + 1).any(axis=1)
    return np.asarray(~decided & (trials >= fewest_meetings))


def _rung(log: pd.DataFrame) -> pd.Series:
    """The highest rung that each row tells of, 0 when none."""
    told = log[list(RUNGS)].to_numpy(dtype=bool) * np.arange(1, len(RUNGS) + 1)
    return pd.Series(told.max(axis=1), index=log.index)


def _rate(decided: int, shown: int, level: float) -> tuple[float, float]:
    if shown == 0:
        return np.nan, np.nan
    interval = wilson(decided, shown, level=level)
    return interval.low, interval.high


def _check(log: pd.DataFrame, indicators: pd.Index, fewest_meetings: int) -> None:
    if log.empty or indicators.empty:
        raise NotEstimable("decision_log", found=(len(log), len(indicators)), expected=">= 1 row, >= 1 indicator")
    if indicators.has_duplicates:
        raise WrongShape("indicators", found=indicators[indicators.duplicated()][0], expected="each once")
    strangers = sorted(set(log["indicator"]) - set(indicators))
    if strangers:
        raise WrongShape("decision_log", found=strangers[:3], expected="an indicator that is listed")
    if fewest_meetings < 1:
        raise OutOfRange("fewest_meetings", found=fewest_meetings, expected=">= 1")
