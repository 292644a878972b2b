"""A rate used says what was converted at it."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from datetime import date

import pytest

from gtkit.contracts import RateUsed


def test_a_rate_used_is_a_value() -> None:
    """Two equal ones are equal, and none changes."""
    told = {"currency": "USD", "day": date(2025, 1, 31), "rate": 0.9, "file": "r.csv", "sheet": "", "row": 2}
    rate = RateUsed(**told, lines=1, total=10.0, converted=9.0)  # type: ignore[arg-type]
    assert rate == RateUsed(**told, lines=1, total=10.0, converted=9.0)  # type: ignore[arg-type]
    with pytest.raises(FrozenInstanceError):
        rate.rate = 1.0  # type: ignore[misc]
