"""Settings of the synthesis."""

from __future__ import annotations

from datetime import date

import pytest

from gtkit.desk import settings_of
from gtkit.engagement import Engagement
from gtkit.engagement.validation import names
from gtkit.epreuves import EPREUVES, synthesis
from gtkit.epreuves.synthesis import Settings
from gtkit.errors import UnknownName


@pytest.fixture
def engagement(tmp_path: object) -> Engagement:
    told = {"id": "acme", "organisation": "Acme", "as_of": date(2026, 6, 30), "folder": tmp_path}
    return Engagement.model_validate({**told, "customer_value": {"annual_rate": 0.12}, "firm": {"name": "Cabinet"}})


def test_it_takes_over_the_settings_of_all_five(engagement: Engagement) -> None:
    """A rate set for épreuve 3 is the rate that the synthesis, and épreuve 4, value customers at."""
    found = settings_of(engagement, synthesis)
    assert isinstance(found, Settings)
    assert found.customer_value.annual_rate == found.loyalty.customer_value.annual_rate == 0.12
    assert found.signatory.name == "Cabinet"
    assert set(synthesis.SHARED) == set(EPREUVES) - {"synthesis"}


def test_what_comes_from_elsewhere_is_not_written_in_its_own_table(engagement: Engagement) -> None:
    """The settings taken over are no keys of [synthesis], and one written there is refused."""
    assert names(Settings) == ["as_of", "firm_threshold", "decisions_shown"]
    with pytest.raises(UnknownName):
        settings_of(engagement.model_copy(update={"synthesis": {"customer_value": {}}}), synthesis)
