"""What the engagement decides for the synthesis: how firm a verdict must be, and who answers for the report."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel, ConfigDict, Field

from gtkit.epreuves.alignment import Settings as AlignmentSettings
from gtkit.epreuves.customer_value import Settings as CustomerValueSettings
from gtkit.epreuves.loyalty import Settings as LoyaltySettings
from gtkit.epreuves.performance import Settings as PerformanceSettings
from gtkit.epreuves.perimeter import Settings as PerimeterSettings


class Signatory(BaseModel):
    """Who signs the report, as engagement.toml says; empty where it does not."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = ""
    address: str = ""
    email: str = ""
    file: str = Field("engagement.toml", description="Where it is said.")
    sha256: str = Field("", description="Of that file.")


class Settings(BaseModel):
    """Settings of the synthesis, table ``[synthesis]`` of engagement.toml; those of the épreuves come from theirs."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    as_of: date = Field(description="Last day of the data, inclusive.")
    firm_threshold: float = Field(
        0.80, gt=0, le=1, description="Share of resamples that must repeat a verdict for it to be called firm."
    )
    decisions_shown: int = Field(7, ge=3, le=20, description="Decisions on the first screen; the register holds all.")
    signatory: Signatory = Field(default_factory=Signatory, exclude=True)
    perimeter: PerimeterSettings = Field(exclude=True)
    alignment: AlignmentSettings = Field(exclude=True)
    customer_value: CustomerValueSettings = Field(exclude=True)
    loyalty: LoyaltySettings = Field(exclude=True)
    performance: PerformanceSettings = Field(exclude=True)
