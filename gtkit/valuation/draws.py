"""Joint draws of what customers will bring: parameters first, then the process; sums are taken draw by draw.

Two questions, two intervals. *Expectation*: how well do the data know the expected value? Parameters vary, chance is
averaged out. *Prediction*: what may truly come in? Parameters vary, and for each customer whether it is there, its
rate, its departure, its purchases and their amounts are drawn. Bounds are never summed: totals are summed within a
draw, then their quantiles read.

Inside a year, and in the horizon for predictions, discounting is that of the fit itself: when purchases fall within a
year hardly depends on the draw (under 0.2 % of the value), and E(t) is then needed at year ends only.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from gtkit.arrays import Matrix, Vector
from gtkit.valuation.cells import over_ages
from gtkit.valuation.divisions import Divisions
from gtkit.valuation.history import History
from gtkit.valuation.likelihood import Parameters
from gtkit.valuation.model import PurchaseFit
from gtkit.valuation.phase import draw_phase, in_phases, phase_chances
from gtkit.valuation.spend import Spend

BLOCK = 1 << 20  # draws x customers held in memory at once
TAIL = 0.10  # the low quantile that a prudent reader asks for

Positions = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stream:
    """Purchases expected of each group of customers, by year, as fitted; shapes (groups, years)."""

    plain: Matrix
    discounted: Matrix
    alive: Vector
    edges: Vector

    @property
    def yearly_factor(self) -> Matrix:
        """Today's value of a purchase that falls in each year."""
        return _ratio(self.discounted, self.plain)

    @property
    def factor(self) -> Vector:
        """Today's value of a purchase that falls within the horizon."""
        return _ratio(self.discounted.sum(axis=1), self.plain.sum(axis=1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Draws:
    """What the draws say, in money.

    Attributes
    ----------
    yearly : shape (draws, years): expected value of all customers in each year.
    expected, predicted : shape (draws, 1 + parts): expected and predicted value of everybody, then of each part.
    customers : shape (customers, 5): of each one, low and high of its expected value, then low, high and 10 % quantile
        of its predicted value.
    """

    yearly: Matrix
    expected: Matrix
    predicted: Matrix
    customers: Matrix


def draw_values(
    fit: PurchaseFit,
    rows: History,
    stream: Stream,
    spend: Spend,
    *,
    margin: Vector,
    divisions: Divisions,
    rng: np.random.Generator,
    draws: int,
    level: float,
) -> Draws:
    """Draw parameters, then customers, block by block.

    Parameters
    ----------
    fit, rows, stream, spend
        Model, histories, expected purchases and amounts, of the same customers.
    margin : float array, shape (customers,)
        Margin as a share of amounts.
    divisions : Divisions
        Parts of the customers, summed within each draw.
    rng : numpy Generator
    draws : int
    level : float
        Level of the interval of each customer.

    Returns
    -------
    Draws.

    Source: VALUATION section 7.
    """
    theta = tuple(value[:, None] for value in fit.draw_parameters(rng, draws))
    yearly = np.zeros((draws, stream.plain.shape[1]))
    expected = np.zeros((draws, 1 + len(divisions.keys)))
    predicted = np.zeros_like(expected)
    quantiles = np.empty((5, rows.n))
    tail = (1 - level) / 2
    for ids in _blocks(rows, draws):
        groups, place = np.unique(rows.group[ids], return_inverse=True)
        x, t_x, T = rows.x[groups], rows.t_x[groups], rows.T[groups]
        alive = fit.model.alive(theta, x, t_x, T)
        worth = spend.means(ids) * margin[ids]
        bought = _expected_by_year(fit, theta, rows, groups, stream) * alive[:, :, None]
        yearly += np.einsum("dg,dgk->dk", _summed(worth, place, len(groups), draws), bought)
        mean = bought.sum(axis=2)[:, place] * worth
        stays = rng.random((draws, len(ids))) < alive[:, place]
        here = draw_phase(fit.model, theta, x, t_x, T, place=place, rng=rng)
        purchases = stays * fit.model.draw(theta, here, T[place], float(stream.edges[-1]), rng)
        value = spend.totals(ids, purchases, rng) * (stream.factor[groups][place] * margin[ids])
        expected += divisions.sums(mean, ids)
        predicted += divisions.sums(value, ids)
        quantiles[:2, ids] = np.quantile(mean, [tail, 1 - tail], axis=0)
        quantiles[2:, ids] = np.quantile(value, [tail, 1 - tail, TAIL], axis=0)
    return Draws(yearly=yearly, expected=expected, predicted=predicted, customers=quantiles.T)


def _ratio(top: Matrix, bottom: Matrix) -> Matrix:
    ratio = np.zeros_like(top)
    np.divide(top, bottom, out=ratio, where=bottom > 0)
    return ratio


def _blocks(rows: History, draws: int) -> Iterator[Positions]:
    """Positions of customers, those of like histories together."""
    order = np.lexsort((rows.group, rows.T[rows.group], rows.x[rows.group]))
    size = max(1, BLOCK // draws)
    for begin in range(0, len(order), size):
        yield order[begin : begin + size]


def _expected_by_year(
    fit: PurchaseFit, theta: Parameters, rows: History, groups: Positions, stream: Stream
) -> npt.NDArray[np.float64]:
    """Discounted purchases expected in each year of a customer alive, shape (draws, groups, years)."""
    x, T, cell = rows.cells(groups)
    wide = tuple(value[:, :, None] for value in theta)
    ahead = in_phases(fit.model, x)
    ages = np.repeat(T, ahead.shape[1])

    def until(x: Vector, T: Vector) -> npt.NDArray[np.float64]:
        return np.moveaxis(fit.model.expected(wide, x[:, None], T[:, None], stream.edges[1:]), 1, 0)

    found = np.moveaxis(over_ages(until, ahead.ravel(), ages, scale=fit.model.scale(theta)), 0, 1)
    inside = np.diff(found, axis=2, prepend=0.0).reshape(len(found), *ahead.shape, -1)[:, cell]
    chances = phase_chances(fit.model, theta, rows.x[groups], rows.t_x[groups], rows.T[groups])
    mean = np.einsum("dgj,dgjy->dgy", np.broadcast_to(chances, inside.shape[:3]), inside)
    return np.asarray(mean * stream.yearly_factor[groups])


def _summed(worth: npt.NDArray[np.float64], place: Positions, groups: int, draws: int) -> Matrix:
    """Worth of a purchase summed over the customers of each group, shape (draws, groups)."""
    order = np.argsort(place, kind="stable")
    starts = np.searchsorted(place[order], np.arange(groups))
    return np.broadcast_to(np.add.reduceat(worth[:, order], starts, axis=1), (draws, groups))
