"""What the engagement decides for épreuve 2: thresholds of shared priorities, and the smallest group that is shown."""

from __future__ import annotations

from pydantic import Field

from gtkit.epreuves.settings import EpreuveSettings


class Settings(EpreuveSettings):
    """Settings of épreuve 2, table ``[alignment]`` of engagement.toml."""

    top: int = Field(3, ge=1, le=10, description="Management's first priorities that count.")
    cited_needed: int = Field(2, ge=1, le=10, description="How many of them a person must cite.")
    citing_threshold: float = Field(0.60, gt=0, le=1, description="Share of people citing enough of them.")
    citing_fatal: float = Field(0.30, ge=0, lt=1, description="Share of people under which the answer is no.")
    overlap_threshold: float = Field(0.60, gt=0, le=1, description="Mean rank-biased overlap with management's list.")
    persistence: float = Field(0.70, gt=0, lt=1, description="Weight of first places in the overlap.")
    far_distance: float = Field(
        0.33, gt=0, le=1, description="Distance from management, of the greatest there can be, that is far."
    )
    concordance_threshold: float = Field(0.70, gt=0, le=1, description="Kendall's W inside management.")
    concordance_fatal: float = Field(0.50, ge=0, lt=1, description="Kendall's W under which management disagrees.")
    coding_threshold: float = Field(0.667, gt=0, le=1, description="Alpha under which the coding is to be redone.")
    minimum_people: int = Field(10, ge=3, le=1000, description="People asked, short of a census.")
    smallest_group: int = Field(5, ge=5, le=50, description="Fewest people that may be shown as a group.")
    draw_margin: float = Field(0.10, gt=0, le=0.5, description="Margin of error that the draw is sized for.")
    answer_days: int = Field(30, ge=1, le=365, description="Days in which an idea is to be answered.")
    ideas_threshold: float = Field(0.80, gt=0, le=1, description="Share of ideas answered in that time.")
    ideas_fatal: float = Field(0.30, ge=0, lt=1, description="Share of ideas answered under which the answer is no.")
