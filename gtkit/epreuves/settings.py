"""What every épreuve lets the engagement decide: the level of intervals, the seed, who chose the thresholds."""

from __future__ import annotations

from datetime import date

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, field_validator

from gtkit.evidence import KIT_THRESHOLDS, Name, Statement


class EpreuveSettings(BaseModel):
    """Settings that all épreuves share in kind; `as_of` comes from the engagement itself.

    Thresholds are conventions of the kit until the organisation sets its own; the page says who chose them.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    as_of: date = Field(description="Last day of the data, inclusive.")
    interval_level: float = Field(0.90, ge=0.5, lt=1, description="Level of every interval.")
    seed: int = Field(20_260_630, ge=0, description="Seed of every draw.")
    thresholds_chosen_by: str = Field("", max_length=80, description="Who set the thresholds; empty = gtkit.")
    thresholds_chosen_on: date | None = Field(None, description="When the thresholds were set.")

    @field_validator("*", mode="before")
    @classmethod
    def _no_flag(cls, value: object) -> object:
        """Refuse true and false, which Python would take for the numbers 1 and 0."""
        if isinstance(value, bool):
            raise ValueError("0.10")  # noqa: TRY004 - pydantic locates value errors
        return value

    @property
    def thresholds(self) -> Statement:
        """Who chose the thresholds, and when."""
        if not self.thresholds_chosen_by:
            return KIT_THRESHOLDS
        chooser = Name(self.thresholds_chosen_by)
        if self.thresholds_chosen_on is None:
            return Statement("thresholds.chosen", {"by": chooser})
        return Statement("thresholds.chosen_on", {"by": chooser, "on": self.thresholds_chosen_on})

    def rng(self) -> np.random.Generator:
        """A generator that starts anew from the seed: same settings, same draws."""
        return np.random.default_rng(self.seed)
