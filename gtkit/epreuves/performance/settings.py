"""What the engagement decides for épreuve 5: every threshold, bounded and documented."""

from __future__ import annotations

from pydantic import Field

from gtkit.epreuves.field_of_action import SortingSettings
from gtkit.epreuves.settings import EpreuveSettings


class Settings(EpreuveSettings):
    """Settings of épreuve 5, table ``[performance]`` of engagement.toml; épreuve 1 says what is refused."""

    perimeter: SortingSettings = Field(exclude=True, description="How épreuve 1 sorts opportunities.")
    answerable_threshold: float = Field(
        0.80, gt=0, le=1, description="Weight of criteria that have a failure line, an owner and a reaction."
    )
    answerable_fatal: float = Field(
        0.50, ge=0, lt=1, description="Weight of criteria that have a failure line under which the answer is no."
    )
    coverage_threshold: float = Field(0.80, gt=0, le=1, description="Weight of objectives strongly measured.")
    zombie_ceiling: float = Field(0.20, ge=0, lt=1, description="Share of indicators that may lead to no decision.")
    fewest_meetings: int = Field(
        3, ge=1, le=100, description="Meetings without a decision that make an indicator a zombie."
    )
    practice_threshold: float = Field(
        0.80, gt=0, le=1, description="Share of indicators that must keep a rule for it to be a practice."
    )
    fear_cut: float = Field(0.50, gt=0, lt=1, description="Place on a scale of 0 to 1 from which it is high.")
    alpha_threshold: float = Field(0.70, ge=0, le=1, description="Cronbach's alpha from which a scale is read.")
    smallest_group: int = Field(5, ge=5, le=100, description="Answers under which nothing is shown of a group.")
