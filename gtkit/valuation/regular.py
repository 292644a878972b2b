"""Fitting a model of regular orders: how regular, by likelihood, and whether anybody is then seen to leave.

Every k from 1 to 6 is fitted and the likeliest kept: the factor of the gaps makes their likelihoods comparable.
Against what is dropout judged? Against customers who order as regularly and never leave: were the NBD taken, the gain
of regularity would pass for one of dropout. Where k is searched, both sides may choose their own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import pandas as pd

from gtkit.errors import OutOfRange
from gtkit.periods import Period
from gtkit.valuation.cnbd import Cnbd
from gtkit.valuation.cnbd_k import CnbdK
from gtkit.valuation.flags import Flag, dropout_flags, numerical_flags
from gtkit.valuation.history import History, history, require_repeaters
from gtkit.valuation.likelihood import maximum
from gtkit.valuation.model import PurchaseFit, fitted
from gtkit.valuation.optimise import Optimum
from gtkit.valuation.regularity import regularity
from gtkit.valuation.widened import widened

HIGHEST_K = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class RegularFit(PurchaseFit):
    """A model of regular orders fitted to a summary.

    Attributes
    ----------
    k : int: ticks of a gap between two purchases; 1 is buying at random.
    logliks : log-likelihood by k, of each one fitted.
    regularity : float: shape of the gaps by Wheat & Morrison's argument, which no likelihood of the model enters;
        None where no customer has two gaps, or the summary does not tell the gaps of a fit at k = 1.
    """

    k: int
    logliks: Mapping[int, float]
    regularity: float | None


def fit_regular(name: str, first: int, summary: pd.DataFrame, *, k: int | None, period: Period | None) -> RegularFit:
    """Fit BG/CNBD-k (`first` = 0) or MBG/CNBD-k (`first` = 1) by maximum likelihood, with its flags.

    Raises NotEstimable when nobody bought twice; OutOfRange for a k that is not a whole number from 1 to 6 or for an
    impossible summary; WrongShape for a missing column, sum_log_gaps included unless k = 1.
    Source: VALUATION section 5; Reutterer, Platzer & Schroeder (2021), IJRM 38(1).
    """
    if k is not None and k not in range(1, HIGHEST_K + 1):
        raise OutOfRange("k", found=k, expected=f"1 to {HIGHEST_K}")
    rows = history(summary)
    require_repeaters(rows)
    shape = None if k == 1 and rows.log_gaps is None else regularity(rows)
    tried = (k,) if k is not None else tuple(range(1, HIGHEST_K + 1))
    found = {each: _both(name, first, each, rows) for each in tried}
    best = max(tried, key=lambda each: found[each][0].loglik)
    optimum = found[best][0]
    model = CnbdK(name, first, best)
    flags = dropout_flags(
        loglik=optimum.loglik,
        nbd_loglik=max(without.loglik for _, without in found.values()),
        median_life=model.median_life(tuple(np.exp(optimum.point))),
        window=float(rows.T.max()),
    )
    flags += numerical_flags(optimum, model.names)
    flags += _regularity_flags(best, shape, searched=k is None)
    base = fitted(model, optimum, rows, period=period, flags=flags)
    return widened(
        base,
        RegularFit,
        k=best,
        logliks=MappingProxyType({each: with_it.loglik for each, (with_it, _) in found.items()}),
        regularity=shape,
    )


def _regularity_flags(k: int, shape: float | None, *, searched: bool) -> tuple[Flag, ...]:
    """Doubts about k itself: the gaps do not bear it out, or bear out more than was tried."""
    if not searched or k == 1:
        return ()
    if shape is None or shape < (1 + k) / 2:
        return (Flag("regularity_unconfirmed", {"k": float(k)} | ({} if shape is None else {"regularity": shape})),)
    return (Flag("regularity_capped", {"k": float(k), "regularity": shape}),) if k == HIGHEST_K else ()


def _both(name: str, first: int, k: int, rows: History) -> tuple[Optimum, Optimum]:
    """Maxima at a given k, with dropout and without."""
    model, without = CnbdK(name, first, k), maximum(Cnbd(k), rows)
    guess, _ = model.search(rows)
    return maximum(model, rows, start=np.append(without.point, guess[len(without.point) :])), without
