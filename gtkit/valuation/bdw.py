"""BdW: contracts whose risk of being refused also changes with the age of the customer.

Theory: `beta_survival`. Where customers all age alike it is the sBG, to which its AIC is to be compared.
Source: Fader, Hardie, Liu, Davin & Steenburgh (2018), Journal of Interactive Marketing 43, 1-16.
"""

from __future__ import annotations

import pandas as pd

from gtkit.periods import Period
from gtkit.valuation.contract import ContractFit, fit_contract


def fit(tenures: pd.DataFrame, *, period: Period | None = None) -> ContractFit:
    """Fit the beta-discrete-Weibull by maximum likelihood.

    Parameters
    ----------
    tenures : DataFrame
        One row a customer, or a group of them: renewals (obtained), left (bool: the next one was refused), and
        customers (how many, for groups). Histories may be of any length.
    period : Period, optional
        Time between two renewals; needed to discount.

    Returns
    -------
    ContractFit with params a, b, c; c below 1 says that staying attaches, above 1 that it tires. Flags among at_bound,
    ill_conditioned.

    Raises NotEstimable when nobody left, nobody renewed or fewer than three opportunities were seen; OutOfRange or
    WrongShape for an impossible table.
    Source: Fader, Hardie, Liu, Davin & Steenburgh (2018), Journal of Interactive Marketing 43.
    """
    return fit_contract("bdw", tenures, free=3, period=period)
