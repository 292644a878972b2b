"""What is doubtful in a fit, named: a code and the numbers behind it. Words make the sentence.

====================== =========================================== =================================================
code                   values                                      what it means
====================== =========================================== =================================================
no_dropout             likelihood_ratio, threshold                 the data do not show that any customer stopped
at_bound               parameter, value                            a parameter ran to the edge of what is searched
ill_conditioned        condition                                   the data hardly tell some parameters apart
endless_life           median_life, window                         lives are thought longer than the window can show
regularity_capped      k, regularity                               orders are at least as regular as the highest k tried
regularity_unconfirmed k, regularity                               gaps are nearer to chance than to the k of the fit
regular_orders         k, regularity, gain                         orders are regular: a model of regular orders is read
discrete_orders        per_year                                    orders come at fixed opportunities: BG/BB is read
irregular_orders       regularity                                  regular orders were looked for, and are not there
few_repeaters          found, needed                               too few repeat customers for any model
assumed_churn          annual_churn, origin                        the yearly churn is assumed, not seen by the model
churn_unknown          (none)                                      a churn is needed, and nothing gives one
spend_correlated       correlation, threshold                      spend goes with frequency: Gamma-Gamma denies it
spend_by_frequency     elasticity                                  spend is learned as a function of frequency
infinite_mean_spend    q                                           the spend distribution has no mean
borrowed               own, customers                              a segment's parameters are mostly those of the base
segments_alike         (none)                                      segments do not differ: the base speaks for each
few_segments           found, needed                               how far segments differ is a guess: they are few
unsettled              gain                                        the search for how far segments differ did not end
separated              covariate, process, coefficient             a column's ends differ by a factor of 3,000 or more
====================== =========================================== =================================================
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np

from gtkit.arrays import Vector
from gtkit.valuation.optimise import Optimum

MAXIMUM_CONDITION = 1e8
LIFE_WINDOWS = 10.0  # a median life beyond this many windows is not read from the window
NO_DROPOUT_THRESHOLD = 5.138  # 95 % point of half chi2(1) + half chi2(2): dropout adds two parameters, on the edge
CORRELATION_THRESHOLD = 0.20


@dataclass(frozen=True, slots=True)
class Flag:
    """One reason to doubt a fit.

    >>> Flag("no_dropout", {"likelihood_ratio": 0.0}).code
    'no_dropout'
    """

    code: str
    values: Mapping[str, float | str] = field(default_factory=lambda: MappingProxyType({}))


def numerical_flags(optimum: Optimum, names: Sequence[str]) -> tuple[Flag, ...]:
    """Doubts that the search itself raises: bounds hit, likelihood flat in some direction."""
    flags = [
        Flag("at_bound", {"parameter": name, "value": float(np.exp(value))})
        for name, value, hit in zip(names, optimum.point, optimum.at_bound, strict=True)
        if hit
    ]
    if not optimum.condition <= MAXIMUM_CONDITION:
        flags.append(Flag("ill_conditioned", {"condition": optimum.condition}))
    return tuple(flags)


def dropout_flags(
    *,
    loglik: float,
    nbd_loglik: float,
    median_life: float,
    window: float,
    threshold: float = NO_DROPOUT_THRESHOLD,
) -> tuple[Flag, ...]:
    """Doubts about dropout: no better than a model without it, or lives that the window cannot show.

    Parameters
    ----------
    loglik, nbd_loglik : float
        Maximum log-likelihood with dropout, and of the NBD on the same rows.
    median_life : float
        Median life of a customer of mean purchase rate and mean dropout, in periods.
    window : float
        Longest history, in periods.
    threshold : float
        Likelihood ratio under which no dropout is seen.

    Source: Self & Liang (1987), JASA 82(398), for the mixture of chi2 at the edge of the parameter space.
    """
    flags = []
    ratio = max(0.0, 2 * (loglik - nbd_loglik))
    if ratio < threshold:
        flags.append(Flag("no_dropout", {"likelihood_ratio": ratio, "threshold": threshold}))
    return (*flags, *life_flags(median_life, window))


def life_flags(median_life: float, window: float) -> tuple[Flag, ...]:
    """Doubt about lives that the window cannot show; both in periods.

    >>> codes(life_flags(2000.0, 104.0)), life_flags(300.0, 104.0)
    (('endless_life',), ())
    """
    if median_life > LIFE_WINDOWS * window:
        return (Flag("endless_life", {"median_life": median_life, "window": window}),)
    return ()


def spend_flags(*, frequency: Vector, spend: Vector, q: float) -> tuple[tuple[Flag, ...], float]:
    """Doubts about spend, and the correlation of frequency with mean spend (0 when either does not vary)."""
    varies = len(spend) > 2 and np.ptp(frequency) > 0 and np.ptp(spend) > 0
    correlation = float(np.corrcoef(frequency, spend)[0, 1]) if varies else 0.0
    flags = []
    if abs(correlation) > CORRELATION_THRESHOLD:
        values = {"correlation": correlation, "threshold": CORRELATION_THRESHOLD}
        flags.append(Flag("spend_correlated", values))
    if q <= 1:
        flags.append(Flag("infinite_mean_spend", {"q": q}))
    return tuple(flags), correlation


def codes(flags: Iterable[Flag]) -> tuple[str, ...]:
    """Codes of several flags, in order.

    >>> codes([Flag("at_bound"), Flag("no_dropout")])
    ('at_bound', 'no_dropout')
    """
    return tuple(flag.code for flag in flags)
