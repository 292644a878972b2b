"""Maximum likelihood over logarithms of positive parameters.

Dispersed starts by SLSQP with the analytic gradient, the best polished by Newton steps until the mean gradient is below
`GRADIENT`. (L-BFGS-B ends at the same points, but its BLAS calls start threads that spin: 15 times the processor time.)
The Hessian is that of the analytic gradient by central differences. Where the likelihood is flat (a parameter at its
bound, a ridge) the search ends there and the result says so: it never fails in an optimiser's words.
A large base is climbed from the optimum of a sample of it, whose curvature it shares: a few evaluations.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from gtkit.arrays import Matrix, Vector
from gtkit.errors import NotEstimable

Objective: TypeAlias = Callable[[Vector], tuple[float, Vector]]

GRADIENT = 1e-11  # mean gradient in logs at which Newton stops
REACH = 10.0  # how far, in logs, a parameter is searched on each side of a plain guess
STEP = 2e-5
NEWTON_STEPS = 30
PASSES, CLIMBED = 25, 1e-10  # evaluations of a climb, and the mean gradient in logs at which it stops
NEAR = 1e-4  # logs: within such a step of the maximum, the Hessian is that of the maximum to some 1e-4 of itself
MOST_CONDITION = 1e6  # of a sample's Hessian, beyond which its curvature does not lead
STRAY = 3.0  # logs; a factor of 20, beyond 3 standard errors of any sound fit
# Offsets of the leading parameters from the start, in logs: steep and flat, short and long lives.
DISPERSION = ((0.0, 0.0, 0.0, 0.0), (-1.0, -0.5, -1.0, 0.5), (1.0, 1.0, 1.0, 1.0), (0.5, -1.0, -1.5, -0.5))


@dataclass(frozen=True, slots=True, kw_only=True)
class Optimum:
    """Where the mean log-likelihood is highest.

    Attributes
    ----------
    point : float array, shape (parameters,): logarithms of the parameters.
    loglik : float: total log-likelihood.
    gradient : float: largest absolute mean gradient over parameters that are not at a bound.
    vcov : float array, shape (parameters, parameters): covariance of the logarithms; zero for those at a bound and
        along directions that the likelihood does not curve in.
    condition : float: condition number of the Hessian over free parameters, inf when it is not positive definite.
    at_bound : bool for each parameter.
    """

    point: Vector
    loglik: float
    gradient: float
    vcov: Matrix
    condition: float
    at_bound: tuple[bool, ...]


def maximise(loglik: Objective, start: Vector, *, low: Vector, high: Vector, n: int) -> Optimum:
    """Find the maximum of a log-likelihood.

    Parameters
    ----------
    loglik : callable
        Takes logarithms of the parameters, shape (parameters,); returns the total log-likelihood and its gradient.
    start : float array, shape (parameters,)
        First start, in logs; the others are dispersed around it.
    low, high : float array, shape (parameters,)
        Bounds of the search, in logs.
    n : int
        Number of observations, by which value and gradient are scaled.
    starts : int
        How many of the dispersed starts, the first one being `start` itself.

    Returns
    -------
    Optimum.

    Raises NotEstimable when no start leads to a finite likelihood.

    >>> low, high = np.array([-9.0, -9.0]), np.array([9.0, 9.0])
    >>> best = maximise(lambda u: (-float(((u - 1) ** 2).sum()), -2 * (u - 1)), low / 9, low=low, high=high, n=1)
    >>> best.point.round(6)
    array([1., 1.])
    """
    objective = _mean(loglik, n)
    point = _search(objective, start, low, high)
    point = _polish(objective, point, low, high)
    value, gradient = objective(point)
    bound = (point - low < 1e-3) | (high - point < 1e-3)
    return _optimum(point, value, gradient, _hessian(objective, point), bound=bound, n=n)


def climb(loglik: Objective, near: Optimum, *, share: float, n: int) -> Optimum | None:
    """Find the maximum of a log-likelihood from that of a sample of the same observations.

    Parameters
    ----------
    loglik : callable, as in `maximise`.
    near : Optimum of the sample.
    share : float
        Size of the sample, as a share of the observations.
    n : int
        Number of observations.

    Returns
    -------
    Optimum; None when the sample's is doubtful, or does not lead to a maximum within `PASSES` evaluations: then
    `maximise`.

    Source: the BFGS update of Nocedal & Wright (2006), Numerical Optimization, chapter 6.

    >>> def parabola(u):
    ...     return -8 * float(((u - 1) ** 2).sum()), -16 * (u - 1)
    >>> vague = np.eye(2) / 5
    >>> near = Optimum(
    ...     point=np.zeros(2), loglik=0, gradient=0, vcov=vague, condition=1, at_bound=(False, False)
    ... )
    >>> climb(parabola, near, share=0.5, n=8).point.round(6)
    array([1., 1.])
    """
    if any(near.at_bound) or not near.condition < MOST_CONDITION:
        return None
    objective = _mean(loglik, n)
    inverse, point, hessian = near.vcov * (n * share), near.point, None
    value, gradient = objective(point)
    for _ in range(PASSES):
        step = -inverse @ gradient
        size = float(np.abs(step).max())
        if hessian is None and size < NEAR:
            hessian = _hessian_ahead(objective, point, gradient)
            if np.linalg.eigvalsh(hessian)[0] <= 0:
                return None
            inverse = np.asarray(np.linalg.inv(hessian), dtype=np.float64)
            step = -inverse @ gradient
        if hessian is not None and np.abs(gradient).max() < CLIMBED:
            inside = np.zeros(len(point), dtype=np.bool_)
            return _optimum(point, value, gradient, hessian, bound=inside, n=n)
        step /= max(1.0, size)
        before, old = gradient, value
        value, gradient = objective(point + step)
        if not value <= old + 1e-12 * abs(old):
            return None
        point, turn = point + step, gradient - before
        curve = float(step @ turn)
        if hessian is None and curve > 0:
            away = np.eye(len(point)) - np.outer(step, turn) / curve
            inverse = away @ inverse @ away.T + np.outer(step, step) / curve
    return None


def _mean(loglik: Objective, n: int) -> Objective:
    """What is minimised: minus the mean log-likelihood, and its gradient."""

    def objective(point: Vector) -> tuple[float, Vector]:
        value, gradient = loglik(point)
        return -value / n, -gradient / n

    return objective


def _optimum(
    point: Vector, value: float, gradient: Vector, hessian: Matrix, *, bound: npt.NDArray[np.bool_], n: int
) -> Optimum:
    free = np.flatnonzero(~bound)
    condition, inverse = _curvature(hessian[np.ix_(free, free)])
    vcov = np.zeros((len(point), len(point)))
    vcov[np.ix_(free, free)] = inverse / n
    return Optimum(
        point=point,
        loglik=-value * n,
        gradient=float(np.abs(gradient[free]).max(initial=0.0)),
        vcov=vcov,
        condition=condition,
        at_bound=tuple(bool(hit) for hit in bound),
    )


def _search(objective: Objective, start: Vector, low: Vector, high: Vector) -> Vector:
    """Best end point of the dispersed starts."""
    found: list[tuple[float, Vector]] = []
    for offset in DISPERSION:
        begin = start.copy()
        begin[: len(offset)] += offset[: len(start)]
        begin = np.clip(begin, low, high)
        end = minimize(
            objective,
            begin,
            jac=True,
            method="SLSQP",
            bounds=list(zip(low, high, strict=True)),
            options={"ftol": 1e-13, "maxiter": 500},
        )
        if np.isfinite(end.fun):
            found.append((float(end.fun), np.asarray(end.x)))
    if not found:
        raise NotEstimable("likelihood", found="not finite", expected="finite")
    return min(found, key=lambda pair: pair[0])[1]


def _polish(objective: Objective, point: Vector, low: Vector, high: Vector) -> Vector:
    """Newton steps while the Hessian is positive definite and the value does not worsen."""
    value, gradient = objective(point)
    for _ in range(NEWTON_STEPS):
        free = np.flatnonzero((point > low) & (point < high))
        if not len(free) or np.abs(gradient[free]).max() < GRADIENT:
            break
        hessian = _hessian(objective, point)[np.ix_(free, free)]
        if np.linalg.eigvalsh(hessian)[0] <= 0:
            break
        step = np.zeros(len(point))
        step[free] = -np.linalg.solve(hessian, gradient[free])
        tried = np.clip(point + step * min(1.0, 1.0 / np.abs(step).max()), low, high)
        tried_value, tried_gradient = objective(tried)
        better = np.abs(tried_gradient[free]).max() < np.abs(gradient[free]).max()
        if not (better and tried_value <= value + 1e-9 * abs(value)):
            break
        point, value, gradient = tried, tried_value, tried_gradient
    return point


def _hessian(objective: Objective, point: Vector) -> Matrix:
    columns = [
        (objective(point + shift)[1] - objective(point - shift)[1]) / (2 * STEP) for shift in STEP * np.eye(len(point))
    ]
    hessian = np.array(columns)
    return (hessian + hessian.T) / 2


def _hessian_ahead(objective: Objective, point: Vector, gradient: Vector) -> Matrix:
    """By forward differences from a point whose gradient is known: half the evaluations."""
    columns = [(objective(point + shift)[1] - gradient) / STEP for shift in STEP * np.eye(len(point))]
    hessian = np.array(columns)
    return (hessian + hessian.T) / 2


def _curvature(hessian: Matrix) -> tuple[float, Matrix]:
    """Condition number, and inverse over the directions that curve."""
    if not hessian.size:
        return 1.0, hessian
    values, vectors = np.linalg.eigh(hessian)
    curved = values > max(values[-1], 0.0) * 1e-10
    inverse = (vectors[:, curved] / values[curved]) @ vectors[:, curved].T
    return (float(values[-1] / values[0]) if values[0] > 0 else float("inf")), inverse


def log_gradient(gradient: Sequence[float], parameters: npt.ArrayLike) -> Vector:
    """Gradient in logs from the gradient in the parameters themselves.

    >>> log_gradient([1.0, 2.0], [3.0, 0.5])
    array([3., 1.])
    """
    return np.asarray(gradient, dtype=np.float64) * np.asarray(parameters, dtype=np.float64)


def draw_positive(centre: Vector, log_vcov: Matrix, rng: np.random.Generator, draws: int) -> tuple[Vector, ...]:
    """Positive parameters drawn normal in logs, one array of shape (draws,) a parameter; no variance, no spread.

    A draw that strays further than `STRAY` from the centre is brought back along its own direction: where the
    likelihood is so flat, the normal shape says nothing, and the flags of the fit do.

    >>> draw_positive(np.array([2.0, 0.0]), np.zeros((2, 2)), np.random.default_rng(1), 3)[1]
    array([0., 0., 0.])
    """
    values, vectors = np.linalg.eigh(log_vcov)
    root = vectors * np.sqrt(np.clip(values, 0.0, None))
    away = rng.standard_normal((draws, len(centre))) @ root.T
    away *= STRAY / np.maximum(np.abs(away).max(axis=1, keepdims=True), STRAY)
    return tuple((centre * np.exp(away)).T)
