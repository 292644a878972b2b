"""Time on what is refused."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from gtkit.contracts import CheckedTable
from gtkit.epreuves.findings import Findings
from gtkit.epreuves.perimeter import Results, Settings
from gtkit.epreuves.perimeter.wasted_time import wasted_time
from gtkit.samples import Sample


def test_hours_and_cost_are_those_of_the_planted_refusals(found: Findings[Results], sample: Sample) -> None:
    """By hand: hours of the six on the sheets, times each department's cost of a usable hour."""
    waste = found.results.waste
    assert waste is not None
    time = sample.tables["opportunity_time"]
    own = time[time["opportunity"].isin(list(sample.truth.planted.breaking))]
    costs = sample.tables["service_costs"].set_index("service")
    rate = costs["yearly_cost"] / (costs["paid_hours"] * costs["practical_share"])
    assert waste.refused["hours"].sum() == pytest.approx(own["hours"].sum())
    assert waste.cost == pytest.approx((own["hours"] * own["service"].map(rate)).sum())
    assert waste.share.value == pytest.approx(own["hours"].sum() / time["hours"].sum())
    assert set(waste.to_cease.index) == set(sample.truth.planted.breaking)


def test_small_departments_are_together_and_nothing_is_lost(found: Findings[Results]) -> None:
    """The hours by department add up to the whole; no cost stands beside them, or that of the hidden would follow."""
    waste = found.results.waste
    assert waste is not None
    assert waste.services is not None
    assert set(waste.services.index) == {"Commerce", ""}
    assert waste.services["hours"].sum() == pytest.approx(waste.opportunities["hours"].sum())
    assert list(waste.services.columns) == ["hours", "refused"]


def test_cost_by_department_is_told_where_nobody_is_hidden(
    found: Findings[Results], field_tables: dict[str, CheckedTable], chosen: Settings
) -> None:
    """With the hours of the one large department alone, its cost is that of the whole."""
    table = field_tables["opportunity_time"]
    alone = replace(table, frame=table.frame[table.frame["service"] == "Commerce"])
    waste = wasted_time(field_tables | {"opportunity_time": alone}, found.results.field, chosen)
    assert waste is not None
    assert waste.services is not None
    assert waste.services["cost"].to_dict() == pytest.approx({"Commerce": waste.cost})


def test_an_unknown_cost_is_unknown_and_older_hours_do_not_count(
    found: Findings[Results], field_tables: dict[str, CheckedTable], chosen: Settings
) -> None:
    """Without service costs, hours are told and no cost is; a year earlier, nothing is."""
    field = found.results.field
    free = {key: table for key, table in field_tables.items() if key != "service_costs"}
    waste = wasted_time(free, field, chosen)
    assert waste is not None
    assert waste.cost is None
    table = field_tables["opportunity_time"]
    old = table.frame.assign(date=table.frame["date"] - pd.DateOffset(years=1))
    assert wasted_time(field_tables | {"opportunity_time": replace(table, frame=old)}, field, chosen) is None
    assert wasted_time({}, field, chosen) is None
    assert wasted_time(field_tables, None, chosen) is None
