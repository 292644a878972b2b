"""What foretells who stays: the tier held at entry, and satisfaction as it was before the decision."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from gtkit.epreuves.loyalty.settings import Settings
from gtkit.errors import NotEstimable
from gtkit.periods import DAYS_PER_YEAR
from gtkit.scoring.customers.equivalence import Equivalence, rank_link
from gtkit.scoring.customers.retention_by_tier import RetentionByTier, retention_by_tier
from gtkit.scoring.customers.satisfaction import Foretelling, Quadrants, foretelling, last_before, quadrants


@dataclass(frozen=True, slots=True, kw_only=True)
class Satisfied:
    """Satisfaction against loyalty.

    Attributes
    ----------
    decisions : DataFrame by customer that decided: score (before the decision; NaN where none was asked before),
        stayed (bool), late (bool: asked, but only on the decision's day or after).
    scale : "recommends" or "mark", the one that more answers bear.
    link : correlation of the two; partial : the same, years as a customer and size of a purchase held constant.
    foretelling, quadrants : None, as the links, where nobody left or nobody was asked in time.
    """

    decisions: pd.DataFrame
    scale: str
    link: Equivalence | None
    partial: Equivalence | None
    foretelling: Foretelling | None
    quadrants: Quadrants | None

    @property
    def in_time(self) -> pd.DataFrame:
        """The decisions before which satisfaction was asked."""
        return self.decisions[self.decisions["score"].notna()]


def exits(retention: pd.DataFrame, as_of: date) -> pd.Series:
    """Whether each customer is known to have left."""
    gone: pd.Series = retention.set_index("customer_id")["left_on"] <= pd.Timestamp(as_of)
    return gone


def by_tier(retention: pd.DataFrame, settings: Settings) -> RetentionByTier | str:
    """How long the customers of each tier at entry stay, or the catalogue key of the reason why that is not told.

    Customers without a tier are left out; a single tier given after entry, or undated, forbids the comparison.
    """
    last = pd.Timestamp(settings.as_of)
    known = retention[(retention["tier"] != "") & (retention["entered_on"] <= last)].set_index("customer_id")
    known = known[~(known["left_on"] < known["entered_on"])]
    if known.empty:
        return "reason.no_tier_at_entry"
    if not (known["tier_given_on"] <= known["entered_on"]).all():
        return "reason.tier_after_entry"
    renamed = known.rename(columns={"entered_on": "entered", "left_on": "left", "tier_given_on": "tier_given"})
    try:
        return retention_by_tier(renamed, end=settings.as_of, level=settings.interval_level)
    except NotEstimable:
        return "reason.tiers_not_compared"


def satisfied(
    retention: pd.DataFrame, answers: pd.DataFrame, spend: pd.Series, settings: Settings, rng: np.random.Generator
) -> Satisfied:
    """Satisfaction before each renewal decision, against the decision.

    Parameters
    ----------
    retention, answers : DataFrame
        The `retention` and `satisfaction` tables.
    spend : Series by customer
        Mean amount of a purchase, currency; NaN or absent where not known.
    settings : Settings
    rng : numpy Generator

    Returns
    -------
    Satisfied

    Source: METHODS M25.
    """
    scale = "recommends" if answers["recommends"].notna().sum() >= answers["mark"].notna().sum() else "mark"
    decided = retention[retention["decided_on"].notna()].set_index("customer_id")
    told = answers.rename(columns={scale: "score"})[["customer_id", "date", "score"]]
    score = last_before(told, decided["decided_on"])
    asked = decided.index.isin(told.loc[told["score"].notna(), "customer_id"])
    decisions = pd.DataFrame({"score": score, "stayed": decided["renewed"], "late": score.isna() & asked})
    known = decisions[decisions["score"].notna()]
    tenure = ((decided["decided_on"] - decided["entered_on"]).dt.days / DAYS_PER_YEAR).reindex(known.index)
    held = pd.DataFrame({"tenure": tenure, "spend": spend.reindex(known.index)})
    level, cut = settings.interval_level, settings.satisfied_recommends
    both = known["stayed"].nunique() == 2
    return Satisfied(
        decisions=decisions,
        scale=scale,
        link=_link(known, None, settings),
        partial=_link(known[held.notna().all(axis=1)], held.dropna(), settings),
        foretelling=foretelling(known["score"], known["stayed"], rng=rng, level=level) if both else None,
        quadrants=quadrants(
            known["score"], known["stayed"], cut=cut if scale == "recommends" else settings.satisfied_mark
        )
        if len(known)
        else None,
    )


def _link(known: pd.DataFrame, held: pd.DataFrame | None, settings: Settings) -> Equivalence | None:
    """The link of satisfaction and staying, None where too few decided or nothing varies."""
    try:
        return rank_link(known["score"], known["stayed"].astype(float), held=held, bound=settings.unrelated_bound)
    except NotEstimable:
        return None
