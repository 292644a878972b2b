"""MBG/NBD and Gamma-Gamma from their published likelihoods, fitted by scipy and integrated by quadrature.

Batislam, Denizel and Filiztekin (2007): purchases at a rate gamma(r, alpha); after each one, the first included, the
customer leaves with probability p, beta(a, b). Fader and Hardie (2013): amounts gamma(p, nu), nu gamma(q, v).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.optimize import minimize
from scipy.special import betaln, gammaln, roots_jacobi, roots_legendre

Array = npt.NDArray[np.float64]
NODES = 60
STEP = 1e-3  # in logs, for the curvature


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """Logarithms of the parameters where the likelihood is highest, and their covariance."""

    logs: Array
    covariance: Array

    @property
    def params(self) -> Array:
        """The parameters."""
        return np.exp(self.logs)


def fit_purchases(rows: pd.DataFrame) -> Fit:
    """r, alpha, a and b."""
    x, t, T = (rows[name].to_numpy(dtype=float) for name in ("x", "t_x", "T"))

    def loglik(logs: Array) -> float:
        r, alpha, a, b = np.exp(logs)
        common = gammaln(r + x) - gammaln(r) + r * np.log(alpha) - betaln(a, b)
        stays = betaln(a, b + x + 1) - (r + x) * np.log(alpha + T)
        leaves = betaln(a + 1, b + x) - (r + x) * np.log(alpha + t)
        return float((common + np.logaddexp(stays, leaves)).sum())

    return _highest(loglik, np.log([1.0, T.mean() / max(x.mean(), 1.0), 1.0, 3.0]))


def fit_spend(rows: pd.DataFrame) -> Fit:
    """p, q and v."""
    seen = rows[(rows["n"] > 0) & (rows["z"] > 0)]
    x, z = seen["n"].to_numpy(dtype=float), seen["z"].to_numpy(dtype=float)

    def loglik(logs: Array) -> float:
        p, q, v = np.exp(logs)
        shape = gammaln(p * x + q) - gammaln(p * x) - gammaln(q) + q * np.log(v) - np.log(z)
        return float((shape + p * x * np.log(x * z) - (p * x + q) * np.log(v + x * z)).sum())

    return _highest(loglik, np.log([2.0, 3.0, z.mean()]))


def alive(params: Array, rows: pd.DataFrame) -> Array:
    """Probability of still being a customer."""
    r, alpha, a, b = params
    x, t, T = (rows[name].to_numpy(dtype=float) for name in ("x", "t_x", "T"))
    return np.asarray(1 / (1 + a / (b + x) * ((alpha + T) / (alpha + t)) ** (r + x)))


def expected_purchases(params: Array, rows: pd.DataFrame, *, horizon: float, delta: float) -> Array:
    """Discounted purchases of a customer still there: rate times chance of staying, over p and over time."""
    r, alpha, a, b = params
    times, weights = roots_legendre(NODES)
    t, dt = (times + 1) * horizon / 2, weights * horizon / 2
    found = []
    for x, T in zip(rows["x"], rows["T"], strict=True):
        nodes, chance = roots_jacobi(NODES, b + x, a - 1)
        p, chance = (nodes + 1) / 2, chance / chance.sum()
        rate = (r + x) / (alpha + T) * (1 + p[:, None] * t / (alpha + T)) ** -(r + x + 1)
        found.append(float(chance @ rate @ (np.exp(-delta * t) * dt)))
    return np.array(found)


def expected_spend(params: Array, rows: pd.DataFrame) -> Array:
    """Expected amount of a purchase."""
    p, q, v = params
    n, z = rows["n"].to_numpy(dtype=float), rows["z"].to_numpy(dtype=float)
    return np.asarray(p * (v + n * z) / (p * n + q - 1))


def _highest(loglik: Callable[[Array], float], start: Array) -> Fit:
    """The maximum, searched in logs, and the inverse of the curvature there."""
    for method in ("Nelder-Mead", "BFGS", "Nelder-Mead"):
        options = {"maxiter": 20_000, "xatol": 1e-10, "fatol": 1e-10} if method == "Nelder-Mead" else {"gtol": 1e-9}
        start = minimize(lambda logs: -loglik(logs), start, method=method, options=options).x
    moves = STEP * np.eye(len(start))
    curve = [
        [loglik(start + i + j) - loglik(start + i - j) - loglik(start - i + j) + loglik(start - i - j) for j in moves]
        for i in moves
    ]
    return Fit(logs=start, covariance=np.linalg.inv(-np.array(curve) / (4 * STEP**2)))
