"""System checks, criteria kept or dropped, tools."""

from __future__ import annotations

import numpy as np
import pandas as pd

from gtkit.epreuves.findings import Findings
from gtkit.epreuves.performance import Results, Settings
from gtkit.epreuves.performance.practice import CHECKS, criteria_choice, system_checks, tool_sheets
from gtkit.samples import Sample


def test_each_check_says_what_it_says(told: Findings[Results], sample: Sample) -> None:
    """No owner, no decision, a reward that bends: the indicator fails that check; review is asked of the decided."""
    checks, zombies = told.results.system, list(sample.truth.planted.zombies)
    assert checks is not None
    assert tuple(checks.columns) == CHECKS
    owners = sample.tables["indicators"].set_index("indicator")["owner"]
    assert checks["owner"].tolist() == (owners.reindex(checks.index) != "").tolist()
    assert not checks.loc[zombies, "decision"].any()
    assert checks.loc[zombies, "review"].isna().all()
    assert checks.index[~checks["reward"]].tolist() == ["chiffre"]


def test_a_choice_has_its_reasons(told: Findings[Results]) -> None:
    """Dropped: zombie or orphan; mended: a blank of the three; added: an objective; kept: no reason at all."""
    choice = told.results.choice
    assert choice is not None
    allowed = {
        "drop": {"zombie", "orphan"},
        "mend": {"failure_line", "owner", "reaction"},
        "add": {"uncovered"},
        "keep": set(),
    }
    for name, reasons in zip(choice["choice"], choice["reasons"], strict=True):
        assert set(reasons) <= allowed[name]
        assert bool(reasons) == (name != "keep")
    assert choice["choice"].drop_duplicates().tolist() == ["drop", "add", "mend", "keep"]
    assert (choice["choice"] != "add").sum() == len(told.results.labels)


def test_nothing_is_checked_or_chosen_without_what_it_takes(told: Findings[Results], chosen: Settings) -> None:
    """No audit or no use: None, never a half."""
    results = told.results
    assert system_checks(results.indicators, None, results.use, chosen) is None
    assert system_checks(None, results.audit, results.use, chosen) is None
    assert criteria_choice(results.indicators, results.objectives, results.audit, None, chosen) is None


def test_a_measure_is_in_time_when_its_wait_fits_the_cycle() -> None:
    """Delay and cadence against the cycle; equal is in time; an unknown length leaves it unknown."""
    rows = pd.DataFrame(
        {
            "label": list("abc"),
            "source": "ERP",
            "delay_days": [5.0, 16.0, np.nan],
            "cadence_days": [30.0, 30.0, 30.0],
            "cycle_days": [35.0, 45.0, 45.0],
            "yearly_cost": 1.0,
        }
    )
    assert tool_sheets(rows)["timely"].tolist() == [True, False, pd.NA]
