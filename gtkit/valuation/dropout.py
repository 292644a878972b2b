"""Fitting a model with dropout, and asking whether the data show any.

On B2B order books the dropout process often cannot be seen: every model with dropout then ends on the likelihood of
the one without, with everybody alive. That one is therefore fitted first, to start from and to be beaten.
"""

from __future__ import annotations

from typing import Protocol

import numpy as np

from gtkit.periods import Period
from gtkit.valuation.flags import dropout_flags, numerical_flags
from gtkit.valuation.history import History, require_repeaters
from gtkit.valuation.likelihood import Likelihood, Parameters, maximum
from gtkit.valuation.model import PurchaseFit, PurchaseModel, fitted
from gtkit.valuation.nbd import NBD


class DropoutModel(PurchaseModel, Protocol):
    """A model whose customers leave; its leading parameters are those of the model without dropout."""

    def median_life(self, theta: Parameters) -> float:
        """Median life of a customer of mean purchase rate and mean dropout, in periods."""


def fit_dropout(model: DropoutModel, rows: History, *, period: Period | None, without: Likelihood = NBD) -> PurchaseFit:
    """Fit a model with dropout by maximum likelihood, from the optimum of the one `without`, with its flags.

    Raises NotEstimable when nobody bought twice.
    Source: VALUATION section 8.
    """
    require_repeaters(rows)
    bare = maximum(without, rows.undated())
    guess, _ = model.search(rows)
    optimum = maximum(model, rows, start=np.append(bare.point, guess[len(bare.point) :]))
    flags = dropout_flags(
        loglik=optimum.loglik,
        nbd_loglik=bare.loglik,
        median_life=model.median_life(tuple(np.exp(optimum.point))),
        window=float(rows.T.max()),
    )
    flags += numerical_flags(optimum, model.names)
    return fitted(model, optimum, rows, period=period, flags=flags)
