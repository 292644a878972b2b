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
from dataclasses import fields

import numpy as np
import numpy.typing as npt

from gtkit.arrays import Matrix, Vector
from gtkit.valuation.departure import Departure, departures
from gtkit.valuation.history import History, Places
from gtkit.valuation.likelihood import Parameters

NODES, WEIGHTS = np.polynomial.legendre.leggauss(8)
FALL, STEP = 2.5, 0.5  # what 8 points bear at full precision: fall of log f, length beside alpha + u, beta + u
WORTHWHILE = 4  # cells of the tables a history, up to which they are quicker


def days_are_few(rows: History) -> bool:
    """Whether tables by number of purchases and day are quicker than histories one by one."""
    return 2 <= len(rows.days) <= WORTHWHILE * len(rows.x) / len(rows.counts)


def departing(theta: Parameters, rows: History) -> Callable[[History], Departure]:
    """What gives the `departures` of any part of some histories.

    Parameters
    ----------
    theta : r, alpha, s, beta, one number each or one a history; tables are made of single numbers alone.
    rows : History

    Returns
    -------
    callable: takes a part of the rows.
    """
    if days_are_few(rows) and not any(map(np.ndim, theta)):
        return _by_day(theta, rows.counts, rows.days)
    return lambda part: departures(theta, part.x, part.t_x, part.T)


def _by_day(theta: Parameters, counts: Vector, days: Vector) -> Callable[[History], Departure]:
    """The same numbers as `departures`, from tables by number of purchases and day."""
    _, alpha, s, beta = theta
    tables, sound = _tables(theta, counts, days)
    rate, life = np.log1p(days / alpha), np.log1p(days / beta)

    def departed(part: History) -> Departure:
        row = part.which * len(days)
        first, last = tables.take(row + part.begins, axis=1), tables.take(row + part.ends, axis=1)
        fall = last[-1] - first[-1]
        rest = np.exp(-fall)
        between = first[:-1] - rest * last[:-1]
        np.maximum(between[0], 0.0, out=between[0])
        odds = rest + s * between[0]
        alone = part.begins < sound.take(part.which)
        if some := bool(alone.any()):
            odds[alone] = 1.0
        between *= s / odds
        left, by_rate, slow, by_life, brief = between
        found = Departure(
            gain=np.log(odds) + fall,
            left=left,
            by_rate=left * rate.take(part.ends) - by_rate,
            slow=slow,
            by_life=left * life.take(part.ends) - by_life,
            brief=brief,
        )
        return _corrected(found, theta, part, alone) if some else found

    return departed


def _corrected(found: Departure, theta: Parameters, part: History, alone: npt.NDArray[np.bool_]) -> Departure:
    """The same, some histories integrated one by one."""
    one = departures(theta, part.x[alone], part.t_x[alone], part.T[alone])
    values = {field.name: getattr(found, field.name).copy() for field in fields(found)}
    for name, each in values.items():
        each[alone] = getattr(one, name)
    return Departure(**values)


def _tables(theta: Parameters, counts: Vector, days: Vector) -> tuple[Matrix, Places]:
    """Integrals from each day to the last one, and the day from which each number of purchases may use them.

    The integrals, of f(u) / (f(day) (beta + day)) and of it times log(1 + u / alpha), 1 / (alpha + u),
    log(1 + u / beta), 1 / (beta + u), are the rows of an array of shape (6, counts x days), of which the last one is
    the logarithm of f(day) (beta + day), up to a constant and its sign.
    """
    r, alpha, s, beta = theta
    R = r + counts
    rate, life = np.log1p(days / alpha), np.log1p(days / beta)
    falls = np.diff(rate)[:, None] * R + np.diff(life)[:, None] * s
    short = np.diff(days) <= STEP * (np.minimum(alpha, beta) + days[:-1])
    fits = short[:, None] & (falls + np.diff(life)[:, None] <= FALL)
    sound = np.where(fits.all(axis=0), 0, len(fits) - np.argmin(fits[::-1], axis=0))
    running = np.zeros((len(days), 5, len(counts)))
    running[:-1] = _steps(theta, counts, days)
    keep = np.exp(-falls)
    for day in range(len(days) - 2, -1, -1):
        running[day] += keep[day] * running[day + 1]
    tables = np.empty((6, len(counts), len(days)))
    tables[:-1] = running.transpose(1, 2, 0)
    tables[-1] = np.multiply.outer(R, rate) + s * life
    return tables.reshape(6, -1), sound


def _steps(theta: Parameters, counts: Vector, days: Vector) -> npt.NDArray[np.float64]:
    """The same integrals from each day to the next one, shape (days - 1, 5, counts)."""
    r, alpha, s, beta = theta
    low, length = days[:-1, None], np.diff(days)[:, None]
    u = low + length * (NODES + 1) / 2
    pace, brevity = 1 / (alpha + u), 1 / (beta + u)
    slower = (alpha + low) * pace
    powers = np.empty((len(counts), *u.shape))
    powers[0] = slower ** (r + counts[0])
    for k, more in enumerate(np.diff(counts), start=1):
        np.multiply(powers[k - 1], slower if more == 1 else slower**more, out=powers[k])
    seen = np.stack([np.ones_like(u), np.log1p(u / alpha), pace, np.log1p(u / beta), brevity], axis=1)
    seen *= (WEIGHTS * length / 2 * brevity * ((beta + low) * brevity) ** s)[:, None, :]
    return seen @ powers.transpose(1, 2, 0)
