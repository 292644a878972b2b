"""A customer's quality is the efforts that it makes: gate, desirability, score.

An effort counts only when it is measurable and beyond dispute: a unit, a proof, and a source other than opinion (a
system, a contract, or a double coding with alpha of 0.80 or more). Each value becomes a desirability between 0
(unacceptable) and 1 (the ideal customer's value); the score is 100 times their weighted geometric mean. An unknown
effort is not zero: the score rests on the efforts known, and says on how much of the weight.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from gtkit.arrays import Matrix, Vector, vector
from gtkit.errors import WrongShape
from gtkit.scoring.customers.desirability import geometric_mean
from gtkit.scoring.customers.scorecard import desirabilities, floored, scorecard

RELIABLE_ALPHA = 0.80  # Krippendorff's bar for conclusions


@dataclass(frozen=True, slots=True, kw_only=True)
class EffortScores:
    """Scores by customer.

    Attributes
    ----------
    customers : DataFrame by customer: score and arithmetic (weighted geometric and arithmetic mean, 0 to 100, NaN when
        nothing is known), completeness (share of the kept weight that is known), weakest (effort of lowest
        desirability below 1, the heaviest of those that tie, "" when none), dated (whether each fact used bears a
        date and a proof; False without a fact).
    desirability : DataFrame customers x kept efforts, 0 to 1, NaN unknown.
    rank : Series by customer: 1 is best, by the efforts that differ between customers; NaN when none of them is known.
    kept : efforts that passed the gate, heaviest first. kept_weight_share : their share of the catalogue's weight, NaN
        when the catalogue bears none.
    """

    customers: pd.DataFrame
    desirability: pd.DataFrame
    rank: pd.Series
    kept: tuple[str, ...]
    kept_weight_share: float


def gate(catalogue: pd.DataFrame) -> pd.DataFrame:
    """Which efforts are measurable and beyond dispute.

    Parameters
    ----------
    catalogue : DataFrame
        Columns effort, label, unit, direction ("max" or "min"), worst, ideal (equal for a step), weight, proof, origin
        ("system", "contract", "declared" or ""), coding_alpha.

    Returns
    -------
    DataFrame by effort, heaviest first: label, unit, weight, kept (bool), reasons (tuple of "no_unit", "no_proof",
    "declared_only", "low_agreement", "no_range": the worst and the ideal contradict the direction; empty when kept).

    Raises WrongShape when an effort is listed twice, OutOfRange for a negative weight.
    Source: METHODS section 0, decision 4; Krippendorff (2011) for the 0.80.
    """
    rows = _by_effort(catalogue)
    vector("weight", rows["weight"].to_numpy(), low=0)
    recorded = rows["origin"].isin(["system", "contract"])
    coded = rows["coding_alpha"].notna()
    span = (rows["ideal"] - rows["worst"]) * rows["direction"].map({"max": 1.0, "min": -1.0}).astype(float)
    reasons = {
        "no_unit": rows["unit"].str.strip() == "",
        "no_proof": rows["proof"].str.strip() == "",
        "declared_only": ~recorded & ~coded,
        "low_agreement": ~recorded & coded & ~(rows["coding_alpha"] >= RELIABLE_ALPHA),
        "no_range": ~(span >= 0),
    }
    found = [tuple(reason for reason, bad in reasons.items() if bad[effort]) for effort in rows.index]
    return rows[["label", "unit", "weight"]].assign(
        kept=np.array([not f for f in found], dtype=bool), reasons=pd.Series(found, index=rows.index, dtype=object)
    )


def score(catalogue: pd.DataFrame, efforts: pd.DataFrame, customers: pd.Index) -> EffortScores:
    """Score each customer on the efforts that passed the gate.

    Parameters
    ----------
    catalogue : DataFrame
        As `gate` reads it, with indispensable (bool): such an effort at its worst brings the score to 0.
    efforts : DataFrame
        Columns customer_id, effort, value (NaN is unknown), date, proof; the latest fact of a customer and an effort
        counts, an undated one only where no other is.
    customers : Index
        Whom to score; facts about others are left out.

    Returns
    -------
    EffortScores

    Raises WrongShape for a fact about an effort that the catalogue does not list, or for two facts of one customer,
    effort and date.
    Source: Derringer & Suich (1980), Journal of Quality Technology 12(4); gate, floor and completeness by METHODS M18.
    """
    grid, rows = gate(catalogue), _by_effort(catalogue)
    strangers = sorted(set(efforts["effort"]) - set(rows.index))
    if strangers:
        raise WrongShape("effort", found=strangers[:3], expected="an effort of the catalogue")
    kept = grid.index[grid["kept"]]
    facts = _latest(efforts[efforts["effort"].isin(kept) & efforts["customer_id"].isin(customers)])
    values = facts.pivot(index="customer_id", columns="effort", values="value").reindex(index=customers, columns=kept)
    desired = desirabilities(values, rows.loc[kept])
    proven = facts["date"].notna() & (facts["proof"].str.strip() != "")
    weights, indispensable = grid.loc[kept, "weight"], rows.loc[kept, "indispensable"]
    total = float(grid["weight"].sum())
    return EffortScores(
        customers=scorecard(desired, weights, indispensable).assign(
            dated=proven.groupby(facts["customer_id"]).all().reindex(customers, fill_value=False).astype(bool)
        ),
        desirability=desired,
        rank=_ranks(desired, floored(desired, indispensable), weights.to_numpy(dtype=np.float64)),
        kept=tuple(kept),
        kept_weight_share=float(weights.sum()) / total if total > 0 else float("nan"),
    )


def _by_effort(catalogue: pd.DataFrame) -> pd.DataFrame:
    """The catalogue by effort, heaviest first, so that its row order changes nothing."""
    twice = catalogue.loc[catalogue["effort"].duplicated(), "effort"]
    if len(twice):
        raise WrongShape("effort_catalogue", found=str(twice.iloc[0]), expected="each effort once")
    return catalogue.sort_values("effort").sort_values("weight", ascending=False, kind="stable").set_index("effort")


def _latest(efforts: pd.DataFrame) -> pd.DataFrame:
    """The fact that counts for each customer and effort."""
    known = efforts[efforts["value"].notna()]
    twice = known[known.duplicated(["customer_id", "effort", "date"])]
    if len(twice):
        found = tuple(twice.iloc[0][["customer_id", "effort", "date"]].astype(str))
        raise WrongShape("efforts", found=found, expected="one value for a customer, effort and date")
    return known.sort_values("date", kind="stable", na_position="first").drop_duplicates(
        ["customer_id", "effort"], keep="last"
    )


def _ranks(desired: pd.DataFrame, held: Matrix, weights: Vector) -> pd.Series:
    """Rank by the efforts that tell customers apart: one that all reach alike would favour whoever it is known of."""
    varies = (desired.max() > desired.min()).to_numpy(dtype=bool)
    means = pd.Series(geometric_mean(held[:, varies], weights[varies]), index=desired.index)
    return means.rank(ascending=False).rename("rank")
