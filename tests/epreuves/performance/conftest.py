"""The worked example's measures, a survey whose truth is told, and what épreuve 5 says of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
import pandas as pd
import pytest

from gtkit.epreuves.field_of_action import SortingSettings
from gtkit.epreuves.findings import Findings
from gtkit.epreuves.performance import Results, Settings, assess
from gtkit.samples import Sample
from gtkit.samples.sample import contracted

from ..conftest import checked

Survey = Callable[..., dict[str, pd.DataFrame]]
REVERSED = ("securite_1", "securite_3", "securite_5")


def answered(people: list[str], *, standards: float, safety: float) -> dict[str, pd.DataFrame]:
    """Tables `survey` and `survey_items`: shares of the people high on each axis, the first high on both."""
    items = [f"exigence_{k}" for k in range(1, 5)] + [f"securite_{k}" for k in range(1, 8)]
    sheet = pd.DataFrame(
        {
            "item": items,
            "label": items,
            "theme": ["standards"] * 4 + ["safety"] * 7,
            "reversed": [item in REVERSED for item in items],
            "highest": 5.0,
        }
    )
    rng = np.random.default_rng(5)
    rows = []
    for rank, person in enumerate(people):
        place = rank / len(people)
        for item in items:
            high = place < (standards if item.startswith("exigence") else safety)
            mark = float(np.clip((4 if high else 2) + rng.integers(-1, 2), 1, 5))
            rows.append((person, item, 6 - mark if item in REVERSED else mark))
    survey = pd.DataFrame(rows, columns=["collaborator_id", "item", "mark"])
    return {"survey": contracted("survey", survey), "survey_items": contracted("survey_items", sheet)}


@pytest.fixture(scope="session")
def measures(sample: Sample) -> Mapping[str, pd.DataFrame]:
    """The worked example's tables, and a survey of 60 people of whom 70 % learn."""
    people = sample.tables["collaborators"]["collaborator_id"].tolist()[:60]
    return {**sample.tables, **answered(people, standards=0.8, safety=0.7)}


@pytest.fixture(scope="session")
def chosen(sample: Sample) -> Settings:
    """The kit's own settings, at the sample's date."""
    return Settings(as_of=sample.as_of, perimeter=SortingSettings(as_of=sample.as_of))


@pytest.fixture(scope="session")
def told(measures: Mapping[str, pd.DataFrame], chosen: Settings) -> Findings[Results]:
    """What épreuve 5 says of the worked example."""
    return assess(checked(measures), chosen)
