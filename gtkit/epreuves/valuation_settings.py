"""What the engagement decides about valuing customers, once for every épreuve that values them."""

from __future__ import annotations

from pydantic import Field

from gtkit.epreuves.settings import EpreuveSettings
from gtkit.scoring.customers.late_payment import LEGAL_TERM_DAYS


class ValuationSettings(EpreuveSettings):
    """What the engagement decides about valuing customers."""

    annual_rate: float = Field(0.10, gt=-0.5, le=1.0, description="Yearly discount rate, as a share.")
    horizon_years: float = Field(5.0, ge=1.0, le=30.0, description="Years over which margins are counted.")
    margin_rate: float | None = Field(
        None, gt=0, le=1, description="Margin as a share of sales, where the transactions bear no margin."
    )
    assumed_annual_churn: float | None = Field(
        None, ge=0, lt=1, description="Yearly loss of customers, used when the data do not show it."
    )
    payment_term_days: float = Field(
        LEGAL_TERM_DAYS, ge=0, le=366, description="Days to pay from the invoice, for customers whose term is not told."
    )
    minimum_repeaters: int = Field(30, ge=10, le=1000, description="Repeat customers needed before any model is read.")
    draws: int = Field(500, ge=100, le=20_000, description="Joint draws behind each interval.")
