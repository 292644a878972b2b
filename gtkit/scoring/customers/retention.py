"""How long do customers stay? Kaplan and Meier's curve, its comparison between tiers, the time kept within a horizon.

S(t) = prod (1 - d / n) over the departures up to t, n still there and d leaving. Greenwood's variance is S^2 sum
d / (n (n - d)); the interval stands on log(-log S), hence within 0 and 1. A customer still there when last seen is at
risk until then, departures of that day first. A tier must be the one held at entry: sorted by what they became,
customers who stayed look loyal because they stayed (immortal time). Where departures are known from some day on only,
those who left before it are nowhere: each customer counts from that day (delayed entry), else all look loyal.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import stats
from scipy.special import ndtri

from gtkit.arrays import Matrix, Vector, read_only, same_length, share, vector
from gtkit.errors import NotEstimable, WrongShape
from gtkit.evidence import Interval
from gtkit.scoring.survey.intervals import clopper_pearson


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionCurve:
    """Share of customers still there, by time since entry.

    Attributes
    ----------
    steps : DataFrame by time of each departure: at_risk, left, retained (S), se (Greenwood), low, high.
    seen : how long each customer was seen, sorted. departures : how many of them left.
    median : time by which half have left; infinite when that was not reached.
    level : of the intervals.
    """

    steps: pd.DataFrame
    seen: Vector
    departures: int
    median: float
    level: float

    @property
    def last(self) -> float:
        """The longest time seen: the curve says nothing beyond."""
        return float(self.seen[-1])

    def at(self, time: float) -> tuple[float, Interval]:
        """Share still there at a time, and its interval.

        Before any departure the share is 1, and its lower bound is the exact rule of three over those seen that long.
        Raises OutOfRange for a negative time or one beyond the longest seen.
        """
        share("time", time, high=self.last)
        past = self.steps[self.steps.index <= time]
        if past.empty:
            return 1.0, Interval((1 - self.level) ** (1 / int((self.seen >= time).sum())), 1.0, self.level)
        row = past.iloc[-1]
        return float(row["retained"]), Interval(float(row["low"]), float(row["high"]), self.level)

    def time_kept(self, horizon: float) -> tuple[float, Interval]:
        """Mean time that a customer stays within a horizon (restricted mean), and its interval.

        Raises OutOfRange for a negative horizon or one beyond the longest time seen.
        Source: Royston & Parmar (2013), BMC Medical Research Methodology 13:152.
        """
        share("horizon", horizon, high=self.last)
        past = self.steps[self.steps.index < horizon]
        knots = np.r_[0.0, past.index.to_numpy(), horizon]
        areas = np.r_[1.0, past["retained"]] * np.diff(knots)
        after = areas[::-1].cumsum()[::-1][1:]  # area from each departure to the horizon
        n, d = past["at_risk"].to_numpy(), past["left"].to_numpy()
        variance = float(np.sum(after**2 * _hazard_variance(n, d)))
        mean = float(areas.sum())
        reach = float(ndtri((1 + self.level) / 2)) * np.sqrt(variance)
        return mean, Interval(max(0.0, mean - reach), min(horizon, mean + reach), self.level)


def retention(
    seen: npt.ArrayLike, left: npt.ArrayLike, *, known_from: npt.ArrayLike = 0.0, level: float = 0.95
) -> RetentionCurve:
    """Retention curve of one group of customers.

    Parameters
    ----------
    seen : array-like, shape (customers,)
        Time from entry to departure, or to the last sight of one still there; any unit, not negative.
    left : array-like of bool, shape (customers,)
        Whether that time ends with a departure.
    known_from : float or array-like, shape (customers,)
        Time since entry from which a departure would have been known; 0 from entry.
    level : float

    Returns
    -------
    RetentionCurve: of customers seen at all after `known_from`.

    Raises NotEstimable without customers, WrongShape for two lengths, OutOfRange for a negative time.
    Source: Kaplan & Meier (1958), JASA 53(282); Greenwood (1926); Kalbfleisch & Prentice (2002) for the interval;
    Tsai, Jewell & Wang (1987), Biometrika 74(4), for delayed entry.

    >>> retention([1, 2, 3, 4], [True, False, True, False]).steps["retained"].tolist()
    [0.75, 0.375]
    """
    start, time, leaves, _ = _histories(seen, left, known_from)
    share("level", level, low=1e-6, high=1 - 1e-9)
    at, d = np.unique(time[leaves], return_counts=True)
    n = ((time[:, None] >= at) & (start[:, None] < at)).sum(axis=0)
    retained = np.cumprod(1 - d / n)
    spread = np.cumsum(_hazard_variance(n, d))
    low, high = _log_log(retained, spread, float(ndtri((1 + level) / 2)))
    if len(at) and retained[-1] == 0:  # none is left: no variance to be had, but never more than the step before
        high[-1] = high[-2] if len(at) > 1 else clopper_pearson(0, int(n[0]), level=level).high
    se = retained * np.sqrt(spread)
    columns = {"at_risk": n, "left": d, "retained": retained, "se": se, "low": low, "high": high}
    half = at[retained <= 0.5 + 1e-12]
    return RetentionCurve(
        steps=pd.DataFrame(columns, index=pd.Index(at, name="time", dtype=np.float64)),
        seen=read_only(np.sort(time)),
        departures=int(leaves.sum()),
        median=float(half[0]) if len(half) else np.inf,
        level=level,
    )


def log_rank(
    seen: npt.ArrayLike, left: npt.ArrayLike, group: npt.ArrayLike, *, known_from: npt.ArrayLike = 0.0
) -> tuple[float, float]:
    """Test that groups of customers share one retention curve.

    Parameters
    ----------
    seen, left, known_from : as `retention` reads them
    group : array-like, shape (customers,)
        The group of each.

    Returns
    -------
    (float, float): chi-squared with as many degrees of freedom as groups less one, and its p-value.

    Raises NotEstimable with one group, or when no departure leaves a choice of who leaves; errors of `retention`.
    Source: Mantel (1966), Cancer Chemotherapy Reports 50(3); Peto & Peto (1972), JRSS A 135(2).

    >>> chi2, p_value = log_rank([1, 1, 2, 2], [True] * 4, ["a", "b", "a", "b"])
    >>> chi2, p_value
    (0.0, 1.0)
    """
    start, time, leaves, kept = _histories(seen, left, known_from)
    labels = np.asarray(group)
    if len(labels) != len(kept):
        raise WrongShape("seen, group", found=(len(kept), len(labels)), expected="one length")
    groups, code = np.unique(labels[kept], return_inverse=True)
    one_hot = (code[:, None] == np.arange(len(groups))).astype(np.float64)
    gap, covariance = np.zeros(len(groups)), np.zeros((len(groups), len(groups)))
    for t in np.unique(time[leaves]):
        n, d = one_hot[(time >= t) & (start < t)].sum(axis=0), one_hot[leaves & (time == t)].sum(axis=0)
        p, all_n, all_d = n / n.sum(), n.sum(), d.sum()
        gap += d - all_d * p
        if all_n > 1:
            covariance += all_d * (all_n - all_d) / (all_n - 1) * (np.diag(p) - np.outer(p, p))
    return _chi2(gap, covariance)


def _histories(
    seen: npt.ArrayLike, left: npt.ArrayLike, known_from: npt.ArrayLike
) -> tuple[Vector, Vector, npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """When each is known from, when last seen and whether leaving then, of those seen at all; and which these are."""
    time = vector("seen", seen, low=0)
    leaves = vector("left", np.asarray(left, dtype=np.float64), low=0, high=1)
    start = vector("known_from", np.broadcast_to(np.asarray(known_from, dtype=np.float64), time.shape), low=0)
    same_length(seen=time, left=leaves)
    kept = (start < time) | (start == 0)
    if not kept.any():
        raise NotEstimable("retention", found=0, expected=">= 1 customer")
    return np.where(start > 0, start, -1.0)[kept], time[kept], leaves[kept] == 1, kept


def _hazard_variance(n: npt.NDArray[np.number], d: npt.NDArray[np.number]) -> Vector:
    """Greenwood's terms d / (n (n - d)); none where all left at once."""
    return np.asarray(d / np.where(n > d, n * (n - d), np.inf), dtype=np.float64)


def _log_log(retained: Vector, spread: Vector, z: float) -> tuple[Vector, Vector]:
    """Bounds of S on the scale of log(-log S); 0 where none is left."""
    some = retained > 0
    reach = np.exp(z * np.sqrt(spread) / -np.log(np.where(some, retained, 0.5)))
    return np.where(some, retained**reach, 0.0), np.where(some, retained ** (1 / reach), 0.0)


def _chi2(gap: Vector, covariance: Matrix) -> tuple[float, float]:
    """The quadratic form of departures beyond what was expected, one group being told by the others."""
    freedom = len(gap) - 1
    if freedom < 1 or np.linalg.matrix_rank(covariance) < freedom:
        raise NotEstimable("log_rank", found=len(gap), expected=">= 2 groups at risk at the same time")
    chi2 = float(gap[1:] @ np.linalg.solve(covariance[1:, 1:], gap[1:]))
    return chi2, float(stats.chi2.sf(chi2, freedom))
