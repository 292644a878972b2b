"""Strategic fit: how near each customer comes to the one that the strategy looks for.

The ideal profile is declared, attribute by attribute, from the value that cannot be accepted to the ideal one; the
score is that of the efforts (`scorecard`). A customer beyond a strategic barrier does not fit, whatever its score.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from gtkit.arrays import vector
from gtkit.errors import NotEstimable, WrongShape
from gtkit.scoring.customers.scorecard import desirabilities, scorecard


@dataclass(frozen=True, slots=True, kw_only=True)
class StrategicFit:
    """Fit by customer.

    Attributes
    ----------
    customers : DataFrame by customer: score, arithmetic, completeness, weakest as `scorecard` has them; barred (bool).
    profile : DataFrame by attribute, heaviest first: label, unit, weight, known (customers), nearness (their mean
        desirability, 0 to 1, NaN when none is known), at_worst (how many stand at the unacceptable value or beyond).
    desirability : DataFrame customers x attributes, 0 to 1, NaN unknown.
    """

    customers: pd.DataFrame
    profile: pd.DataFrame
    desirability: pd.DataFrame


def strategic_fit(
    profile: pd.DataFrame, attributes: pd.DataFrame, customers: pd.Index, *, barred: pd.Series
) -> StrategicFit:
    """Fit of each customer to a declared ideal profile.

    Parameters
    ----------
    profile : DataFrame
        Columns attribute, label, unit, direction ("max" or "min"), worst, ideal, weight, indispensable (bool).
    attributes : DataFrame
        Columns customer_id, attribute, value: one row a customer and attribute.
    customers : Index
        Whom to score; what is told of others is left out.
    barred : Series of bool by customer
        Who stands beyond a strategic barrier; a customer not listed does not.

    Returns
    -------
    StrategicFit

    Raises NotEstimable for a profile without weight; WrongShape for an attribute listed twice, one that the profile
    does not hold, or two values of one customer and attribute; OutOfRange for a negative weight or a range that
    contradicts its direction.
    Source: METHODS M19; Derringer & Suich (1980) for the score.

    >>> ideal = pd.DataFrame({"attribute": ["km"], "label": "Distance", "unit": "km", "direction": "min",
    ...                       "worst": 250.0, "ideal": 50.0, "weight": 1.0, "indispensable": False})
    >>> facts = pd.DataFrame({"customer_id": ["A", "B"], "attribute": "km", "value": [50.0, 150.0]})
    >>> nobody = pd.Series(dtype=bool)
    >>> strategic_fit(ideal, facts, pd.Index(["A", "B", "C"]), barred=nobody).customers["score"].round(1).tolist()
    [100.0, 50.0, nan]
    """
    if profile["attribute"].duplicated().any():
        twice = profile.loc[profile["attribute"].duplicated(), "attribute"]
        raise WrongShape("ideal_profile", found=str(twice.iloc[0]), expected="each attribute once")
    lines = profile.sort_values("attribute").sort_values("weight", ascending=False, kind="stable")
    lines = lines.set_index("attribute")
    vector("weight", lines["weight"].to_numpy(), low=0)
    if not lines["weight"].sum() > 0:
        raise NotEstimable("weight", found=0.0, expected="one weight > 0")
    strangers = sorted(set(attributes["attribute"]) - set(lines.index))
    if strangers or attributes.duplicated(["customer_id", "attribute"]).any():
        raise WrongShape(
            "customer_attributes", found=strangers[:3], expected="one value of an attribute of the profile"
        )
    values = attributes.pivot(index="customer_id", columns="attribute", values="value")
    desired = desirabilities(values.reindex(index=customers, columns=lines.index), lines)
    scores = scorecard(desired, lines["weight"], lines["indispensable"])
    return StrategicFit(
        customers=scores.assign(barred=barred.reindex(customers, fill_value=False).astype(bool)),
        profile=lines[["label", "unit", "weight"]].assign(
            known=desired.notna().sum(), nearness=desired.mean(), at_worst=(desired == 0).sum()
        ),
        desirability=desired,
    )
