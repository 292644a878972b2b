"""Fitting a model with dropout, and asking whether the data show any.

On B2B order books the dropout process often cannot be seen: every model with dropout then ends on the NBD likelihood
with everybody alive. The NBD is therefore fitted first, to start from and to be beaten.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from gtkit.periods import Period
from gtkit.valuation.beta_geometric import BetaGeometric
from gtkit.valuation.flags import dropout_flags, numerical_flags
from gtkit.valuation.history import history, require_repeaters
from gtkit.valuation.model import PurchaseFit, fitted, maximum
from gtkit.valuation.nbd import NBD


def fit_dropout(model: BetaGeometric, summary: pd.DataFrame, *, period: Period | None) -> PurchaseFit:
    """Fit BG/NBD or MBG/NBD by maximum likelihood from the NBD's own optimum, with its flags.

    Raises NotEstimable when nobody bought twice; OutOfRange or WrongShape for an impossible summary.
    Source: VALUATION section 8.
    """
    rows = history(summary)
    require_repeaters(rows)
    without = maximum(NBD, rows)
    optimum = maximum(model, rows, start=np.append(without.point, [0.0, np.log(2.0)]))
    r, alpha, a, b = np.exp(optimum.point)
    flags = dropout_flags(
        loglik=optimum.loglik,
        nbd_loglik=without.loglik,
        median_life=float(np.log(2) * (alpha / r) * (a + b) / a),
        window=float(rows.T.max()),
    )
    flags += numerical_flags(optimum, model.names)
    return fitted(model, optimum, rows, period=period, flags=flags)
