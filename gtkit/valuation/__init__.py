"""Valuation: transactions -> summary -> purchase models -> lifetime value -> customer equity. Pure.

`summarise` makes one row a customer; a model module's `fit` reads it (`nbd`, `bg_nbd`, `mbg_nbd`, `nbd_churn`, and for
regular orders `bg_cnbd_k`, `mbg_cnbd_k`), and `gamma_gamma.fit` the amounts; `choose_model` takes the model that the
data allow; `customer_equity` values each customer and all of them with intervals, `equity_sensitivity` says what the
total owes to each assumption; `historical_value` is the consultancy's own method beside it.
"""

from gtkit.valuation import bg_cnbd_k, bg_nbd, gamma_gamma, mbg_cnbd_k, mbg_nbd, nbd, nbd_churn
from gtkit.valuation.choice import ModelChoice, choose_model
from gtkit.valuation.equity import CustomerEquity, customer_equity
from gtkit.valuation.flags import Flag
from gtkit.valuation.gamma_gamma import GammaGammaFit
from gtkit.valuation.historical import HistoricalValue, historical_value
from gtkit.valuation.model import PurchaseFit
from gtkit.valuation.regular import RegularFit
from gtkit.valuation.sensitivity import Ranges, Sensitivity, equity_sensitivity
from gtkit.valuation.summary import summarise

__all__ = [
    "CustomerEquity",
    "Flag",
    "GammaGammaFit",
    "HistoricalValue",
    "ModelChoice",
    "PurchaseFit",
    "Ranges",
    "RegularFit",
    "Sensitivity",
    "bg_cnbd_k",
    "bg_nbd",
    "choose_model",
    "customer_equity",
    "equity_sensitivity",
    "gamma_gamma",
    "historical_value",
    "mbg_cnbd_k",
    "mbg_nbd",
    "nbd",
    "nbd_churn",
    "summarise",
]
