"""One document of several customers: by label, else in proportion."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gtkit.intake.fec.share import by_label, in_proportion

CENTS = st.integers(-(10**9), 10**9)
CLAIMS = st.lists(st.tuples(st.sampled_from(["C1", "C2", "C3"]), CENTS), min_size=1, max_size=6)


@given(st.lists(CENTS, max_size=6), CLAIMS, st.randoms(use_true_random=False))
def test_nothing_is_lost_whatever_the_signs_and_the_order(sold: list[int], claims: list, rng: object) -> None:
    """Credits and debits on either side, receivables that cancel out: the sales are all given, in any order alike."""
    given_out = in_proportion(sold, claims)
    assert sum(given_out.values()) == sum(sold)
    rng.shuffle(claims)  # type: ignore[attr-defined]
    assert in_proportion(sold[::-1], claims) == given_out


def test_each_side_goes_to_those_who_stand_on_it() -> None:
    """Credits to class 70 are for customers who owe, debits for those who are owed."""
    assert in_proportion([300, -100], [("C1", 240), ("C2", 120), ("C3", -120)]) == {"C1": 200, "C2": 100, "C3": -100}


def test_a_discount_on_an_invoice_is_shared_as_the_invoice_is() -> None:
    """Where nobody is owed, a debit to class 70 lowers what those who owe were given."""
    assert in_proportion([300, -30], [("C1", 216), ("C2", 108)]) == {"C1": 180, "C2": 90}


def test_a_label_that_names_two_customers_or_none_tells_nothing() -> None:
    """One line that cannot be placed and the whole document is shared."""
    assert by_label([("A", 100)], [("C1", "A"), ("C2", "A")]) is None
    assert by_label([("A", 100), ("X", 1)], [("C1", "A"), ("C2", "B")]) is None


def test_a_credit_netted_in_one_sale_is_its_customers() -> None:
    """Class 70 tells 1,400 in one line for two invoices and a credit note: 1,000, 500 and -100, not shares of 1,400."""
    claims = [("A", 120_000), ("B", 60_000), ("C", -12_000)]
    assert in_proportion([140_000], claims) == {"A": 100_000, "B": 50_000, "C": -10_000}
    back = [(who, -cents) for who, cents in claims]
    assert in_proportion([-140_000], back) == {"A": -100_000, "B": -50_000, "C": 10_000}
