"""sBG: contracts that each customer refuses to renew with a constant probability of its own.

The default for contracts. Theory: `beta_survival`, with c = 1.
Source: Fader & Hardie (2007), Journal of Interactive Marketing 21(1), 76-90.
"""

from __future__ import annotations

import pandas as pd

from gtkit.periods import Period
from gtkit.valuation.contract import ContractFit, fit_contract


def fit(tenures: pd.DataFrame, *, period: Period | None = None) -> ContractFit:
    """Fit the shifted beta-geometric by maximum likelihood.

    Parameters
    ----------
    tenures : DataFrame
        One row a customer, or a group of them: renewals (obtained), left (bool: the next one was refused), and
        customers (how many, for groups). Histories may be of any length.
    period : Period, optional
        Time between two renewals; needed to discount.

    Returns
    -------
    ContractFit with params a, b; flags among at_bound, ill_conditioned.

    Raises NotEstimable when nobody left, nobody renewed or a single opportunity was seen; OutOfRange or WrongShape for
    an impossible table.
    Source: Fader & Hardie (2007), Journal of Interactive Marketing 21(1).
    """
    return fit_contract("sbg", tenures, free=2, period=period)
