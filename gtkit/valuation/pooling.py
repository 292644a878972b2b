"""How much segments differ, and how much each one is to be believed: the arithmetic of partial pooling.

Each segment's parameters w are drawn around a common centre, each coordinate k with its own spread tau_k (a standard
deviation). What a segment says of itself is taken as a parabola about a point near by, slope b and information J in
d = w - point. With S = diag(tau) and a centre m away from the point, the segment's likelihood averaged over its
parameters has the logarithm

    b' m - 1/2 m' J m - 1/2 log |I + S J S| + 1/2 c' S (I + S J S)^-1 S c,   c = b - J m,

whose sum over segments is highest at the centre and the spreads; the centre, given spreads, is a weighted mean. A
spread at its floor says that segments are alike in that coordinate; where all are, the centre is that of the base.
Source: Kass & Steffey (1989), JASA 84(407), parametric empirical Bayes by Laplace's method; Laird & Ware (1982),
Biometrics 38(4), for parabolas.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from gtkit.arrays import Matrix, Vector

Matrices = npt.NDArray[np.float64]  # shape (segments, coordinates, coordinates)

LEAST, MOST = 0.01, 3.0  # spreads, in logs: segments alike to 1 %, or apart by factors of 20 and more
ALIKE = 1.05  # times the floor
STARTS = (0.05, 0.3, 1.0)
NOTHING = 1e-2  # of log-likelihood: a spread that gains no more is none


@dataclass(frozen=True, slots=True)
class Law:
    """Where segments are drawn around, from the point of the parabolas, and how widely; shapes (coordinates,)."""

    centre: Vector
    spread: Vector


def law(slopes: Matrix, informations: Matrices) -> Law:
    """The centre and spreads that make what the segments say most likely.

    Parameters
    ----------
    slopes : float array, shape (segments, coordinates)
        b: derivative of each segment's log-likelihood at the point, by its parabola.
    informations : float array, shape (segments, coordinates, coordinates)
        J: minus its second derivatives, positive semidefinite.

    Returns
    -------
    Law: the spreads within `LEAST` and `MOST`, at `LEAST` where more is for nothing.

    >>> told = np.array([1.0, 3.0, 4.0, 0.0])  # of unit information each, of mean 2 and mean square deviation 2.5
    >>> found = law(told[:, None], np.ones((4, 1, 1)))
    >>> float(found.centre[0].round(3)), float(found.spread[0].round(3))
    (2.0, 1.225)
    """

    def at(spread: Vector) -> Law:
        return Law(centre_at(spread, slopes, informations), spread)

    def against(logs: Vector) -> float:
        return -average_loglik(at(np.exp(logs)), slopes, informations)

    size = slopes.shape[1]
    bounds = [(float(np.log(LEAST)), float(np.log(MOST)))] * size
    found: list[tuple[float, Vector]] = []
    for start in STARTS:
        begin = np.full(size, np.log(start))
        end = minimize(against, begin, method="SLSQP", bounds=bounds, options={"ftol": 1e-13, "maxiter": 300})
        found.append((float(end.fun), np.asarray(end.x)))
    least, logs = min(found, key=lambda pair: pair[0])
    for k in range(size):
        none = np.where(np.arange(size) == k, np.log(LEAST), logs)
        if against(none) <= least + NOTHING:
            logs = none
    return at(np.exp(logs))


def centre_at(spread: Vector, slopes: Matrix, informations: Matrices) -> Vector:
    """The centre that is most likely at given spreads: the mean of what segments say, by what each knows of itself."""
    damped = np.eye(len(spread)) + informations * spread**2
    weights = np.linalg.solve(damped, informations).sum(axis=0)
    said = np.linalg.solve(damped, slopes[..., None])[..., 0].sum(axis=0)
    return np.asarray(np.linalg.lstsq(weights, said, rcond=1e-10)[0])


def average_loglik(law: Law, slopes: Matrix, informations: Matrices) -> float:
    """Logarithm of the segments' likelihoods averaged over their parameters, up to a constant.

    >>> one = Law(np.zeros(1), np.ones(1))
    >>> float(np.round(average_loglik(one, np.full((1, 1), 2.0), np.ones((1, 1, 1))), 6))  # 1 - log(2) / 2
    0.653426
    """
    at, spread = law.centre, law.spread
    felt = informations @ at
    inner = np.eye(len(spread)) + spread[:, None] * informations * spread
    pulls = (slopes - felt) * spread
    met = np.linalg.solve(inner, pulls[..., None])[..., 0]
    there = slopes.sum(axis=0) @ at - felt.sum(axis=0) @ at / 2
    return float(there + (np.einsum("jk,jk->", pulls, met) - np.linalg.slogdet(inner)[1].sum()) / 2)


def covariance(information: Matrix, spread: Vector, informations: Matrices) -> Matrix:
    """Covariance of a segment's parameters: of what it and the law say, and of the centre, where the law draws from it.

    The inverse of J + S^-2, and the covariance of the centre as far as the segment follows it: the first-order
    correction for a law that was itself estimated. A direction of which no segment says anything adds nothing.

    Parameters
    ----------
    information : float array, shape (coordinates, coordinates)
        J of the segment.
    spread : float array, shape (coordinates,)
    informations : float array, shape (segments, coordinates, coordinates)
        J of all segments.

    Source: Kass & Steffey (1989), JASA 84(407), section 2.

    >>> covariance(np.zeros((1, 1)), np.array([0.5]), np.full((4, 1, 1), 1e9))  # 1/4 of the law, 1/4 / 4 of its centre
    array([[0.3125]])
    """
    inverse = np.linalg.inv(information + np.diag(spread**-2))
    follows = inverse * spread**-2
    weights = np.linalg.solve(np.eye(len(spread)) + informations * spread**2, informations).sum(axis=0)
    known = np.linalg.pinv((weights + weights.T) / 2, rcond=1e-10, hermitian=True)
    return np.asarray(inverse + follows @ known @ follows.T)


def own_shares(information: Matrix, spread: Vector) -> Vector:
    """How much of each coordinate of a segment is its own doing, from 0 (the centre's) to 1 (its own alone).

    The diagonal of (I + S J S)^-1 S J S; its sum is the effective number of the segment's parameters.
    Source: Vaida & Blanchard (2005), Biometrika 92(2), for effective degrees of freedom.

    >>> own_shares(np.diag([4.0, 0.0]), np.array([0.5, 1.0]))
    array([0.5, 0. ])
    """
    scaled = spread[:, None] * information * spread
    return np.asarray(np.diag(np.linalg.solve(np.eye(len(spread)) + scaled, scaled)).copy())


def apart(spread: Vector) -> npt.NDArray[np.bool_]:
    """Coordinates in which segments differ: their spread is above its floor."""
    return spread > ALIKE * LEAST
