"""Partial pooling: each segment of a base has a model of its own, drawn toward the base the more, the less it tells.

Five customers cannot fit four parameters, five thousand need nobody's help. Segments' parameters are taken as drawn, in
logs, around a centre that they share; where it lies and how widely they are drawn, by coordinate, is what makes all of
them most likely (`pooling`), and each segment then is where its own likelihood and that law together are highest
(Laplace's method: the two are found in turn until the law settles). The centre is the base with the differences between
segments taken out of it: where there are none, it is the base. Coordinates are the shape and the rate of purchases, and
of dropout, which the data tell apart better than the papers' letters. The law is then taken as known: with few segments
it is not well, and a flag says so. In what the base itself does not show (no dropout, a parameter at its bound)
segments are not let differ.
Source: Kass & Steffey (1989), JASA 84(407), 717-726; VALUATION sections 5 and 9.
"""

from __future__ import annotations

from collections.abc import Sequence
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from gtkit.arrays import Matrix, Vector, read_only
from gtkit.errors import NotEstimable
from gtkit.valuation.dropout import DropoutModel
from gtkit.valuation.flags import Flag, codes, life_flags, numerical_flags
from gtkit.valuation.history import History
from gtkit.valuation.likelihood import total_loglik
from gtkit.valuation.model import PurchaseFit
from gtkit.valuation.optimise import REACH, Objective, Optimum, climb, maximise
from gtkit.valuation.pooling import LEAST, MOST, Law, Matrices, apart, average_loglik, covariance, law, own_shares
from gtkit.valuation.segmented import SegmentedFit, SegmentFit

COORDINATES = ("purchase_shape", "purchase_rate", "dropout_shape", "dropout_rate")
BEGIN = 0.5  # spread of every coordinate, to begin with
ROUNDS, SETTLED = 40, 1e-6  # of the two steps in turn; what a round gains in log-likelihood at the end
BORROWED = 0.5  # share of its own under which a segment is told to be mostly the base's
NEEDED = 5  # segments, under which their spread is a guess


def pool(
    model: DropoutModel, base: PurchaseFit, parts: Sequence[tuple[str, History]], *, coordinates: Matrix
) -> SegmentedFit:
    """Fit a model to each segment, drawn toward the base.

    Parameters
    ----------
    model : DropoutModel
    base : PurchaseFit
        The model of all customers.
    parts : names and histories of the segments.
    coordinates : float array, shape (4, parameters)
        `COORDINATES` as sums of the logarithms of the parameters.

    Returns
    -------
    SegmentedFit; its flags among those of the base, few_segments, segments_alike and unsettled; those of a segment
    among no_dropout, endless_life, at_bound, ill_conditioned, borrowed.

    Raises NotEstimable for fewer than two segments.
    Source: Kass & Steffey (1989), JASA 84(407).
    """
    if len(parts) < 2:
        raise NotEstimable("segments", found=len(parts), expected=">= 2")
    free = _free(model, base, coordinates)
    start = centre = np.log([*base.params.values()])
    spread, gain = np.where(free, BEGIN, LEAST), 0.0
    objectives = [total_loglik(model, rows) for _, rows in parts]
    near = [_guess(base, centre, rows.n, _tightness(coordinates, spread)) for _, rows in parts]
    for left in reversed(range(ROUNDS)):
        tightness = _tightness(coordinates, spread)
        near = [
            _highest(objective, each, centre, tightness, n=rows.n)
            for objective, each, (_, rows) in zip(objectives, near, parts, strict=True)
        ]
        slopes, informations = _parabolas(near, centre, coordinates, spread)
        if not free.any():
            break
        said = slopes[:, free], informations[:, free][:, :, free]
        found, as_it_was = law(*said), Law(np.zeros(free.sum()), spread[free])
        gain = average_loglik(found, *said) - average_loglik(as_it_was, *said)
        if gain < SETTLED or not left:
            break
        away, spread = coordinates @ (centre - start), spread.copy()
        away[free], spread[free] = np.clip(away[free] + found.centre, -MOST, MOST), found.spread
        centre = start + np.linalg.solve(coordinates, away)
    flags = base.flags
    flags += (Flag("few_segments", {"found": float(len(parts)), "needed": float(NEEDED)}),) * (len(parts) < NEEDED)
    flags += (Flag("segments_alike"),) * (not apart(spread).any())
    flags += (Flag("unsettled", {"gain": gain}),) * (gain >= SETTLED)
    back, common = np.linalg.inv(coordinates), coordinates @ base.log_vcov @ coordinates.T
    common[np.ix_(free, ~free)] = common[np.ix_(~free, free)] = 0.0
    segments, told = {}, informations[:, free][:, :, free]
    for k, (name, rows) in enumerate(parts):
        shares, sure = own_shares(informations[k], spread), common.copy()
        sure[np.ix_(free, free)] = covariance(told[k], spread[free], told)
        segments[name] = _segment(
            model, base, near[k], objectives[k], rows, shares=shares, spread=spread, log_vcov=back @ sure @ back.T
        )
    return SegmentedFit(
        base=base,
        centre=MappingProxyType(dict(zip(model.names, np.exp(centre).tolist(), strict=True))),
        segments=MappingProxyType(segments),
        spread=MappingProxyType(dict(zip(COORDINATES, spread.tolist(), strict=True))),
        flags=flags,
    )


def _free(model: DropoutModel, base: PurchaseFit, coordinates: Matrix) -> npt.NDArray[np.bool_]:
    """Coordinates in which segments may differ: those that the base itself shows."""
    bound = [model.names.index(str(flag.values["parameter"])) for flag in base.flags if flag.code == "at_bound"]
    held = (coordinates[:, bound] != 0).any(axis=1)
    if "no_dropout" in codes(base.flags):
        held |= np.array([name.startswith("dropout") for name in COORDINATES])
    return np.asarray(~held)


def _tightness(coordinates: Matrix, spread: Vector) -> Matrix:
    """Inverse covariance of the logarithms of the parameters around the centre."""
    return np.asarray(coordinates.T @ np.diag(spread**-2) @ coordinates)


def _guess(base: PurchaseFit, centre: Vector, n: int, tightness: Matrix) -> Optimum:
    """The base's parameters, with what n of its customers would tell of them."""
    information = np.linalg.pinv(base.log_vcov) * (n / base.n) + tightness
    return Optimum(
        point=centre,
        loglik=0.0,
        gradient=np.inf,
        vcov=np.asarray(np.linalg.inv(information), dtype=np.float64),
        condition=1.0,
        at_bound=(False,) * len(centre),
    )


def _highest(objective: Objective, near: Optimum, centre: Vector, tightness: Matrix, *, n: int) -> Optimum:
    """Where the likelihood of a segment and the law of segments are highest together."""

    def drawn(logs: Vector) -> tuple[float, Vector]:
        value, gradient = objective(logs)
        pull = tightness @ (logs - centre)
        return value - float((logs - centre) @ pull) / 2, gradient - pull

    found = climb(drawn, near, share=1.0, n=n)
    return found or maximise(drawn, near.point, low=centre - REACH, high=centre + REACH, n=n)


def _parabolas(
    optima: Sequence[Optimum], centre: Vector, coordinates: Matrix, spread: Vector
) -> tuple[Matrix, Matrices]:
    """Slope at the centre and information of each segment's own likelihood, in the coordinates."""
    back = np.linalg.inv(coordinates)
    away = np.array([coordinates @ (optimum.point - centre) for optimum in optima])
    whole = np.array([back.T @ np.linalg.pinv(optimum.vcov) @ back for optimum in optima])
    values, vectors = np.linalg.eigh(whole - np.diag(spread**-2))
    own = np.einsum("jik,jk,jlk->jil", vectors, np.maximum(values, 0.0), vectors)
    return np.einsum("jik,jk->ji", own, away) + away / spread**2, own


def _segment(
    model: DropoutModel,
    base: PurchaseFit,
    optimum: Optimum,
    objective: Objective,
    rows: History,
    *,
    shares: Vector,
    spread: Vector,
    log_vcov: Matrix,
) -> SegmentFit:
    params, differ = np.exp(optimum.point), apart(spread)
    own = float(shares[differ].mean()) if differ.any() else 0.0
    flags = tuple(flag for flag in base.flags if flag.code == "no_dropout")
    flags += life_flags(model.median_life(tuple(params)), float(rows.T.max()))
    flags += numerical_flags(optimum, model.names)
    flags += (Flag("borrowed", {"own": own, "customers": float(rows.n)}),) * bool(differ.any() and own < BORROWED)
    return SegmentFit(
        model=model,
        params=MappingProxyType(dict(zip(model.names, params.tolist(), strict=True))),
        vcov=read_only(log_vcov * np.outer(params, params)),
        log_vcov=read_only(log_vcov),
        loglik=objective(optimum.point)[0],
        gradient=optimum.gradient,
        flags=flags,
        period=base.period,
        n=rows.n,
        own=own,
        effective=float(shares.sum()),
    )
