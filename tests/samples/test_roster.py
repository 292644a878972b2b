"""The customers table says what the firm can see."""

import pandas as pd
import pytest

from gtkit.contracts import TABLES
from gtkit.samples import Sample, industrial_supplier


@pytest.fixture(scope="module")
def sample() -> Sample:
    """The supplier."""
    return industrial_supplier()


def test_the_phase_follows_what_was_bought(sample: Sample) -> None:
    """Declining means silent for nine months; developing means growing, and still buying."""
    customers = sample.tables["customers"].set_index("customer_id")
    last = sample.tables["transactions"].groupby("customer_id")["date"].max().reindex(customers.index)
    recent = pd.Timestamp(sample.as_of) - last < pd.Timedelta(days=270)
    assert ((customers["phase"] == "declining") == ~recent).all()
    developing = set(customers.index[customers["phase"] == "developing"])
    assert len(developing) >= 20
    assert developing <= set(sample.truth.developing)


def test_potential_and_probability_are_known_of_each_developing_customer(sample: Sample) -> None:
    """What has to be won is known, and a closing probability is given to no one else."""
    customers = sample.tables["customers"]
    developing = customers["phase"] == "developing"
    assert customers.loc[developing, ["potential", "close_probability"]].notna().to_numpy().all()
    assert customers.loc[~developing, "close_probability"].isna().all()
    assert 0.2 < customers.loc[~developing, "potential"].notna().mean() < 0.5


def test_plans_are_whole_and_ordered(sample: Sample) -> None:
    """26 customers have a plan, each with cost, probability, and a range whose bounds are in order."""
    columns = ["plan_cost", "plan_probability", "uplift_low", "uplift_central", "uplift_high"]
    plans = sample.tables["customers"][columns].dropna(how="all")
    assert len(plans) == 26
    assert plans.notna().to_numpy().all()
    assert (plans["uplift_low"] < plans["uplift_central"]).all()
    assert (plans["uplift_central"] < plans["uplift_high"]).all()


def test_four_active_customers_hit_a_barrier(sample: Sample) -> None:
    """Each of the four barriers is hit by one customer that still buys."""
    barred = sample.tables["customers"].query("barrier != ''")
    assert barred["barrier"].nunique() == len(barred) == 4
    assert (barred["phase"] != "declining").all()


def test_values_lie_inside_the_contract(sample: Sample) -> None:
    """Numbers keep the bounds of their column, and choices their list."""
    frame = sample.tables["customers"]
    for column in TABLES["customers"].columns:
        if column.minimum is not None:
            assert (frame[column.key].dropna() >= column.minimum).all()
        if column.maximum is not None:
            assert (frame[column.key].dropna() <= column.maximum).all()
    assert set(frame["phase"]) == {c.key for c in TABLES["customers"].column("phase").choices}
    assert (frame["acquired_on"] <= pd.Timestamp(sample.as_of)).all()
