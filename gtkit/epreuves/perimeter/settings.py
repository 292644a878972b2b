"""What the engagement decides for épreuve 1: cut, thresholds, draws and seed, bounded and documented."""

from __future__ import annotations

from pydantic import Field

from gtkit.epreuves.field_of_action import SortingSettings


class Settings(SortingSettings):
    """Settings of épreuve 1, table ``[perimeter]`` of engagement.toml, beside those of the sorting."""

    right_share: float = Field(
        0.80, gt=0, le=1, description="Share of the cards that a person sorts right to know the limits."
    )
    knowledge_threshold: float = Field(0.60, gt=0, le=1, description="Share of people who know the limits.")
    knowledge_fatal: float = Field(0.30, ge=0, lt=1, description="Share of people under which the answer is no.")
    minimum_cards: int = Field(8, ge=1, le=50, description="Cards needed before a card test is read.")
    minimum_people: int = Field(10, ge=2, le=1000, description="People needed, unless all were asked.")
    robust_threshold: float = Field(0.80, gt=0, le=1, description="Share of the classes that must be robust.")
    hold_share: float = Field(0.95, gt=0.5, le=1, description="Share of draws in which a robust class comes back.")
    weight_spread: float = Field(
        0.30, ge=0, lt=1, description="How far each weight, or the ratio of the cards, may be off, as a share."
    )
    cut_low: float = Field(0.60, gt=0.5, le=1, description="Lowest cut tried when classes are put to the test.")
    cut_high: float = Field(0.90, gt=0.5, le=1, description="Highest cut tried.")
    threshold_stretch: float = Field(0.20, ge=0, lt=1, description="How far the thresholds of a criterion may be off.")
    draws: int = Field(2_000, ge=100, le=20_000, description="Draws behind the robustness of the classes.")
    waste_threshold: float = Field(
        0.10, gt=0, lt=1, description="Share of hours on refused opportunities above which time is wasted."
    )
    training_levels: float = Field(
        1.0, ge=0, le=5, description="Largest gap of skill, in levels, that training can close."
    )
