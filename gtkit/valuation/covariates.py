"""Fitting a purchase model whose parameters follow what is known of each customer.

The fit climbs from the optimum of the same model without covariates, which it contains. Whether anybody is seen to
leave is asked against customers who buy as their covariates say and never leave: were the NBD without covariates taken,
the gain of the covariates would pass for one of dropout.
Source: Fader & Hardie (2007), note 019, Incorporating time-invariant covariates into the Pareto/NBD and BG/NBD models.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

import numpy as np
import pandas as pd
from scipy.optimize import brentq
from scipy.special import chdtrc

from gtkit.arrays import Vector, read_only
from gtkit.errors import NotEstimable
from gtkit.valuation.covariate_fit import CovariateFit
from gtkit.valuation.design import designed, require_distinct, values_of
from gtkit.valuation.dropout import DropoutModel
from gtkit.valuation.flags import Flag, dropout_flags, numerical_flags
from gtkit.valuation.history import history
from gtkit.valuation.likelihood import maximum
from gtkit.valuation.model import PurchaseFit
from gtkit.valuation.moved import Effect, Move, Moved, with_covariates
from gtkit.valuation.nbd import NBD
from gtkit.valuation.optimise import REACH, Optimum

LEVEL = 0.05  # of the test of dropout


def fit_moved(
    model: DropoutModel,
    plain: PurchaseFit,
    summary: pd.DataFrame,
    covariates: pd.DataFrame,
    *,
    buying: Effect,
    leaving: Sequence[Effect],
    purchase: Sequence[str] | None,
    dropout: Sequence[str] | None,
) -> CovariateFit:
    """Fit a model moved by covariates by maximum likelihood, from the optimum of the `plain` one, with its flags.

    Parameters
    ----------
    model : DropoutModel
    plain : PurchaseFit
        The same model without covariates, fitted to the same summary.
    summary, covariates : DataFrame by customer
    buying, leaving : Effect
        The parameter that covariates of the purchases move, and those that covariates of dropout move.
    purchase, dropout : sequence of str, optional
        Columns that move each process; None: every one.

    Returns
    -------
    CovariateFit; flags among those of the plain model, and separated.

    Raises NotEstimable for no column, one that does not vary, or one that others tell; WrongShape or OutOfRange for
    covariates that cannot be read.
    Source: Fader & Hardie (2007), note 019; VALUATION section 8 for the flags.
    """
    every = [str(name) for name in covariates]
    buys, leaves = (tuple(dict.fromkeys(every if names is None else names)) for names in (purchase, dropout))
    columns = tuple(dict.fromkeys((*buys, *leaves)))
    if not columns:
        raise NotEstimable("covariates", found=0, expected="> 0")
    histories = history(summary)
    values = values_of(covariates, histories.customers, columns)
    design = designed(values, columns)
    z = (values - design.centre) / design.unit
    by_buys, by_leaves = (tuple(columns.index(name) for name in names) for names in (buys, leaves))
    for names, places in ((buys, by_buys), (leaves, by_leaves)):
        require_distinct(z[:, places], names)
    rows = with_covariates(histories, z)
    bought = (Move(buying, by_buys),)
    moved = Moved(model, (*bought, *(Move(effect, by_leaves) for effect in leaving)), design)
    start = np.append(np.log([*plain.params.values()]), np.zeros(len(moved.coefficients)))
    optimum = maximum(moved, rows, start=start, below=_below(moved))
    without = Moved(NBD, bought, design)
    bare = maximum(without, rows, below=_below(without))
    flags = dropout_flags(
        loglik=optimum.loglik,
        nbd_loglik=bare.loglik,
        median_life=model.median_life(tuple(np.exp(optimum.point[: len(model.names)]))),
        window=float(rows.T.max()),
        threshold=_no_dropout(len(leaving) * len(leaves)),
    )
    return _fitted(moved, model, optimum, plain=plain, flags=flags)


def _fitted(
    moved: Moved,
    model: DropoutModel,
    optimum: Optimum,
    *,
    plain: PurchaseFit,
    flags: tuple[Flag, ...],
) -> CovariateFit:
    """The fit that an optimum stands for, its coefficients brought back to the units of their columns."""
    own, units = len(model.names), moved.design.unit[[*moved.places]]
    values = np.append(np.exp(optimum.point[:own]), optimum.point[own:] / units)
    steps = np.append(np.ones(own), 1 / units)
    params = dict(zip(moved.names, values.tolist(), strict=True))
    log_vcov = optimum.vcov * np.outer(steps, steps)
    slopes = np.append(values[:own], np.ones(len(units)))
    return CovariateFit(
        model=model,
        moved=moved,
        params=MappingProxyType(params),
        vcov=read_only(log_vcov * np.outer(slopes, slopes)),
        log_vcov=read_only(log_vcov),
        loglik=optimum.loglik,
        gradient=optimum.gradient,
        flags=flags + _doubts(optimum, moved.names, params),
        plain=plain,
    )


def _below(moved: Moved) -> Vector:
    """How far each parameter is searched under its plain value."""
    return np.append(np.full(len(moved.base.names), REACH), moved.reach)


def _doubts(optimum: Optimum, names: Sequence[str], values: Mapping[str, float]) -> tuple[Flag, ...]:
    """Doubts that the search itself raises; a coefficient at its bound is told by the column that it separates."""
    found = []
    for flag in numerical_flags(optimum, names):
        name = str(flag.values.get("parameter", ""))
        process, _, column = name.partition(".")
        told: dict[str, float | str] = {"covariate": column, "process": process, "coefficient": values.get(name, 0.0)}
        found.append(Flag("separated", told) if column else flag)
    return tuple(found)


def _no_dropout(extra: int) -> float:
    """Likelihood ratio under which no dropout is seen: 95 % point of half chi2(1 + extra) + half chi2(2 + extra).

    Dropout adds two parameters on the edge, and coefficients that are nothing without it: they are counted whole.
    """
    return float(brentq(lambda x: (chdtrc(1 + extra, x) + chdtrc(2 + extra, x)) / 2 - LEVEL, 1.0, 1e3 + 10 * extra))
