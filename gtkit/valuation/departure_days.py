"""Departures of a large base whose dates fall on few days: one running integral a number of purchases.

Histories of one x differ only in where the integral of `departure` begins and ends. With f(u) = (alpha + u)^-R
(beta + u)^-(s+1), the integrals from each day to the last one, each relative to f(day) (beta + day), follow backwards
from one day to the next; a history then takes the difference of two of them, one exponential and one logarithm. Nothing
overflows, and what cancels is below the last digits of 1 + D. Where a day is too long a step for 8 points, the
histories concerned are integrated one by one.
Source: VALUATION section 5; PERFORMANCE section 1.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from gtkit.arrays import Vector
from gtkit.valuation.departure import Departure, departures
from gtkit.valuation.history import History
from gtkit.valuation.likelihood import Parameters

NODES, WEIGHTS = np.polynomial.legendre.leggauss(8)
FALL, STEP = (
    2.5,
    0.5,
)  # what 8 points bear at full precision: fall of log f, length of a step beside alpha + u, beta + u
WORTHWHILE = 4  # histories a cell of the tables, from which they are quicker
BLOCK = 1 << 13  # histories at once: they stay in the processor's cache

Positions = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True, kw_only=True)
class DayHistory(History):
    """Histories whose dates are few: `counts` and `days` are the distinct x and dates, the others positions in them."""

    counts: Vector
    days: Vector
    which: Positions
    begins: Positions
    ends: Positions

    def of_x(self, kernel: Callable[[Vector], Vector]) -> Vector:
        """Values that depend on x alone, each computed once."""
        return kernel(self.counts)[..., self.which]

    def parts(self) -> tuple[History, ...]:
        """All of them: tables are made once, and what is made of them in blocks."""
        return (self,)

    def of_T(self, kernel: Callable[[Vector], Vector]) -> Vector:  # noqa: N802 - the paper's letter
        """Values that depend on T alone, each computed once."""
        return kernel(self.days)[self.ends]


def by_day(rows: History) -> History:
    """The same histories, ready for running integrals where these are quicker."""
    counts, which = np.unique(rows.x, return_inverse=True)
    days, place = np.unique(np.concatenate([rows.t_x, rows.T]), return_inverse=True)
    if len(days) < 2 or len(counts) * len(days) > len(rows.x) * WORTHWHILE:
        return rows
    begins, ends = np.split(place, 2)
    return DayHistory(
        x=rows.x,
        t_x=rows.t_x,
        T=rows.T,
        count=rows.count,
        log_gaps=rows.log_gaps,
        group=rows.group,
        customers=rows.customers,
        period=rows.period,
        counts=counts,
        days=days,
        which=which,
        begins=begins,
        ends=ends,
    )


def departures_by_day(theta: Parameters, rows: DayHistory) -> Departure:
    """The same as `departures`, from tables by number of purchases and day."""
    r, alpha, s, beta = theta
    tables, sound = _tables(theta, rows.counts, rows.days)
    rate, life = np.log(alpha + rows.days), np.log(beta + rows.days)
    found = np.empty((6, len(rows.x)))
    alone = rows.begins < sound[rows.which]
    for begin in range(0, len(rows.x), BLOCK):
        at = slice(begin, begin + BLOCK)
        which, begins, ends = rows.which[at], rows.begins[at], rows.ends[at]
        first, last = tables[which, begins].T, tables[which, ends].T
        bought, lived = rate[ends] - rate[begins], life[ends] - life[begins]
        fall = (r + rows.x[at]) * bought + s * lived
        rest = np.exp(-fall)
        inner = np.maximum(first[0] - rest * last[0], 0.0)
        odds = np.where(alone[at], 1.0, rest + s * inner)
        weight = s / odds
        left = weight * inner
        found[0, at] = np.log(odds) + fall
        found[1, at] = left
        found[2, at] = left * bought - weight * (first[1] - rest * (last[1] + last[0] * bought))
        found[3, at] = weight * (first[2] - rest * last[2])
        found[4, at] = left * lived - weight * (first[3] - rest * (last[3] + last[0] * lived))
        found[5, at] = weight * (first[4] - rest * last[4])
    if alone.any():
        one = departures(theta, rows.x[alone], rows.t_x[alone], rows.T[alone])
        found[:, alone] = one.gain, one.left, one.by_rate, one.slow, one.by_life, one.brief
    gain, left, by_rate, slow, by_life, brief = found
    return Departure(gain=gain, left=left, by_rate=by_rate, slow=slow, by_life=by_life, brief=brief)


def _tables(theta: Parameters, counts: Vector, days: Vector) -> tuple[npt.NDArray[np.float64], Positions]:
    """Integrals from each day to the last one, and the day from which each number of purchases may use them.

    The integrals, of shape (counts, days, 5), are of f(u) / (f(day) (beta + day)), and of it times
    log((alpha + u) / (alpha + day)), 1 / (alpha + u), log((beta + u) / (beta + day)), 1 / (beta + u).
    """
    r, alpha, s, beta = theta
    R = r + counts
    low, high = days[:-1], days[1:]
    bought, lived = np.log((alpha + high) / (alpha + low)), np.log((beta + high) / (beta + low))
    short = high - low <= STEP * (np.minimum(alpha, beta) + low)
    fits = short[:, None] & (bought[:, None] * R + (lived * (s + 1))[:, None] <= FALL)
    sound = np.where(fits.all(axis=0), 0, len(low) - np.argmin(fits[::-1], axis=0))
    running = np.zeros((len(days), 5, len(counts)))
    _steps(theta, counts, days, running[:-1])
    keep = np.exp(-(bought[:, None] * R + (lived * s)[:, None]))
    for day in range(len(days) - 2, -1, -1):
        after = running[day + 1].copy()
        after[1] += bought[day] * after[0]
        after[3] += lived[day] * after[0]
        running[day] += keep[day] * after
    return np.ascontiguousarray(running.transpose(2, 0, 1)), sound


def _steps(theta: Parameters, counts: Vector, days: Vector, out: npt.NDArray[np.float64]) -> None:
    """The same integrals from each day to the next one, into an array of shape (days - 1, 5, counts)."""
    r, alpha, s, beta = theta
    low, length = days[:-1], np.diff(days)
    u = low + length * (NODES[:, None] + 1) / 2
    pace, brevity = 1 / (alpha + u), 1 / (beta + u)
    slower = (alpha + low) * pace
    bought, lived = -np.log(slower), -np.log((beta + low) * brevity)
    parts = WEIGHTS[:, None] * length / 2 * brevity * np.exp(-(r + counts[0]) * bought - s * lived)
    for k, more in enumerate(np.diff(counts, prepend=counts[0])):
        if more:
            parts *= slower**more
        out[:, 0, k] = parts.sum(axis=0)
        for j, values in enumerate((bought, pace, lived, brevity), start=1):
            out[:, j, k] = np.einsum("pd,pd->d", parts, values)
