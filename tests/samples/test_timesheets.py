"""Time sheets hold the drains that were planted."""

import numpy as np
import pandas as pd
import pytest

from gtkit.samples import Sample, industrial_supplier


@pytest.fixture(scope="module")
def sample() -> Sample:
    """The supplier."""
    return industrial_supplier()


def _pull(sample: Sample) -> pd.DataFrame:
    """Energy share over value share of each customer, last twelve months."""
    hours = sample.tables["time"].groupby("customer_id")["hours"].sum()
    sales = sample.tables["transactions"]
    recent = sales[sales["date"] > pd.Timestamp(sample.as_of) - pd.DateOffset(years=1)]
    margin = recent.groupby("customer_id")["margin"].sum().reindex(hours.index).fillna(0.0)
    shares = pd.DataFrame({"energy": hours / hours.sum(), "value": margin / margin.sum()})
    return shares.assign(pull=shares["energy"] / shares["value"])


@pytest.mark.parametrize("seed", [20_260_630, 1, 2])
def test_each_drain_takes_twice_its_value_share_or_more(seed: int) -> None:
    """Every planted drain is one by the rule; together they take over 30 % of the energy for under 8 % of the value."""
    sample = industrial_supplier(seed)
    drains = _pull(sample).loc[list(sample.truth.drains)]
    assert len(drains) == 20
    assert (drains["pull"] >= 2).all()
    assert drains["energy"].sum() > 0.30
    assert drains["value"].sum() < 0.08


def test_what_else_looks_like_a_drain_weighs_little(sample: Sample) -> None:
    """The customers that reach the ratio without having been planted take under 7 % of the energy."""
    shares = _pull(sample).drop(index=list(sample.truth.drains))
    assert shares.loc[shares["pull"] >= 2, "energy"].sum() < 0.07


def test_hours_fit_in_the_practical_capacity(sample: Sample) -> None:
    """Each service books part of its practical hours, 65 to 85 %, and never more."""
    hours = sample.tables["time"].groupby("service")["hours"].sum()
    costs = sample.tables["service_costs"].set_index("service")
    booked = hours / (costs["paid_hours"] * costs["practical_share"])
    assert booked.between(0.65, 0.85).all()
    assert costs["practical_share"].between(0.80, 0.85).all()


def test_twelve_people_in_three_services_over_twelve_months(sample: Sample) -> None:
    """Each person works for one service; every month of the year is there, on working days, in quarters of an hour."""
    time = sample.tables["time"]
    assert time["collaborator_id"].nunique() == 12
    assert (time.groupby("collaborator_id")["service"].nunique() == 1).all()
    assert time["date"].between("2025-07-01", str(sample.as_of)).all()
    assert time["date"].dt.to_period("M").nunique() == 12
    assert (time["date"].dt.day_of_week < 5).all()
    np.testing.assert_array_equal(time["hours"] * 4 % 1, 0)
    assert time["hours"].between(0.25, 150).all()


def test_nobody_books_more_hours_than_a_year_holds(sample: Sample) -> None:
    """A person's hours stay under the 1 607 that are paid."""
    assert sample.tables["time"].groupby("collaborator_id")["hours"].sum().max() < 1607
