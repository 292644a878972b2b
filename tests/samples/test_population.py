"""The hidden customer base follows the laws that it states."""

import numpy as np
import pytest

from gtkit.errors import OutOfRange
from gtkit.samples.population import HAZARD, YEARS, populate


def test_customers_leave_at_the_hazard_of_their_tier() -> None:
    """Departures over orders at risk give back each tier's hazard, within 4 standard errors over 40 bases."""
    left = dict.fromkeys(HAZARD, 0)
    exposed = dict.fromkeys(HAZARD, 0.0)
    for seed in range(40):
        base = populate(260, np.random.default_rng(seed)).customers
        stayed = np.minimum(base["left"], YEARS) - base["entered"].clip(lower=0)
        for tier in HAZARD:
            mine = base["tier"] == tier
            left[tier] += int(np.isfinite(base.loc[mine, "left"]).sum())
            exposed[tier] += float((stayed * base["rate"])[mine].sum())
    for tier, hazard in HAZARD.items():
        assert abs(left[tier] / exposed[tier] - hazard) < 4 * hazard / np.sqrt(left[tier])


def test_the_best_fifth_by_volume_is_tier_a() -> None:
    """Tiers are ranks by rate x size: 20 %, 30 %, 50 %."""
    base = populate(260, np.random.default_rng(5)).customers
    volume = base["rate"] * base["size"]
    assert base["tier"].value_counts().to_dict() == {"A": 52, "B": 78, "C": 130}
    assert volume[base["tier"] == "A"].min() >= volume[base["tier"] == "B"].max()
    assert volume[base["tier"] == "B"].min() >= volume[base["tier"] == "C"].max()


def test_who_orders_twice_as_often_orders_a_tenth_smaller() -> None:
    """The slope of log size on log rate is -0.15, within 4 standard errors over 40 bases."""
    bases = [populate(260, np.random.default_rng(seed)).customers for seed in range(40)]
    slopes = [np.polyfit(np.log(base["rate"]), np.log(base["size"]), 1)[0] for base in bases]
    assert abs(np.mean(slopes) + 0.15) < 4 * np.std(slopes, ddof=1) / np.sqrt(len(slopes))


def test_a_developing_customer_grows_in_a_straight_line_to_full_size() -> None:
    """30 % of full size at entry, 65 % half-way, 100 % from two and a half years on; others are at 100 %."""
    population = populate(260, np.random.default_rng(5))
    base = population.customers
    growing = int(np.flatnonzero(base["developing"])[0])
    entered = base["entered"].iloc[growing]
    sizes = population.ramp(np.array(growing), entered + np.array([0.0, 1.25, 2.5, 9.0]))
    np.testing.assert_allclose(sizes, [0.3, 0.65, 1.0, 1.0])
    grown = int(np.flatnonzero(~base["developing"])[0])
    assert population.ramp(np.array(grown), np.array([0.0]))[0] == 1.0


def test_codes_are_kept_as_an_old_ledger_writes_them() -> None:
    """Codes are unique, five signs long; some start with zeros and some look like powers of ten."""
    codes = populate(260, np.random.default_rng(5)).customers.index
    assert codes.is_unique
    assert set(codes.str.len()) == {5}
    assert codes.str.startswith("00").any()
    assert {"12E05", "7E003"} <= set(codes)


def test_more_customers_than_names_are_refused() -> None:
    """There are 280 places to be from."""
    with pytest.raises(OutOfRange):
        populate(281, np.random.default_rng(0))
