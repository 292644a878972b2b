"""The kernel that BG/NBD and MBG/NBD share: buy at random, and perhaps leave after a purchase.

Purchases are Poisson with rate lambda ~ gamma(r, alpha). After each purchase a customer leaves with probability
p ~ beta(a, b). In BG/NBD the first purchase gives no occasion to leave, in MBG/NBD it does: after x repeat purchases a
customer has had n = x + m occasions, m = 0 or 1. With R = r + x, A = alpha + T,

    L = Gamma(R) / Gamma(r) alpha^r A^-R B(a, b + n) / B(a, b) (1 + D),   D = a / (b + n - 1) (A / (alpha + t_x))^R,

D = 0 when n = 0, and P(alive) = 1 / (1 + D). What is left of a customer alive is lambda ~ gamma(R, A) and
p ~ beta(a, b + n), so that purchases expected in the next t are G(t) = E_p[(1 - (1 + p t / A)^-R) / p].
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import betainc, betaln, expit, hyp2f1, psi

from gtkit.arrays import Matrix, Vector
from gtkit.valuation.discount import by_parts, panel_rule
from gtkit.valuation.history import History
from gtkit.valuation.likelihood import Array, Kernel, Parameters, Told, gamma_search, layered
from gtkit.valuation.mixture import poisson_gamma
from gtkit.valuation.nbd import NBD
from gtkit.valuation.optimise import REACH

LARGE_A = 20.0  # beyond, the Euler form of 2F1 loses its digits and beta(a, .) is smooth enough for Gauss-Jacobi
BLOCK = 1 << 16
LEAST_ODDS, MOST_ODDS, ODDS_PANELS = 27.0, 40.0, 96  # e^-27 is 2e-12


@dataclass(frozen=True, slots=True)
class BetaGeometric:
    """Kernels of BG/NBD (`first` = 0) and MBG/NBD (`first` = 1); parameters r, alpha, a, b."""

    name: str
    first: int
    names: tuple[str, ...] = ("r", "alpha", "a", "b")

    def search(self, rows: History) -> tuple[Vector, Vector]:
        """Customers who all buy at the mean rate, and leave after one purchase in three."""
        guess, reach = gamma_search(rows)
        return np.append(guess, [0.0, np.log(2.0)]), np.append(reach, [REACH, REACH])

    def median_life(self, theta: Parameters) -> float:
        """Purchases until a mean customer has left with an even chance, at the mean rate."""
        r, alpha, a, b = theta
        return float(np.log(2) * (alpha / r) * (a + b) / a)

    def scale(self, theta: Parameters) -> float:
        """The smallest alpha."""
        return float(np.min(theta[1]))

    def loglik(self, theta: Parameters, rows: History) -> Told:
        """Log-likelihood of each row, and its derivatives."""
        return layered(self, theta, rows)

    def still(self, theta: Parameters, rows: History) -> Told:
        """That of the NBD, times B(a, b + n) / B(a, b)."""
        r, alpha, a, b = theta
        value, (by_rate, by_scale) = NBD.loglik((r, alpha), rows)

        def stayed(x: Vector) -> Matrix:
            n = x + self.first
            last = psi(a + b) - psi(a + b + n)
            return np.stack([betaln(a, b + n) - betaln(a, b), last, last + psi(b + n) - psi(b)])

        stays, by_a, by_b = rows.of_x(stayed)
        return value + stays, (by_rate, by_scale, by_a, by_b)

    def gain(self, theta: Parameters, rows: History) -> Kernel:
        """Log(1 + D), a row costing one exponential and one logarithm."""
        r, alpha, a, b = theta
        by_x = rows.by_x(lambda x: np.stack([self._log_odds(theta, x, np.zeros(())), -1 / self._occasions(b, x)]))
        by_age = rows.by_age(lambda age: np.stack([np.log1p(age / alpha), 1 / (alpha + age)]))

        def told(part: History) -> Told:
            base, rare = by_x(part)
            (early, quick), (late, slow) = by_age(part)
            R, wait = r + part.x, late - early
            odds = base + R * wait
            gone = np.asarray(expit(odds))
            surer = np.maximum(gone, 1 - gone)
            return np.maximum(odds, 0.0) - np.log(surer), (
                gone * wait,
                gone * R * (slow - quick),
                gone / a,
                gone * rare,
            )

        return told

    def alive(self, theta: Parameters, x: Array, t_x: Array, T: Array) -> Array:
        """1 / (1 + D)."""
        alpha = theta[1]
        return np.asarray(expit(-self._log_odds(theta, x, np.log((alpha + T) / (alpha + t_x)))))

    def expected(self, theta: Parameters, x: Array, T: Array, t: Array) -> Array:
        """G(t) of a customer alive."""
        r, alpha, a, b = theta
        return purchases_before_leaving(a, b + x + self.first, r + x, t / (alpha + T))

    def probability(self, theta: Parameters, x: Array, T: Array, n: Array, t: Array) -> Array:
        """N purchases and still there, or left at the last of n while lambda alone gives n or more."""
        r, alpha, a, b = theta
        R, A, B = r + x, alpha + T, b + x + self.first
        still = np.exp(betaln(a, B + n) - betaln(a, B)) * poisson_gamma(n, R, A, t)
        left = np.exp(np.where(n > 0, betaln(a + 1, B + np.maximum(n - 1, 0.0)) - betaln(a, B), -np.inf))
        more = betainc(np.maximum(n, 1.0), R, t / (A + t))
        return np.asarray(still + left * more)

    def draw(self, theta: Parameters, x: Array, T: Array, t: float, rng: np.random.Generator) -> Array:
        """Poisson purchases at a drawn rate, cut at the one after which the customer leaves."""
        r, alpha, a, b = theta
        wanted = rng.poisson(rng.standard_gamma(r + x) / (alpha + T) * t).astype(np.float64)
        return cut_by_leaving(a, b + x + self.first, wanted, rng)

    def discounted(
        self, theta: Parameters, x: Vector, T: Vector, *, edges: Vector, deltas: Sequence[float], panels: int
    ) -> tuple[Matrix, ...]:
        """By parts; purchases slow as customers leave, who buy most."""
        slowing = (theta[1] + T) / (theta[0] + x + 1)
        return by_parts(self.expected, theta, x, T, slowing=slowing, edges=edges, deltas=deltas, panels=panels)

    def _log_odds(self, theta: Parameters, x: Array, wait: Array) -> Array:
        """Logarithm of D, -inf where there was no occasion to leave."""
        r, _, a, b = theta
        odds = np.log(a) - np.log(self._occasions(b, x)) + (r + x) * wait
        return np.where(x + self.first > 0, odds, -np.inf)

    def _occasions(self, b: Array, x: Array) -> Array:
        """How often p was tried, b + n - 1; 1 where there was no occasion to leave."""
        return np.where(x + self.first > 0, b + x + self.first - 1, 1.0)


def cut_by_leaving(a: Array, B: Array, wanted: Array, rng: np.random.Generator) -> Array:
    """Purchases, cut at the one after which a customer whose p ~ beta(a, B) leaves."""
    leaves = rng.beta(a, B)
    # A geometric count by inversion: rng.geometric overflows where leaving is all but impossible.
    chance = np.maximum(-np.log1p(-np.minimum(leaves, 1 - 1e-16)), 1e-300)
    last = np.ceil(rng.standard_exponential(leaves.shape) / chance)
    return np.minimum(wanted, last)


def purchases_before_leaving(a: Array, B: Array, R: Array, ratio: Array) -> Array:
    """E[(1 - (1 + p ratio)^-R) / p] over p ~ beta(a, B), to about 1e-9; arguments broadcast.

    For a up to 20 by the Euler form of 2F1, whose numerator parameters do not grow with x, and by
    interpolation next to its removable point a = 1; beyond, by Gauss-Jacobi.
    Source: VALUATION section 5; Fader, Hardie & Lee (2005), Marketing Science 24(2), for the untransformed form.

    >>> float(purchases_before_leaving(np.array(1e6), np.array(1e6), np.array(2.0), np.array(1.0)).round(4))
    1.1111
    """
    a, B, R, ratio = np.broadcast_arrays(a, B, R, ratio)
    large = a > LARGE_A
    if not large.any():
        return _euler(a, B, R, ratio)
    value = np.empty(a.shape)
    value[~large] = _euler(a[~large], B[~large], R[~large], ratio[~large])
    value[large] = _quadrature(a[large], B[large], R[large], ratio[large])
    return value


def _euler(a: Array, B: Array, R: Array, ratio: Array) -> Array:
    # At a = 1 the form is 0 / 0, and where R - a is a whole number hyp2f1 is infinite or loses its digits: there,
    # interpolate to fourth order from both sides.
    close = (np.abs(a - 1) < 1e-4) | (np.abs(R - a - np.rint(R - a)) < 1e-4)
    if not close.any():
        value = _euler_form(a, B, R, ratio)
    else:
        step = np.where(close, 1e-3, 0.0)
        near, far = (
            (_euler_form(a - k * step, B, R, ratio) + _euler_form(a + k * step, B, R, ratio)) / 2 for k in (1, 2)
        )
        value = np.asarray((4 * near - far) / 3)
    # scipy's hyp2f1 gives nan or infinity for some of the largest parameters.
    lost = ~np.isfinite(value)
    if lost.any():
        value[lost] = _by_odds(a[lost], B[lost], R[lost], ratio[lost])
    return value


def _euler_form(a: Array, B: Array, R: Array, ratio: Array) -> Array:
    c, z = a + B - 1, ratio / (1 + ratio)
    rest = (1 + ratio) ** (1 - a) * hyp2f1(a - 1, c - R, c, z)
    return np.asarray(c / (a - 1) * (1 - rest))


def _by_odds(a: Vector, B: Vector, R: Vector, ratio: Vector) -> Vector:
    """The same mean over v = log(p / (1 - p)), panel by panel; below them p is too small to matter beside 1."""
    nodes, weights = panel_rule(ODDS_PANELS)
    value = np.empty(len(a))
    for begin in range(0, len(a), BLOCK // len(nodes)):
        rows = slice(begin, begin + BLOCK // len(nodes))
        shape, other, count, much = (each[rows, None] for each in (a, B, R, ratio))
        low = -LEAST_ODDS - np.log(np.maximum(1 + much * (count + 1), other))
        v = low + (MOST_ODDS - low) * nodes
        log_p, log_rest = -np.logaddexp(0.0, -v), -np.logaddexp(0.0, v)
        log_density = shape * log_p + other * log_rest - betaln(shape, other)
        bought = -np.expm1(-count * np.log1p(np.exp(log_p) * much)) * np.exp(log_density - log_p)
        below = count * much * np.exp(shape * low - betaln(shape, other)) / shape
        value[rows] = ((MOST_ODDS - low) * (bought @ weights)[:, None] + below)[:, 0]
    return value


def _quadrature(a: Vector, B: Vector, R: Vector, ratio: Vector) -> Vector:
    pairs, which = np.unique(np.column_stack([a, B]), axis=0, return_inverse=True)
    value = np.empty(len(a))
    p, weights = beta_rule(pairs[:, 0], pairs[:, 1])
    for begin in range(0, len(a), BLOCK):
        rows = slice(begin, begin + BLOCK)
        nodes = p[which[rows]]
        bought = -np.expm1(-R[rows, None] * np.log1p(nodes * ratio[rows, None])) / nodes
        value[rows] = (weights[which[rows]] * bought).sum(axis=1)
    return value


def beta_rule(a: Vector, B: Vector, points: int = 32) -> tuple[Matrix, Matrix]:
    """Gauss-Jacobi nodes and weights for the mean of a function of p ~ beta(a, B).

    Parameters
    ----------
    a, B : float arrays, shape (rules,)
    points : int
        Nodes of each rule.

    Returns
    -------
    nodes in (0, 1) and weights that add up to 1, each of shape (rules, points).

    Source: Golub & Welsch (1969), Mathematics of Computation 23(106).

    >>> p, weights = beta_rule(np.array([2.0]), np.array([3.0]))
    >>> bool(abs((weights * p).sum() - 0.4) < 1e-14)
    True
    """
    k = np.arange(1, points)[None, :]
    al, be = (B - 1)[:, None], (a - 1)[:, None]
    s = al + be
    diagonal = np.empty((len(a), points))
    diagonal[:, :1] = (be - al) / (s + 2)
    diagonal[:, 1:] = (be - al) * s / ((2 * k + s) * (2 * k + s + 2))
    # (k + s) / (2 k + s - 1) is 1 at k = 1, where both may vanish.
    tail = np.where(k > 1, (k + s) / np.where(k > 1, 2 * k + s - 1, 1.0), 1.0)
    off = np.sqrt(4 * k * (k + al) * (k + be) * tail / ((2 * k + s) ** 2 * (2 * k + s + 1)))
    jacobi = np.zeros((len(a), points, points))
    here = np.arange(points)
    jacobi[:, here, here] = diagonal
    jacobi[:, here[1:], here[:-1]] = off
    values, vectors = np.linalg.eigh(jacobi, UPLO="L")
    return np.clip((1 + values) / 2, 1e-300, 1.0), vectors[:, 0, :] ** 2
