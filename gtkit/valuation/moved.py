"""A likelihood whose parameters are moved by what is known of each customer.

A covariate z, counted from its mean, multiplies a parameter by exp(sign g z): with alpha_i = alpha exp(-g z_i) a
customer of a higher z buys at a rate exp(g) times higher for each unit of z, if g is positive. The search knows only
positive parameters: it sees exp(g), what one unit multiplies by, and its logarithm is the coefficient. What a column
multiplies by between its two farthest customers is searched up to exp(LARGEST): a column that parts those who buy from
those who never do runs there and is told, where it would else run for ever.
Source: Fader & Hardie (2007), note 019, Incorporating time-invariant covariates into the Pareto/NBD and BG/NBD models.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Self

import numpy as np

from gtkit.arrays import Matrix, Vector
from gtkit.valuation.design import Design
from gtkit.valuation.history import History, Places
from gtkit.valuation.likelihood import Array, Likelihood, Parameters
from gtkit.valuation.widened import widened

LARGEST = 8.0  # in logs: a factor of 3,000
FARTHEST = 200.0  # in logs: an effect beyond would overflow, and stands for never or at once


@dataclass(frozen=True, slots=True)
class Effect:
    """Which parameter the covariates of a process move, and which way."""

    process: str
    parameter: str
    sign: float


@dataclass(frozen=True, slots=True)
class Move:
    """An effect, and the columns that have it."""

    effect: Effect
    columns: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CovariateHistory(History):
    """Histories of customers who have the same covariates: `z`, shape (groups, columns), in units from the centre."""

    z: Matrix

    def only(self, groups: Places | slice, **changed: Any) -> Self:
        """Some of the groups, with other customers."""
        return History.only(self, groups, **{"z": self.z[groups], **changed})

    def by_x(self, kernel: Callable[[Vector], Array]) -> Callable[[History], Array]:
        """Values that depend on x and on parameters that are each group's own."""
        return lambda part: kernel(part.x)

    def by_age(self, kernel: Callable[[Vector], Array]) -> Callable[[History], tuple[Array, Array]]:
        """Values that depend on an age and on parameters that are each group's own."""
        return lambda part: (kernel(part.t_x), kernel(part.T))


@dataclass(frozen=True, slots=True)
class Moved:
    """A likelihood, its parameters moved; its own parameters come first, then a multiplier a move and column."""

    base: Likelihood
    moves: tuple[Move, ...]
    design: Design

    @property
    def names(self) -> tuple[str, ...]:
        """Parameters of the base, then process.column."""
        return (*self.base.names, *self.coefficients)

    @property
    def coefficients(self) -> tuple[str, ...]:
        """Names of the coefficients, process.column."""
        return tuple(f"{move.effect.process}.{self.design.names[k]}" for move in self.moves for k in move.columns)

    @property
    def places(self) -> tuple[int, ...]:
        """Column of each coefficient."""
        return tuple(k for move in self.moves for k in move.columns)

    @property
    def reach(self) -> Vector:
        """How far from 0 each coefficient is searched, per unit."""
        return LARGEST / self.design.span[[*self.places]]

    def search(self, rows: History) -> tuple[Vector, Vector]:
        """As the base, where no covariate has an effect."""
        guess, reach = self.base.search(rows)
        return np.append(guess, np.zeros(len(self.places))), np.append(reach, self.reach)

    def loglik(self, theta: Parameters, rows: History) -> tuple[Vector, Sequence[Vector]]:
        """Log-likelihood of each row, and its derivatives: those of the base, along what moves it."""
        if not isinstance(rows, CovariateHistory):
            raise TypeError(type(rows))
        own = self.at(theta, rows.z)
        values, slopes = self.base.loglik(own, rows)
        gradient = [slope * (mine / each) for slope, mine, each in zip(slopes, own, theta, strict=False)]
        at = len(own)
        for move in self.moves:
            k = self.base.names.index(move.effect.parameter)
            along = slopes[k] * own[k] * move.effect.sign
            for column in move.columns:
                gradient.append(along * rows.z[:, column] / theta[at])
                at += 1
        return values, gradient

    def at(self, theta: Parameters, z: Matrix) -> tuple[Array, ...]:
        """Parameters of the base for each row of covariates: one number, or shape (rows,) where they are moved."""
        own: list[Array] = [np.asarray(value) for value in theta[: len(self.base.names)]]
        at = len(own)
        for move in self.moves:
            k = self.base.names.index(move.effect.parameter)
            logs = np.log(np.array(theta[at : at + len(move.columns)]))
            effect = np.einsum("gc,c->g", z[:, list(move.columns)], move.effect.sign * logs)
            own[k] = own[k] * np.exp(np.clip(effect, -FARTHEST, FARTHEST))
            at += len(move.columns)
        return tuple(own)


def with_covariates(rows: History, z: Matrix) -> CovariateHistory:
    """Histories parted further by covariates, shape (customers, columns), in the order of customers."""
    patterns, pattern = np.unique(z, axis=0, return_inverse=True)
    each = rows.group * len(patterns) + pattern.ravel()
    cells, group, count = np.unique(each, return_inverse=True, return_counts=True)
    count, group = count.astype(np.float64), group.astype(np.intp)
    parted = replace(rows.only(cells // len(patterns), count=count, group=group), log_gaps=None)
    return widened(parted, CovariateHistory, z=patterns[cells % len(patterns)])
