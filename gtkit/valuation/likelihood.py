"""What a maximum is searched for, and the search: from plain parameters, or from the maximum of a sample."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Protocol, TypeAlias, runtime_checkable

import numpy as np
import numpy.typing as npt

from gtkit.arrays import Vector
from gtkit.valuation.history import History, mean_rate, thinned
from gtkit.valuation.optimise import REACH, Objective, Optimum, climb, log_gradient, maximise

Array: TypeAlias = npt.NDArray[np.float64]  # any number of dimensions
Parameters: TypeAlias = Sequence[Array]  # one array a parameter, all of one shape
Told: TypeAlias = tuple[Vector, Sequence[Vector]]  # a log-likelihood of each row, its derivatives by each parameter
Kernel: TypeAlias = Callable[[History], Told]

LARGEST_R = 6.0  # in logs
SAMPLE, THINNING, REPEATERS = 1000, 16, 200  # customers, one in so many, repeat customers among them: see `maximum`


class Likelihood(Protocol):
    """What a maximum is searched for."""

    @property
    def names(self) -> tuple[str, ...]:
        """Its parameters."""

    def search(self, rows: History) -> tuple[Vector, Vector]:
        """Plain parameters for these rows, in logs, and how far above them each is searched, in logs."""

    def loglik(self, theta: Parameters, rows: History) -> Told:
        """Log-likelihood of each row, and its derivative by each parameter that is fitted."""


@runtime_checkable
class Layered(Likelihood, Protocol):
    """A log-likelihood of two terms: customers are still there, which no date of a last purchase enters; or not.

    The first is computed once for all customers of one x and one T.
    """

    def still(self, theta: Parameters, rows: History) -> Told:
        """Logarithm of the likelihood of each row together with being there at T."""

    def gain(self, theta: Parameters, rows: History) -> Kernel:
        """What gives log(1 + D) of any part of the rows, D the odds of having left; tables are made once for all."""


def layered(model: Layered, theta: Parameters, rows: History) -> Told:
    """Both terms of the log-likelihood of each row, added up."""
    (value, slopes), (gain, bends) = model.still(theta, rows), model.gain(theta, rows)(rows)
    return value + gain, tuple(slope + bend for slope, bend in zip(slopes, bends, strict=True))


def gamma_search(rows: History) -> tuple[Vector, Vector]:
    """Where r and alpha of a gamma of rates are searched: customers who all buy at the mean rate.

    r is kept under 400, where rates differ by 5 % and might as well be one.
    """
    return np.array([0.0, -np.log(mean_rate(rows))]), np.array([LARGEST_R, REACH])


def maximum(
    model: Likelihood,
    rows: History,
    *,
    start: Vector | None = None,
    fixed: Sequence[float] = (),
    below: Vector | float = REACH,
) -> Optimum:
    """Maximum likelihood of a model's leading parameters, the `fixed` last ones given.

    The search begins at `start`, in logs, or at the model's plain parameters, and stays around the latter, `below` in
    logs at most under them. Where distinct histories are many, a sample is searched and the whole climbed from there.
    """
    guess, reach = model.search(rows)
    objective = total_loglik(model, rows, fixed=fixed)
    if len(rows.x) > 2 * SAMPLE:
        some = thinned(rows, max(SAMPLE, rows.n // THINNING))
        if some.count[some.x > 0].sum() >= REPEATERS:
            near = maximum(model, some, start=start, fixed=fixed, below=below)
            found = climb(objective, near, share=some.n / rows.n, n=rows.n)
            if found is not None:
                return found
    return maximise(objective, guess if start is None else start, low=guess - below, high=guess + reach, n=rows.n)


def total_loglik(model: Likelihood, rows: History, *, fixed: Sequence[float] = ()) -> Objective:
    """Log-likelihood of all customers and its gradient, as functions of the logarithms of the leading parameters."""
    parts = rows.parts()
    sums = _layers(model, rows, parts) if isinstance(model, Layered) else _rows(model, parts)

    def objective(logs: Vector) -> tuple[float, Vector]:
        theta = tuple(np.append(np.exp(logs), fixed))
        total = sums(theta)
        return float(total[0]), log_gradient(total[1:].tolist(), theta[: len(logs)])

    return objective


def _rows(model: Likelihood, parts: Sequence[History]) -> Callable[[Parameters], Vector]:
    return lambda theta: _sums(partial(model.loglik, theta), parts)


def _layers(model: Layered, rows: History, parts: Sequence[History]) -> Callable[[Parameters], Vector]:
    cells = rows.undated().parts()
    return lambda theta: _sums(partial(model.still, theta), cells) + _sums(model.gain(theta, rows), parts)


def _sums(kernel: Kernel, parts: Sequence[History]) -> Vector:
    """Log-likelihood and derivatives, over all customers of some histories: parts short enough for dot products."""
    total = np.zeros(())
    for part in parts:
        values, slopes = kernel(part)
        total = total + np.array([part.count @ column for column in (values, *slopes)])
    return total
