"""The cost to serve that épreuves 3 and 4 share."""

from __future__ import annotations

import pandas as pd
import pytest

from gtkit.epreuves.customer_base import value_customers
from gtkit.epreuves.customer_value import Results, Settings
from gtkit.epreuves.findings import Findings
from gtkit.epreuves.service_cost import cost_to_serve
from gtkit.samples import Sample

from .conftest import checked


def test_it_is_the_one_that_epreuve_3_prints(findings: Findings[Results], sample: Sample) -> None:
    """Same tables, same base: the same cost for each customer."""
    results = findings.results
    found = cost_to_serve(results.tables, results.base, results.customers.index, as_of=sample.as_of)
    assert found is not None
    pd.testing.assert_series_equal(found.customers["cost"], results.customers["cost"])


def test_half_a_year_of_time_sheets_is_brought_to_a_year(findings: Findings[Results], sample: Sample) -> None:
    """Sheets of the last six months only: their hours are doubled, to the day."""
    results = findings.results
    time = sample.tables["time"]
    half = time[time["date"] > pd.Timestamp(sample.as_of) - pd.DateOffset(months=6)]
    tables = checked(dict(sample.tables) | {"time": half})
    found = cost_to_serve(tables, results.base, results.customers.index, as_of=sample.as_of)
    covered = ((pd.Timestamp(sample.as_of) - half["date"].min()).days + 1) / 365.25
    assert found is not None
    assert found.customers["hours"].sum() == pytest.approx(half["hours"].sum() / covered)


@pytest.mark.parametrize("absent", ["time", "service_costs"])
def test_without_time_or_its_cost_there_is_none(sample: Sample, settings: Settings, absent: str) -> None:
    """None, rather than a cost of nothing."""
    tables = checked({key: frame for key, frame in sample.tables.items() if key != absent})
    base = value_customers(tables["transactions"], settings)
    assert cost_to_serve(tables, base, pd.Index([]), as_of=sample.as_of) is None
