"""What the valuation rests on, in the worked example and where the file is too short to tell."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from gtkit.epreuves.customer_base import value_customers
from gtkit.epreuves.customer_value import Results
from gtkit.epreuves.customer_value.settings import Settings
from gtkit.epreuves.customer_value.soundness import TRIED, Soundness, soundness
from gtkit.epreuves.departures import departure_days
from gtkit.epreuves.findings import Findings
from gtkit.samples import Sample
from gtkit.valuation import Dependence, EquityBridge, Holdout

from ..conftest import checked


@pytest.fixture(scope="module")
def found(findings: Findings[Results]) -> tuple[Holdout, EquityBridge, Dependence]:
    """The three of the worked example."""
    told = findings.results.soundness
    assert told.holdout is not None
    assert told.bridge is not None
    assert told.dependence is not None
    return told.holdout, told.bridge, told.dependence


def test_models_are_held_against_the_last_year(found: tuple[Holdout, EquityBridge, Dependence]) -> None:
    """Cut a year before the last day; the naive rule and each model that was tried are in the table."""
    holdout = found[0]
    assert (holdout.cut, holdout.end) == (date(2025, 6, 30), date(2026, 6, 30))
    assert set(holdout.models.index) == {"naive", *TRIED}
    assert abs(holdout.models.loc["mbg_nbd", "total_error"]) < 0.15


def test_the_bridge_ends_at_the_equity_told(
    findings: Findings[Results], found: tuple[Holdout, EquityBridge, Dependence]
) -> None:
    """From the equity of a year ago to the very total of the page; customers won since are those first met since."""
    bridge = found[1]
    assert findings.results.equity is not None
    assert bridge.closing == findings.results.equity.total
    assert (bridge.since, bridge.until) == (date(2025, 6, 30), date(2026, 6, 30))
    assert bridge.steps.loc["acquired", "customers"] > 0


def test_the_model_is_learned_again_without_each_of_the_largest(
    findings: Findings[Results], found: tuple[Holdout, EquityBridge, Dependence]
) -> None:
    """Five customers, each with the equity of the others; none of them shapes the whole."""
    assert findings.results.equity is not None
    table, total = found[2].customers, findings.results.equity.total
    assert len(table) == 5
    assert (table["without"] < total).all()
    assert (table["indirect"].abs() < 0.05 * total).all()


def test_a_short_file_has_no_year_to_foresee(sample: Sample) -> None:
    """With eighteen months of sales only the dependence is told; without a valuation nothing is."""
    settings = Settings(as_of=date(2026, 6, 30))
    sales = sample.tables["transactions"]
    short = checked({"transactions": sales[pd.to_datetime(sales["date"]) > "2024-12-31"]})["transactions"]
    told = soundness(short, value_customers(short, settings), settings, left_on=departure_days({}))
    assert told.holdout is None
    assert told.bridge is None
    assert told.dependence is not None
    assert soundness(short, None, settings, left_on=departure_days({})) == Soundness()
