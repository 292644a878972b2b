"""Customers on record as gone: those who are, those who came back, those of a later day."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gtkit.epreuves.customer_base import value_customers
from gtkit.epreuves.customer_value import Settings
from gtkit.epreuves.departures import departure_days, departures
from gtkit.samples import Sample

from .conftest import checked

LAST = date(2026, 6, 30)


def sold(*lines: tuple[str, str, float]) -> pd.DataFrame:
    frame = pd.DataFrame(lines, columns=["customer_id", "date", "amount"])
    return frame.assign(date=pd.to_datetime(frame["date"]))


def left(**days: str) -> pd.Series:
    return pd.Series({customer: pd.Timestamp(day) for customer, day in days.items()})


def test_departures_up_to_the_last_day_are_departures(sample: Sample) -> None:
    """A departure after the last day is none yet; without the table nobody is known to have left."""
    recorded = departure_days(checked(sample.tables))
    assert len(recorded) == int(sample.tables["retention"]["left_on"].notna().sum()) > 0
    for day in (LAST, date(2024, 12, 31)):
        found = departures(recorded, sold(), as_of=day)
        assert len(found.gone) == int((recorded <= pd.Timestamp(day)).sum()) > 0
    assert departure_days({}).empty


def test_who_bought_after_leaving_has_come_back() -> None:
    """A purchase after the day counts; one on the day, a credit note and a line after the last day do not."""
    lines = sold(
        ("back", "2026-02-01", 5.0),
        ("that_day", "2026-01-31", 5.0),
        ("credited", "2026-02-01", -5.0),
        ("later", "2026-07-01", 5.0),
    )
    recorded = left(**dict.fromkeys(("back", "that_day", "credited", "later", "never"), "2026-01-31"))
    found = departures(recorded, lines, as_of=LAST)
    assert list(found.returned) == ["back"]
    assert list(found.gone) == ["that_day", "credited", "later", "never"]


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(-400, 400)), max_size=12), st.integers(-400, 400))
def test_each_departure_of_the_day_is_one_or_the_other(days: list[tuple[int, int]], leaves: int) -> None:
    """Whatever was bought and when: who left by the day is gone or returned, never both, and nobody else is either."""
    lines = sold(*((str(who), str((pd.Timestamp(LAST) + pd.Timedelta(days=day)).date()), 1.0) for who, day in days))
    recorded = pd.Series(pd.Timestamp(LAST) + pd.to_timedelta([leaves, leaves + 1], unit="D"), index=["0", "1"])
    found = departures(recorded, lines, as_of=LAST)
    assert not set(found.gone) & set(found.returned)
    assert set(found.gone) | set(found.returned) == set(recorded.index[recorded <= pd.Timestamp(LAST)])


def test_a_departure_takes_the_value_to_come_and_nothing_else(sample: Sample, settings: Settings) -> None:
    """The best customer leaves: its value, neither more nor less, is gone, in the historical method too."""
    table = checked(sample.tables)["transactions"]
    here = value_customers(table, settings)
    assert here is not None
    assert here.equity is not None
    assert here.historical is not None
    best = here.equity.customers["ltv"].idxmax()
    gone = value_customers(table, settings, left_on=pd.Series({best: pd.Timestamp(LAST)}))
    assert gone is not None
    assert gone.equity is not None
    assert gone.historical is not None
    lost = here.equity.customers.loc[best, "ltv"]
    assert gone.equity.total == pytest.approx(here.equity.total - lost)
    assert gone.withheld == pytest.approx(lost)
    assert (
        gone.equity.customers.loc[best, ["p_alive", "purchases", "ltv", "high", "predicted_high", "q10"]] == 0
    ).all()
    others = here.equity.customers.index.drop(best)
    pd.testing.assert_frame_equal(gone.equity.customers.loc[others], here.equity.customers.loc[others])
    assert gone.equity.interval.high < here.equity.interval.high
    assert gone.historical.customers[best] == 0
    assert gone.historical.annual_churn == here.historical.annual_churn
    assert gone.rests_on == ("transactions", "retention")
    assert "assumption.departed" in gone.supposed


def test_who_came_back_keeps_its_value(sample: Sample, settings: Settings) -> None:
    """A purchase after the recorded day: the value is that of a customer who stays."""
    table = checked(sample.tables)["transactions"]
    here = value_customers(table, settings)
    assert here is not None
    assert here.equity is not None
    latest = table.frame[table.frame["amount"] > 0].groupby("customer_id")["date"].max()
    who = latest.idxmax()
    back = value_customers(table, settings, left_on=pd.Series({who: latest[who] - pd.Timedelta(days=1)}))
    assert back is not None
    assert back.equity is not None
    assert list(back.departures.returned) == [who]
    assert back.equity.total == here.equity.total
