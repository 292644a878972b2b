"""Mean amounts of customers as the Gamma-Gamma likelihood reads them: gammas once a number of purchases.

Customers of one frequency share every gamma; of each customer only log(v + x z) and 1 / (v + x z) are left, and their
sums by frequency give the likelihood and its slopes. A million customers are a logarithm and a reciprocal each.
Source: Fader & Hardie (2013), note 025; PERFORMANCE section 1.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import gammaln, psi

from gtkit.arrays import Vector, by_digits
from gtkit.valuation.optimise import log_gradient

Positions = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True, kw_only=True)
class Amounts:
    """Customers in the order of their frequency.

    Attributes
    ----------
    total : amount of all repeat purchases, x z, shape (customers,).
    x : distinct frequencies; customers : how many have each; begins : where each begins; logs : their sum of log z;
        away : log of 1 + x less `centre`, by which the scale grows; each of shape (frequencies,).
    centre : mean of log(1 + x) over customers.
    """

    total: Vector
    x: Vector
    customers: Positions
    begins: Positions
    logs: Vector
    away: Vector
    centre: float

    @property
    def n(self) -> int:
        """Number of customers."""
        return len(self.total)

    def loglik(self, point: Vector) -> tuple[float, Vector]:
        """Log-likelihood at log p, log q, log v and, where it is given, b; and its slopes by each."""
        p, q, v = theta = np.exp(point[:3])
        b = point[3] if len(point) > 3 else 0.0
        n, px = self.customers, p * self.x
        both = px + q
        lasting = self.total * np.repeat(np.exp(-b * self.away), n) if b else self.total.copy()
        lasting += v
        away = np.add.reduceat(np.log(lasting), self.begins)
        brief = np.add.reduceat(1 / lasting, self.begins)
        log_total = self.logs + n * (np.log(self.x) - b * self.away)
        ways = gammaln(both) - gammaln(px) - gammaln(q) + q * np.log(v)
        value = n * ways + px * log_total - both * away - self.logs
        slopes = (
            self.x * (n * (psi(both) - psi(px)) + log_total - away),
            n * (psi(both) - psi(q) + np.log(v)) - away,
            n * q / v - both * brief,
        )
        by_logs = log_gradient([float(slope.sum()) for slope in slopes], theta)
        by_scale = -float((self.away * (n * px - both * (n - v * brief))).sum())
        return float(value.sum()), np.append(by_logs, by_scale)[: len(point)]


def amounts(x: Vector, z: Vector, *, centre: float | None = None) -> Amounts:
    """Sort customers by frequency.

    Parameters
    ----------
    x, z : float arrays, shape (customers,)
        Repeat purchases above 0 and their mean amount, above 0.
    centre : float, optional
        What log(1 + x) is counted from, when that is not its mean over these customers.

    >>> amounts(np.array([2.0, 1.0, 2.0]), np.array([10.0, 30.0, 20.0])).total
    array([30., 20., 40.])
    """
    order = np.argsort(by_digits(x), kind="stable")
    sorted_ = x[order]
    begins = np.flatnonzero(np.append(True, sorted_[1:] != sorted_[:-1]))
    levels, customers, z = sorted_[begins], np.diff(begins, append=len(x)), z[order]
    larger = np.log1p(levels)
    if centre is None:
        centre = float((customers * larger).sum() / len(x))
    return Amounts(
        total=sorted_ * z,
        x=levels,
        customers=customers,
        begins=begins,
        logs=np.add.reduceat(np.log(z), begins),
        away=larger - centre,
        centre=centre,
    )
