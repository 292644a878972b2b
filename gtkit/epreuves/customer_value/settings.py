"""What the engagement decides for épreuve 3: every rate, threshold and seed, bounded and documented."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from gtkit.epreuves.customer_base import ValuationSettings


class Settings(ValuationSettings):
    """Settings of épreuve 3, table ``[customer_value]`` of engagement.toml, beside those of the valuation.

    Thresholds are conventions of the kit until the organisation sets its own; the page says who chose them.
    """

    thresholds_chosen_by: str = Field("", max_length=80, description="Who set the thresholds; empty = gtkit.")
    thresholds_chosen_on: date | None = Field(None, description="When the thresholds were set.")
    energy_threshold: float = Field(0.60, gt=0, le=1, description="Share of energy on customers who deserve it.")
    energy_fatal: float = Field(0.30, ge=0, lt=1, description="Share of energy under which the answer is no.")
    proof_threshold: float = Field(0.60, gt=0, le=1, description="Weight of efforts beyond dispute.")
    completeness_threshold: float = Field(
        0.60, gt=0, le=1, description="Weight of efforts known of a customer before it is judged."
    )
    vacuum_ratio: float = Field(
        2.0, gt=1, le=20, description="Energy share over value share that makes a customer a drain."
    )
