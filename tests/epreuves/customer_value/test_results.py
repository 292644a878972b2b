"""What the tables give, before anything is judged."""

from __future__ import annotations

import pandas as pd
import pytest

from gtkit.epreuves.customer_value import Results, Settings, assess
from gtkit.epreuves.customer_value.results import compute
from gtkit.epreuves.findings import Findings
from gtkit.samples import Sample

from ..conftest import checked


def test_every_customer_of_any_table_has_its_row(findings: Findings[Results], sample: Sample) -> None:
    """Buyers and declared customers, once each; margins add up to the year's total."""
    results = findings.results
    known = set(sample.tables["customers"]["customer_id"]) | set(sample.tables["transactions"]["customer_id"])
    assert set(results.customers.index) == known
    assert results.customers.index.is_unique
    assert results.base is not None
    assert results.customers["yearly_margin"].sum() == pytest.approx(results.base.last_year.sum())


def test_the_whale_counts_margin_after_service(findings: Findings[Results]) -> None:
    """Its total is the year's margin less the cost of the time taken."""
    results = findings.results
    assert results.whale is not None
    customers = results.customers
    assert results.whale.total == pytest.approx(customers["yearly_margin"].sum() - customers["cost"].sum())


def test_time_of_another_year_is_left_out(sample: Sample, settings: Settings) -> None:
    """Only the last twelve months' sheets are costed; older ones alone are as none."""
    frames = dict(sample.tables)
    frames["time"] = frames["time"].assign(date=frames["time"]["date"] - pd.DateOffset(years=2))
    assert compute(checked(frames), settings).energy is None


def test_a_customer_that_never_bought_is_known_and_open(sample: Sample, settings: Settings) -> None:
    """A prospect of the customers table has a row, no value, and an undetermined level."""
    frames = dict(sample.tables)
    prospect = frames["customers"].head(1).assign(customer_id="PROSPECT", name="Prospect")
    frames["customers"] = pd.concat([frames["customers"], prospect], ignore_index=True)
    row = compute(checked(frames), settings).customers.loc["PROSPECT"]
    assert row["level"] == "undetermined"
    assert pd.isna(row["ltv"])


def test_time_booked_on_a_stranger_is_known_and_open(sample: Sample, settings: Settings) -> None:
    """Without a customers table, a customer that only took time still has its row and its cost."""
    frames = {key: frame for key, frame in sample.tables.items() if key != "customers"}
    frames["time"] = frames["time"].assign(customer_id=frames["time"]["customer_id"].mask(lambda s: s.index == 0, "X"))
    row = compute(checked(frames), settings).customers.loc["X"]
    assert row["hours"] > 0
    assert row["level"] == "undetermined"


def test_sheets_without_an_hour_are_no_sheets(sample: Sample, settings: Settings) -> None:
    """All hours at zero: energy is not known, rather than an error."""
    frames = dict(sample.tables)
    frames["time"] = frames["time"].assign(hours=0.0)
    assert compute(checked(frames), settings).energy is None


def test_customers_that_never_differ_have_no_ranking(sample: Sample, settings: Settings) -> None:
    """The same margin for all, every year: no concordance can be told, and nothing fails."""
    dates = pd.date_range("2022-01-15", "2026-06-15", freq="MS")
    rows = [(f"C{k}", day, 100.0, 30.0) for k in range(40) for day in dates]
    frame = pd.DataFrame(rows, columns=["customer_id", "date", "amount", "margin"])
    blank = frame.assign(invoice="", credited_invoice="", channel="", product="")
    assert compute(checked({"transactions": blank}), settings).stability is None


def test_free_services_cost_no_energy(sample: Sample, settings: Settings) -> None:
    """Departments that cost nothing: energy cannot be shared out, and is not known."""
    frames = dict(sample.tables)
    frames["service_costs"] = frames["service_costs"].assign(yearly_cost=0.0)
    assert compute(checked(frames), settings).energy is None


@pytest.mark.parametrize("sign", [0.0, -1.0])
def test_a_file_without_a_sale_values_nobody(sample: Sample, settings: Settings, sign: float) -> None:
    """All amounts zero, or all credit notes: no value, no error."""
    lines = sample.tables["transactions"]
    frames = {"transactions": lines.assign(amount=lines["amount"].abs() * sign)}
    assert compute(checked(frames), settings).base is None


def test_margins_below_zero_leave_no_potential(sample: Sample, settings: Settings) -> None:
    """Customers sold at a loss: their potential margin is nothing, and nothing fails."""
    lines = sample.tables["transactions"]
    frames = dict(sample.tables) | {"transactions": lines.assign(margin=-lines["amount"].abs())}
    found = compute(checked(frames), settings).potential
    assert found is not None
    assert (found["gap"] >= 0).all()


def test_rejected_efforts_score_nobody(sample: Sample, settings: Settings) -> None:
    """When no effort passes the gate there is no score to draw."""
    frames = dict(sample.tables)
    frames["effort_catalogue"] = frames["effort_catalogue"].assign(proof="")
    assert compute(checked(frames), settings).scored is None


def test_the_sensitivity_starts_from_the_equity_that_the_page_prints(findings: Findings[Results]) -> None:
    """Its base is the equity's total to the last bit; the data show who left, so that no churn is assumed."""
    results = findings.results
    assert results.sensitivity is not None
    assert results.equity is not None
    assert results.sensitivity.base == results.equity.total
    assert {swing.assumption.value for swing in results.sensitivity.swings} == {
        "annual_rate",
        "horizon_years",
        "margin",
    }


def test_a_model_that_rests_on_an_assumed_churn_is_moved_by_it(sample: Sample, settings: Settings) -> None:
    """Where the data show no departure, the churn is an assumption among the others; its range is the setting's."""
    recent = sample.tables["transactions"]
    last = recent.groupby("customer_id")["date"].transform("max")
    frames = {"transactions": recent[last > recent["date"].max() - pd.DateOffset(months=3)]}
    asked = settings.model_copy(update={"assumed_annual_churn": 0.10, "sensitivity_churn": 0.5, "margin_rate": 0.3})
    found = compute(checked(frames), asked)
    assert found.equity is not None
    assert found.equity.model == "nbd_assumed_churn"
    assert found.sensitivity is not None
    (churn,) = [s for s in found.sensitivity.swings if s.assumption == "assumed_annual_churn"]
    assert (churn.low, churn.high) == pytest.approx((0.05, 0.15))


def test_without_an_equity_there_is_no_sensitivity(sample: Sample, settings: Settings) -> None:
    """Too few repeat customers: no model is read and nothing is moved."""
    found = compute(checked(sample.tables), settings.model_copy(update={"minimum_repeaters": 1000}))
    assert (found.equity, found.sensitivity) == (None, None)


def test_groups_are_told_and_named_as_a_source(sample: Sample, settings: Settings) -> None:
    """Two codes under one customer: one sentence, and the file of groups behind each answer on customers."""
    first, second, third = sample.tables["customers"]["customer_id"][:3]
    groups = pd.DataFrame({"customer_id": ["X1", "X2", third], "main_customer_id": [first, second, third]})
    found = assess(checked(dict(sample.tables) | {"customer_groups": groups}), settings)
    note = found.results.base_notes[0]
    assert note.key == "base.grouped"
    assert {name: value.value for name, value in note.values.items()} == {"codes": 4, "n": 2}  # type: ignore[union-attr]
    (equity,) = [a for a in found.answers if a.question == "3.5"]
    assert "data/customer_groups.csv" in [source.file for source in equity.sources]
    alone = groups[groups["customer_id"] == third]
    assert (
        assess(checked(dict(sample.tables) | {"customer_groups": alone}), settings).results.base_notes[0].key
        != "base.grouped"
    )


def test_customers_older_than_the_sales_are_counted_and_doubted(
    findings: Findings[Results], sample: Sample, settings: Settings
) -> None:
    """Those acquired before the first day of the sales; without any date, those who bought in the first sixty days."""
    results, sales = findings.results, sample.tables["transactions"]
    begins, first = sales["date"].min(), sales.groupby("customer_id")["date"].min()
    acquired = sample.tables["customers"].set_index("customer_id")["acquired_on"].reindex(first.index)
    assert results.truncation is not None
    assert (results.truncation.older, results.truncation.untold) == ((acquired < begins).sum(), 0)
    assert [note.key for note in results.base_notes] == ["base.departed", "base.older"]
    (doubt,) = [doubt for doubt in results.doubts if doubt.key == "flag.left_truncated"]
    assert doubt.values["part"].value == pytest.approx((acquired < begins).mean())  # type: ignore[union-attr]
    undated = sample.tables["customers"].assign(acquired_on=pd.NaT)
    untold = compute(checked(dict(sample.tables) | {"customers": undated}), settings)
    assert untold.truncation is not None
    assert untold.truncation.untold == (first < begins + pd.Timedelta(days=60)).sum()
    assert [note.key for note in untold.base_notes] == ["base.departed", "base.untold"]
    assert "flag.left_truncated" not in [doubt.key for doubt in untold.doubts]
