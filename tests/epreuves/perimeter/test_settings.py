"""Settings of épreuve 1 are bounded."""

from __future__ import annotations

from datetime import date

import pytest
from pydantic import ValidationError

from gtkit.epreuves.perimeter import Settings


@pytest.mark.parametrize(("key", "value"), [("cut", 0.5), ("right_share", 0), ("minimum_cards", 0), ("draws", 10)])
def test_a_value_out_of_bounds_is_refused(key: str, value: float) -> None:
    """Each threshold has its bounds."""
    with pytest.raises(ValidationError):
        Settings.model_validate({"as_of": date(2026, 6, 30), key: value})


def test_every_setting_is_described() -> None:
    """The panel and the page tell each one in words."""
    assert all(field.description for field in Settings.model_fields.values())
