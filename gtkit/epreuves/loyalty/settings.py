"""What the engagement decides for épreuve 4: what may be spent, and from when the answer is yes."""

from __future__ import annotations

from pydantic import Field

from gtkit.epreuves.settings import EpreuveSettings
from gtkit.epreuves.valuation_settings import ValuationSettings


class Settings(EpreuveSettings):
    """Settings of épreuve 4, table ``[loyalty]`` of engagement.toml; the valuation's are those of épreuve 3."""

    customer_value: ValuationSettings = Field(exclude=True)
    budget: float = Field(60_000.0, ge=0, description="Money for the loyalty plan, engagement currency.")
    hours: float = Field(1_200.0, ge=0, description="Hours that the teams can give to the loyalty plan.")
    minimum_gain: float = Field(1.0, gt=0, description="Gain that a plan must bring at least, engagement currency.")
    no_regret_threshold: float = Field(0.60, gt=0, le=1, description="Share of the plan's value without regret.")
    loss_cut_threshold: float = Field(0.50, gt=0, le=1, description="Share of losses on over-served customers cut.")
    minimum_exits: int = Field(30, ge=5, le=10_000, description="Known departures needed before a verdict.")
    minimum_decisions: int = Field(30, ge=5, le=10_000, description="Decisions with satisfaction asked before them.")
    unrelated_bound: float = Field(0.20, gt=0, lt=1, description="Rank correlation that is still nothing.")
    satisfied_recommends: float = Field(8.0, ge=0, le=10, description="Recommendation from which one is satisfied.")
    satisfied_mark: float = Field(4.0, ge=1, le=5, description="Satisfaction mark from which one is satisfied.")
    high_service: float = Field(
        0.75, gt=0, lt=1, description="Share of the customers served that take less time than one highly served."
    )
    novelty_months: int = Field(24, ge=1, le=120, description="Months during which an offer is new.")
    vitality_threshold: float = Field(0.20, gt=0, lt=1, description="Share of sales that new offers should make.")
    draws: int = Field(2_000, ge=200, le=50_000, description="Draws behind the plan's gain and other intervals.")
