"""Days beyond the agreed term: exact where all is paid, a lower bound where something is still owed."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gtkit.errors import OutOfRange, WrongShape
from gtkit.scoring.customers.days_to_pay import days_to_pay
from gtkit.scoring.customers.late_payment import late_payment

AS_OF = date(2026, 6, 30)
NO_TERMS = pd.Series(dtype="float64")
INVOICES = st.lists(
    st.tuples(st.integers(0, 300), st.integers(0, 200), st.integers(1, 10**6)), min_size=1, max_size=12
)  # days before the last one, days to pay, amount


def invoices(rows: list[tuple[int, int, int]], *, seen: date = AS_OF) -> pd.DataFrame:
    """One customer's invoices as they stand on a day: what is paid later is open."""
    frame = pd.DataFrame(rows, columns=["ago", "days", "amount"]).astype({"amount": "float64"})
    sent = pd.Timestamp(AS_OF) - pd.to_timedelta(frame["ago"], unit="D")
    paid = sent + pd.to_timedelta(frame["days"], unit="D")
    frame = frame.assign(customer_id="A", invoiced_on=sent, paid_on=paid.where(paid <= pd.Timestamp(seen)))
    return frame.drop(columns=["ago", "days"])


def value(frame: pd.DataFrame, *, as_of: date = AS_OF, supposed: float = 60.0) -> float:
    """The customer's late days."""
    return float(late_payment(frame, terms=NO_TERMS, as_of=as_of, supposed_term=supposed).customers["late_days"]["A"])


def test_by_hand() -> None:
    """A hundred paid 10 days late, three hundred 5 days early, two hundred owed for 20 days beyond the term: 5.83."""
    frame = invoices([(200, 70, 100), (200, 55, 300), (80, 100, 200)])
    found = late_payment(frame, terms=NO_TERMS, as_of=AS_OF).customers.loc["A"]
    assert found["late_days"] == pytest.approx((100 * 10 - 300 * 5 + 200 * 20) / 600)
    assert found[["invoices", "overdue", "supposed"]].tolist() == [3, 1, True]


@pytest.mark.parametrize(("due", "term", "late"), [(30, 45.0, 20.0), (None, 45.0, 5.0), (None, None, -10.0)])
def test_the_invoice_tells_the_term_else_the_customer_else_convention(
    due: int | None, term: float | None, late: float
) -> None:
    """Paid after 50 days: 20 beyond its own due date, 5 beyond the customer's term, 10 before the supposed one."""
    frame = invoices([(200, 50, 100)])
    frame["due_on"] = frame["invoiced_on"] + pd.Timedelta(days=due) if due is not None else pd.NaT
    terms = pd.Series({"A": np.nan if term is None else term})
    found = late_payment(frame, terms=terms, as_of=AS_OF).customers.loc["A"]
    assert found["late_days"] == late
    assert found["supposed"] == (due is None and term is None)


def test_what_is_owed_within_its_term_tells_nothing() -> None:
    """A customer with nothing else is not there; beside a payment, it changes nothing."""
    waiting = (20, 100, 900)
    found = late_payment(invoices([waiting]), terms=NO_TERMS, as_of=AS_OF)
    assert found.customers.empty
    assert found.within_term == 1
    assert value(invoices([waiting, (200, 70, 100)])) == 10


def test_who_pays_nothing_is_not_prompt() -> None:
    """Open for 200 days, the invoice is 140 days late at least."""
    assert value(invoices([(200, 10**4, 500)])) == 140


@given(INVOICES)
def test_with_one_term_and_all_paid_it_is_days_to_pay_less_the_term(rows: list[tuple[int, int, int]]) -> None:
    """The two measures agree to the day."""
    frame = invoices([(300, days, amount) for _, days, amount in rows])
    mean = days_to_pay(frame, as_of=AS_OF).customers.loc["A", "mean_days"]
    assert value(frame) == pytest.approx(mean - 60)


@given(INVOICES, st.integers(0, 90))
def test_it_is_a_lower_bound_of_what_the_same_invoices_will_show(rows: list[tuple[int, int, int]], term: int) -> None:
    """Told on the last day, and again when every invoice that counted is paid: never less then."""
    today = invoices(rows)
    late = (pd.Timestamp(AS_OF) - today["invoiced_on"]).dt.days > term
    counted = today["paid_on"].notna() | late
    if not counted.any():
        return
    later = date(2027, 6, 30)
    at_last = invoices(rows, seen=later)[counted]
    assert value(today, supposed=term) <= value(at_last, as_of=later, supposed=term) + 1e-9


@given(INVOICES, st.integers(1, 1000), st.randoms(use_true_random=False))
def test_scale_and_order_change_nothing(rows: list[tuple[int, int, int]], scale: int, rng: object) -> None:
    """Money in another unit, invoices in another order."""
    first = late_payment(invoices(rows), terms=NO_TERMS, as_of=AS_OF).customers
    other = [(ago, days, amount * scale) for ago, days, amount in rows]
    rng.shuffle(other)  # type: ignore[attr-defined]
    again = late_payment(invoices(other), terms=NO_TERMS, as_of=AS_OF).customers
    np.testing.assert_allclose(first["late_days"], again["late_days"], rtol=1e-9, atol=1e-9)


def test_planted_lateness_is_found_again() -> None:
    """Two hundred customers, thirty invoices each, paid around their own lateness: rank and level are recovered."""
    rng = np.random.default_rng(4)
    planted = pd.Series(rng.uniform(-10, 50, 200), index=[f"C{at:03d}" for at in range(200)])
    who = np.repeat(planted.index, 30)
    sent = pd.Timestamp("2025-01-01") + pd.to_timedelta(rng.integers(0, 300, len(who)), unit="D")
    days = np.round(60 + planted[who].to_numpy() + rng.normal(0, 6, len(who)))
    frame = pd.DataFrame({"customer_id": who, "invoiced_on": sent, "amount": rng.uniform(100, 5000, len(who))})
    frame["paid_on"] = frame["invoiced_on"] + pd.to_timedelta(days, unit="D")
    found = late_payment(frame, terms=NO_TERMS, as_of=AS_OF).customers["late_days"]
    assert (found - planted).abs().max() < 6
    assert abs((found - planted).mean()) < 0.4  # four standard errors
    assert found.corr(planted, method="spearman") > 0.99


def test_bad_input_is_refused() -> None:
    """A missing column, a payment after the last day, a term below zero."""
    frame = invoices([(200, 50, 100)])
    with pytest.raises(WrongShape):
        late_payment(frame.drop(columns="amount"), terms=NO_TERMS, as_of=AS_OF)
    with pytest.raises(OutOfRange):
        late_payment(frame, terms=NO_TERMS, as_of=date(2025, 12, 31))
    with pytest.raises(OutOfRange):
        late_payment(frame, terms=NO_TERMS, as_of=AS_OF, supposed_term=-1)
