"""Settings of épreuve 5: typed, bounded, strict."""

from __future__ import annotations

from datetime import date

import pytest
from pydantic import ValidationError

from gtkit.epreuves.field_of_action import SortingSettings
from gtkit.epreuves.performance import SHARED, Settings

AS_OF = date(2026, 6, 30)
PERIMETER = SortingSettings(as_of=AS_OF)


def test_every_setting_is_documented_and_has_the_kits_own_value() -> None:
    """The date and épreuve 1's settings must be given; the latter are not told twice on the page."""
    settings = Settings(as_of=AS_OF, perimeter=PERIMETER)
    assert settings.answerable_threshold == settings.coverage_threshold == 0.80
    assert all(field.description for field in Settings.model_fields.values())
    assert set(SHARED) <= set(Settings.model_fields)
    assert "perimeter" not in settings.model_dump()


@pytest.mark.parametrize(
    "wrong",
    [
        {"answerable_threshold": 80},
        {"zombie_ceiling": -0.1},
        {"fewest_meetings": 0},
        {"smallest_group": 4},
        {"fear_cut": 1.0},
        {"coverage": 0.8},
    ],
)
def test_a_setting_beyond_its_bounds_or_unknown_is_refused(wrong: dict[str, float]) -> None:
    """A percentage, a negative ceiling, no meeting at all, a group too small to be masked, a misspelt name."""
    with pytest.raises(ValidationError):
        Settings(as_of=AS_OF, perimeter=PERIMETER, **wrong)  # type: ignore[arg-type]
