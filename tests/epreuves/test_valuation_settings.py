"""Settings of the valuation are bounded."""

from __future__ import annotations

from datetime import date

import pytest
from pydantic import ValidationError

from gtkit.epreuves.valuation_settings import ValuationSettings


@pytest.mark.parametrize(("name", "value"), [("annual_rate", -0.5), ("horizon_years", 0.5), ("margin_rate", 0.0)])
def test_impossible_settings_are_refused(name: str, value: float) -> None:
    """A rate that destroys half of all value, a horizon under a year, a margin of nothing: each is named."""
    with pytest.raises(ValidationError, match=name):
        ValuationSettings.model_validate({"as_of": date(2026, 6, 30), name: value})
