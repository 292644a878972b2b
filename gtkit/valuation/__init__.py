"""Valuation: transactions -> summary -> purchase models -> lifetime value -> customer equity. Pure.

`summarise` makes one row a customer; a model module's `fit` reads it (`nbd`, `bg_nbd`, `mbg_nbd`, `pareto_nbd`,
`nbd_churn`, and for regular orders `bg_cnbd_k`, `mbg_cnbd_k`), and `gamma_gamma.fit` the amounts;
`pareto_nbd` and `mbg_nbd` also follow what is known of each customer (`fit_covariates`), or fit each segment of a base,
drawn toward the whole when it is small (`fit_pooled`);
`discrete_orders` tells whether orders come at fixed opportunities, `summarise_opportunities` counts them, for `bg_bb`;
`sbg` and `bdw` read contracts, renewed or refused.
`choose_model` takes the model that the data allow; `customer_equity` values each customer and all of them with
intervals, `equity_sensitivity` says what the total owes to each assumption,
`equity_bridge` why it changed from one date to another, `dependence` how much of it hangs on a few customers;
`hold_out` puts models to the test beside a naive rule; `rhythm` sets each silence against the customer's own pace;
`historical_value` is the consultancy's own method beside them.
"""

from gtkit.valuation import (
    bdw,
    bg_bb,
    bg_cnbd_k,
    bg_nbd,
    gamma_gamma,
    mbg_cnbd_k,
    mbg_nbd,
    nbd,
    nbd_churn,
    pareto_nbd,
    sbg,
)
from gtkit.valuation.bridge import EquityBridge, equity_bridge
from gtkit.valuation.choice import ModelChoice, choose_model
from gtkit.valuation.contract import ContractFit
from gtkit.valuation.covariate_fit import CovariateFit, LikelihoodRatio
from gtkit.valuation.dependence import Dependence, dependence, years_of_margin
from gtkit.valuation.discrete import DiscreteOrders, discrete_orders
from gtkit.valuation.equity import CustomerEquity, customer_equity
from gtkit.valuation.flags import Flag
from gtkit.valuation.gamma_gamma import GammaGammaFit
from gtkit.valuation.historical import HistoricalValue, historical_value
from gtkit.valuation.holdout import Holdout, hold_out
from gtkit.valuation.model import PurchaseFit
from gtkit.valuation.opportunities import opportunities_taken, summarise_opportunities
from gtkit.valuation.purchases import SaleColumns
from gtkit.valuation.regular import RegularFit
from gtkit.valuation.rhythm import rhythm
from gtkit.valuation.segmented import SegmentedFit, SegmentFit
from gtkit.valuation.sensitivity import Ranges, Sensitivity, equity_sensitivity
from gtkit.valuation.summary import summarise

__all__ = [
    "ContractFit",
    "CovariateFit",
    "CustomerEquity",
    "Dependence",
    "DiscreteOrders",
    "EquityBridge",
    "Flag",
    "GammaGammaFit",
    "HistoricalValue",
    "Holdout",
    "LikelihoodRatio",
    "ModelChoice",
    "PurchaseFit",
    "Ranges",
    "RegularFit",
    "SaleColumns",
    "SegmentFit",
    "SegmentedFit",
    "Sensitivity",
    "bdw",
    "bg_bb",
    "bg_cnbd_k",
    "bg_nbd",
    "choose_model",
    "customer_equity",
    "dependence",
    "discrete_orders",
    "equity_bridge",
    "equity_sensitivity",
    "gamma_gamma",
    "historical_value",
    "hold_out",
    "mbg_cnbd_k",
    "mbg_nbd",
    "nbd",
    "nbd_churn",
    "opportunities_taken",
    "pareto_nbd",
    "rhythm",
    "sbg",
    "summarise",
    "summarise_opportunities",
    "years_of_margin",
]
