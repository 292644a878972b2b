"""Settings that every épreuve has."""

from __future__ import annotations

from datetime import date

import pytest
from pydantic import ValidationError

from gtkit.epreuves.settings import EpreuveSettings
from gtkit.evidence import KIT_THRESHOLDS

AS_OF = date(2026, 6, 30)


def test_the_page_says_who_chose_the_thresholds() -> None:
    """The kit, until somebody did; then who, and when if told."""
    assert EpreuveSettings(as_of=AS_OF).thresholds == KIT_THRESHOLDS
    chosen = EpreuveSettings(as_of=AS_OF, thresholds_chosen_by="Comité")
    assert chosen.thresholds.key == "thresholds.chosen"
    dated = EpreuveSettings(as_of=AS_OF, thresholds_chosen_by="Comité", thresholds_chosen_on=AS_OF)
    assert dated.thresholds.key == "thresholds.chosen_on"


def test_a_flag_is_no_number() -> None:
    """True is not a level of 1."""
    with pytest.raises(ValidationError):
        EpreuveSettings.model_validate({"as_of": AS_OF, "seed": True})


def test_same_settings_same_draws() -> None:
    """Each generator starts anew from the seed."""
    settings = EpreuveSettings(as_of=AS_OF, seed=7)
    assert settings.rng().random() == settings.rng().random()
