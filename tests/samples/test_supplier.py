"""The worked example: same seed, same tables; its truth is in them."""

import numpy as np
import pandas as pd
import pytest

from gtkit.contracts import TABLES
from gtkit.samples import Sample, industrial_supplier

ROWS = {
    "transactions": 9348,
    "customers": 260,
    "effort_catalogue": 10,
    "efforts": 1754,
    "time": 3652,
    "service_costs": 3,
    "customer_costs": 904,
    "objectives": 6,
    "ideal_profile": 5,
    "customer_attributes": 1096,
    "opportunities": 68,
    "criteria": 10,
    "profiles": 20,
    "opportunity_scores": 304,
    "card_sort": 467,
    "skills": 8,
    "required_skills": 15,
    "mission_expectations": 36,
    "statements": 5,
    "opportunity_time": 198,
    "partnership_facts": 144,
    "partnership_views": 24,
    "collaborators": 96,
    "perimeter_sheet": 6,
    "priorities": 209,
    "priority_codes": 208,
    "survey_items": 22,
    "survey": 1366,
    "ideas": 64,
    "verbatims": 160,
    "verbatim_codes": 320,
    "retention": 260,
    "satisfaction": 320,
    "usages": 3198,
    "tiers": 3,
    "service_levels": 10,
    "actions": 16,
    "offers": 8,
    "bespoke_work": 90,
    "expectations": 480,
    "payments": 5514,
    "currency_rates": 42,
    "indicators": 16,
    "objective_alignment": 17,
    "indicator_tests": 152,
    "paid_for": 3,
    "decision_log": 166,
    "follow_up": 9,
    "series": 435,
    "failure_events": 7,
    "failure_modes": 8,
}
CENTS = {"amount": 4_226_173_497, "margin": 1_440_348_282}


@pytest.fixture(scope="module")
def sample() -> Sample:
    """The supplier."""
    return industrial_supplier()


def test_same_seed_same_tables_another_seed_others(sample: Sample) -> None:
    """Nothing but the seed decides."""
    again, other = industrial_supplier(), industrial_supplier(7)
    for key, frame in sample.tables.items():
        pd.testing.assert_frame_equal(frame, again.tables[key])
    assert sample.truth.value == again.truth.value
    assert not sample.tables["transactions"].equals(other.tables["transactions"])


def test_the_tables_are_those_of_the_worked_example(sample: Sample) -> None:
    """Row counts and totals to the cent are the same on every platform and version that gtkit runs on."""
    cents = {k: int((sample.tables["transactions"][k] * 100).round().sum()) for k in ("amount", "margin")}
    assert {k: len(f) for k, f in sample.tables.items()} == ROWS
    assert cents == CENTS


def test_identities_and_references_hold(sample: Sample) -> None:
    """Columns that must be unique together are, and each reference leads to a row."""
    for key, frame in sample.tables.items():
        table = TABLES[key]
        if table.unique:
            assert not frame.duplicated(list(table.unique)).any(), key
        for column, target in table.references.items():
            assert set(frame[column]) - {""} <= set(sample.tables[target][column]), (key, column)


def test_who_has_left_buys_no_more(sample: Sample) -> None:
    """No invoice is dated after its customer left; nine of ten of the living bought in the last 12 months."""
    sales = sample.tables["transactions"].query("amount > 0")
    last = sales.groupby("customer_id")["date"].max()
    left = sample.truth.customers["left_on"].dropna()
    assert 60 < len(left) < 120
    assert (last.reindex(left.index).dropna() <= left.loc[last.reindex(left.index).dropna().index]).all()
    recent = pd.Timestamp(sample.as_of) - last.reindex(list(sample.truth.alive)) <= pd.Timedelta(days=365)
    assert recent.mean() > 0.9


def test_value_is_concentrated_as_in_the_trade(sample: Sample) -> None:
    """The best fifth of all customers bring 70 to 85 % of last year's margin."""
    sales = sample.tables["transactions"]
    year = sales[sales["date"] > pd.Timestamp(sample.as_of) - pd.DateOffset(years=1)]
    margin = year.groupby("customer_id")["margin"].sum().sort_values(ascending=False)
    assert 0.70 < margin.iloc[: len(sample.tables["customers"]) // 5].sum() / margin.sum() < 0.85


def test_the_living_base_is_worth_a_few_years_of_margin(sample: Sample) -> None:
    """Expected value over five years at 10 % is 2.5 to 4.2 times last year's margin, and the customers' sum."""
    sales = sample.tables["transactions"]
    year = sales[sales["date"] > pd.Timestamp(sample.as_of) - pd.DateOffset(years=1)]
    truth = sample.truth
    assert 2.5 < truth.value / year["margin"].sum() < 4.2
    assert truth.value == pytest.approx(truth.customers.loc[list(truth.alive), "value"].sum())
    assert (truth.customers.loc[list(truth.alive), "value"] > 0).all()


def test_energy_goes_to_value_but_not_all_of_it(sample: Sample) -> None:
    """45 to 65 % of the hours go to customers whose true value exceeds what serving them will cost."""
    costs = sample.tables["service_costs"].set_index("service")
    rate = costs["yearly_cost"] / (costs["paid_hours"] * costs["practical_share"])
    time = sample.tables["time"]
    hours = time.groupby("customer_id")["hours"].sum()
    cost = (time["hours"] * time["service"].map(rate)).groupby(time["customer_id"]).sum()
    truth = sample.truth
    fading = truth.customers["hazard"].reindex(cost.index) + np.log1p(truth.annual_rate)
    service = cost * (1 - np.exp(-fading * truth.horizon_years)) / fading
    worth = truth.customers["value"].reindex(cost.index) > service
    assert 0.45 < hours[worth].sum() / hours.sum() < 0.65
