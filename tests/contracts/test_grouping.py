"""Which code stands for which, and how many customers they are."""

from __future__ import annotations

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from gtkit.contracts import GROUPS, TABLES
from gtkit.contracts.grouping import Grouping, grouping, mains

PAIRS = st.dictionaries(st.sampled_from("ABCDEF"), st.sampled_from("UVWXYZ"), max_size=6)


def frame(pairs: dict[str, str]) -> pd.DataFrame:
    """The table of groups."""
    return pd.DataFrame({"customer_id": list(pairs), "main_customer_id": list(pairs.values())}, dtype="str")


def test_a_code_that_is_its_own_main_stands_for_itself() -> None:
    """Listed with its group or alone, it is no member; a pair and its main are three codes of one customer."""
    told = frame({"A": "A", "B": "A", "C": "A", "D": "D"})
    assert mains(told) == {"B": "A", "C": "A"}
    assert grouping(told) == Grouping(codes=3, customers=1)


@given(PAIRS)
def test_each_group_has_one_customer_and_at_least_two_codes(pairs: dict[str, str]) -> None:
    """Codes are the members and their mains, whatever the order of the rows."""
    found = grouping(frame(pairs))
    assert found == Grouping(codes=len(pairs) + len(set(pairs.values())), customers=len(set(pairs.values())))
    assert found == grouping(frame(dict(reversed(pairs.items()))))


def test_every_table_of_customers_is_read_in_the_light_of_the_groups() -> None:
    """And no other; the groups themselves wait for nothing."""
    of_customers = {key for key, table in TABLES.items() if "customer_id" in table.keys} - {GROUPS}
    assert {key for key, table in TABLES.items() if GROUPS in table.companions} == of_customers
    assert {"transactions", "customers", "efforts", "time", "payments", "retention"} <= of_customers
