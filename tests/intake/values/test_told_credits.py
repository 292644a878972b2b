"""What a word beside an amount says of its sign."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gtkit.intake.values.told_credits import told_signs, without_sign

TYPES = ["invoice", "credit_note", ""]


@pytest.mark.parametrize(
    ("kind", "side", "sales_side", "expected"),
    [
        *(("invoice", "", "debit", 1), ("credit_note", "", "debit", -1), ("", "", "debit", 0)),
        *(("", "debit", "debit", 1), ("", "credit", "debit", -1), ("", "credit", "credit", 1)),
        *(("", "debit", "credit", -1), ("invoice", "credit", "debit", 1), ("credit_note", "debit", "debit", -1)),
    ],
)
def test_the_type_goes_before_the_side(kind: str, side: str, sales_side: str, expected: int) -> None:
    """A side is a credit note's where sales stand on the other; nothing said is nothing."""
    values = {"document_type": np.array([kind], dtype=object), "side": np.array([side], dtype=object)}
    assert told_signs(values, sales_side=sales_side).tolist() == [expected]


@given(st.lists(st.tuples(st.sampled_from(TYPES), st.floats(0, 1e9)), min_size=1, max_size=20))
def test_amounts_without_sign_keep_their_size(lines: list[tuple[str, float]]) -> None:
    """Only credit notes change, none is positive after, and once is enough."""
    kinds, amounts = np.array([kind for kind, _ in lines], dtype=object), np.array([amount for _, amount in lines])
    signs = told_signs({"document_type": kinds}, sales_side="debit")
    done = without_sign(amounts, signs)
    assert np.abs(done).tolist() == amounts.tolist()
    assert (done[signs < 0] <= 0).all()
    assert (done[signs >= 0] == amounts[signs >= 0]).all()
    assert without_sign(done, signs).tolist() == done.tolist()
