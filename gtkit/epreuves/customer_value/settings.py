"""What the engagement decides for épreuve 3: every rate, threshold and seed, bounded and documented."""

from __future__ import annotations

from pydantic import Field

from gtkit.epreuves.valuation_settings import ValuationSettings
from gtkit.valuation import Ranges


class Settings(ValuationSettings):
    """Settings of épreuve 3, table ``[customer_value]`` of engagement.toml, beside those of the valuation."""

    energy_threshold: float = Field(0.60, gt=0, le=1, description="Share of energy on customers who deserve it.")
    energy_fatal: float = Field(0.30, ge=0, lt=1, description="Share of energy under which the answer is no.")
    proof_threshold: float = Field(0.60, gt=0, le=1, description="Weight of efforts beyond dispute.")
    completeness_threshold: float = Field(
        0.60, gt=0, le=1, description="Weight of efforts known of a customer before it is judged."
    )
    vacuum_ratio: float = Field(
        2.0, gt=1, le=20, description="Energy share over value share that makes a customer a drain."
    )
    fit_threshold: float = Field(60.0, gt=0, le=100, description="Score from which a customer fits the ideal profile.")
    coherence_threshold: float = Field(0.60, gt=0, le=1, description="Share of customers that must fit it.")
    coherence_fatal: float = Field(0.30, ge=0, lt=1, description="Share of customers under which the answer is no.")
    sensitivity_rate: float = Field(0.02, gt=0, le=0.2, description="Share a year by which the discount rate is moved.")
    sensitivity_years: float = Field(1.0, gt=0, le=10, description="Years by which the horizon is moved.")
    sensitivity_margin: float = Field(0.10, gt=0, lt=1, description="Share of their level by which margins are moved.")
    sensitivity_churn: float = Field(
        0.25, gt=0, lt=1, description="Share of its level by which a churn that had to be assumed is moved."
    )

    @property
    def ranges(self) -> Ranges:
        """How far each assumption behind the customer equity is moved."""
        return Ranges(
            annual_rate=self.sensitivity_rate,
            horizon_years=self.sensitivity_years,
            margin=self.sensitivity_margin,
            churn=self.sensitivity_churn,
        )
