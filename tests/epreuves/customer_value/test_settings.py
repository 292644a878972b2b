"""Settings of épreuve 3: typed, bounded, strict."""

from __future__ import annotations

from datetime import date

import pytest
from pydantic import ValidationError

from gtkit.epreuves.customer_value import Settings


def test_every_setting_is_documented_and_has_the_kits_own_value() -> None:
    """Only the date must be given; each setting says what it is."""
    assert Settings(as_of=date(2026, 6, 30)).annual_rate == 0.10
    assert all(field.description for field in Settings.model_fields.values())


@pytest.mark.parametrize(
    "wrong",
    [
        {"annual_rate": 12},
        {"horizon_years": 0},
        {"energy_threshold": 1.2},
        {"draws": 10},
        {"sensitivity_rate": 0.0},
        {"sensitivity_churn": 1.0},
        {"anual_rate": 0.1},
        {"annual_rate": True},
    ],
)
def test_a_setting_beyond_its_bounds_or_unknown_is_refused(wrong: dict[str, float]) -> None:
    """A rate given in percent or as a flag, no horizon, a threshold above one, too few draws, a misspelt name."""
    with pytest.raises(ValidationError):
        Settings(as_of=date(2026, 6, 30), **wrong)  # type: ignore[arg-type]


def test_the_ranges_of_the_sensitivity_are_settings() -> None:
    """Two points, a year, a tenth and a quarter unless the engagement says otherwise."""
    told = Settings(as_of=date(2026, 6, 30), sensitivity_margin=0.05).ranges
    assert (told.annual_rate, told.horizon_years, told.margin, told.churn) == (0.02, 1.0, 0.05, 0.25)
