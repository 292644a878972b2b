"""Does this customer deserve our energy? One rule for each customer, one verdict for the organisation."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from gtkit.evidence import Criterion, Level, Quantity, Unit
from gtkit.scoring.survey.ratio import ratio_share


def judge_customers(customers: pd.DataFrame, *, energy_known: bool, completeness_threshold: float) -> pd.Series:
    """Level of each customer.

    A barrier refuses, whatever the value. Where time, value or too many efforts are unknown: undetermined. Then
    the value left after service decides: its 10 % quantile above zero passes, its mean above zero passes on
    conditions, else no.

    Parameters
    ----------
    customers : DataFrame indexed by customer
        Columns barrier (text), completeness (share), net, net_q10 (currency).
    energy_known : bool
        Whether time and service costs are in.
    completeness_threshold : float
        Weight of known efforts under which a customer is not judged.

    Returns
    -------
    Series of Level values by customer.

    Source: METHODS M22 and section 5.
    """
    barrier = customers["barrier"].fillna("") != ""
    unknown = customers["net"].isna() | ~(customers["completeness"] >= completeness_threshold) | (not energy_known)
    choices = [Level.FAILED, Level.UNDETERMINED, Level.PASSED, Level.CONDITIONAL]
    conditions = [barrier, unknown, customers["net_q10"] > 0, customers["net"] > 0]
    level = np.select(conditions, [c.value for c in choices], default=Level.FAILED.value)
    return pd.Series(level, index=customers.index, name="level")


def energy_criterion(
    hours: npt.ArrayLike, deserving: npt.ArrayLike, *, threshold: float, fatal: float, level: float
) -> Criterion:
    """Share of the energy that goes to customers who deserve it, required."""
    given, deserve = np.asarray(hours, dtype=np.float64), np.asarray(deserving, dtype=np.bool_)
    spent = given > 0
    share, interval = ratio_share(given[spent], deserve[spent], level=level)
    return Criterion(
        key="criterion.energy",
        quantity=Quantity(share, Unit.SHARE, interval),
        threshold=threshold,
        fatal=fatal,
        required=True,
        n=int(spent.sum()),
    )


def proof_criterion(weights: npt.ArrayLike, kept: npt.ArrayLike, *, threshold: float) -> Criterion:
    """Share of the weight of efforts that stands beyond dispute; exact, the catalogue is known whole."""
    each = np.asarray(weights, dtype=np.float64)
    share = float(each[np.asarray(kept, dtype=np.bool_)].sum() / each.sum())
    return Criterion(key="criterion.proof", quantity=Quantity(share, Unit.SHARE), threshold=threshold, n=len(each))


def soundness_criterion(sound: bool, repeaters: int) -> Criterion:
    """Whether the equity rests on a model that the data identify: 1 when it does, 0 when it was replaced."""
    return Criterion(key="criterion.soundness", quantity=Quantity(float(sound), Unit.COUNT), threshold=1.0, n=repeaters)
