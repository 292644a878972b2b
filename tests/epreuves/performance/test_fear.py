"""The fear of failure as the survey measures it, and every reason not to tell it."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import pytest

from gtkit.epreuves.performance import assess
from gtkit.epreuves.performance.fear import measured
from gtkit.epreuves.performance.settings import Settings
from gtkit.scoring.survey.healthy_fear import Quadrant
from gtkit.words.catalogue import keys

from ..conftest import checked
from .conftest import REVERSED, answered

PEOPLE = [f"P{k:02d}" for k in range(1, 61)]


def asked(chosen: Settings, frames: Mapping[str, pd.DataFrame]) -> tuple[object, str]:
    found, reason = measured(checked(frames), chosen)
    assert (found is None) == bool(reason)
    assert not reason or reason in keys("fr")
    return found, reason


def test_the_truth_told_is_found(chosen: Settings) -> None:
    """80 % high on standards, 70 % on safety, the same people first: 70 % learn, 10 % are anxious."""
    found, _ = measured(checked(answered(PEOPLE, standards=0.8, safety=0.7)), chosen)
    assert found is not None
    assert found.largest is Quadrant.LEARNING
    assert found.quadrants["share"].to_dict() == pytest.approx(
        {"apathy": 0.2, "comfort": 0.0, "anxiety": 0.1, "learning": 0.7}, abs=0.05
    )
    assert found.population is None


def test_fewer_than_five_people_are_never_shown(chosen: Settings) -> None:
    """Four answers are masked, so are six of which three are of each kind; twelve are shown."""
    assert asked(chosen, answered(PEOPLE[:4], standards=0.5, safety=0.5))[1] == "reason.few_fear_answers"
    assert asked(chosen, answered(PEOPLE[:6], standards=0.5, safety=0.5))[1] == "reason.fear_tells_of_few"
    assert asked(chosen, answered(PEOPLE[:12], standards=0.5, safety=0.5))[1] == ""


def test_the_lead_tells_of_no_quadrant_of_few(measures: Mapping[str, pd.DataFrame], chosen: Settings) -> None:
    """Three in apathy or two, one more in anxiety: the same criterion, the same answer, the same share is told."""
    anyhow = chosen.model_copy(update={"alpha_threshold": 0.0})
    worlds = [
        assess(checked({**measures, **answered(PEOPLE, standards=share, safety=0.7)}), anyhow)
        for share in (57 / 60, 58 / 60)
    ]
    fears = [found.results.fear for found in worlds]
    assert [fear and fear.quadrants["people"].tolist() for fear in fears] == [[3, 0, 15, 42], [2, 0, 16, 42]]
    assert all(fear and fear.lead_tells and set(fear.hidden) == {"apathy", "anxiety"} for fear in fears)
    one, other = ([c for c in found.verdict.criteria if "learning" in c.key] for found in worlds)
    assert one == other
    assert one[0].quantity is not None
    assert one[0].quantity.value == pytest.approx((42 - 18) / 60)
    assert worlds[0].answers == worlds[1].answers
    assert worlds[0].key_figures == worlds[1].key_figures


def test_an_item_not_declared_as_reversed_is_noticed(chosen: Settings) -> None:
    """Reversed items read straight: the scale contradicts itself, and nobody is placed by it."""
    frames = answered(PEOPLE, standards=0.8, safety=0.7)
    items = frames["survey_items"]
    straight = frames | {"survey_items": items.assign(reversed=False)}
    assert asked(chosen, straight)[1] in ("reason.fear_not_recoded", "reason.fear_inconsistent")
    only = items["theme"].eq("standards") | items["item"].isin([REVERSED[0], "securite_2"])
    pair = {"survey_items": items[only].assign(reversed=False), "survey": frames["survey"]}
    assert asked(chosen, pair)[1] == "reason.fear_not_recoded"


def test_nothing_is_told_of_one_axis_alone_or_beyond_the_scale(chosen: Settings) -> None:
    """No items of safety, no answer, a mark above its item's highest, people who all answer alike."""
    frames = answered(PEOPLE, standards=0.8, safety=0.7)
    items, survey = frames["survey_items"], frames["survey"]
    one = {"survey": survey, "survey_items": items[items["theme"] == "standards"]}
    assert asked(chosen, one)[1] == "reason.no_fear_survey"
    assert asked(chosen, {"survey_items": items})[1] == "reason.no_fear_survey"
    assert asked(chosen, {"survey": survey, "survey_items": items.assign(highest=4.0)})[1] == "reason.fear_out_of_scale"
    alike = {"survey": survey.assign(mark=3.0), "survey_items": items}
    assert asked(chosen, alike)[1] == "reason.fear_inconsistent"
