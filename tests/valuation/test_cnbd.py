"""CNBD-k: the NBD at k = 1, the limit of MBG/CNBD-k without dropout, slopes, a hand-made likelihood."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from gtkit.valuation.cnbd import Cnbd
from gtkit.valuation.cnbd_k import CnbdK
from gtkit.valuation.history import history
from gtkit.valuation.nbd import NBD

POINT = tuple(np.array(value) for value in (0.9, 3.0))


def test_one_tick_is_the_nbd(cdnow: pd.DataFrame) -> None:
    """Row by row, likelihood and slopes are the NBD's."""
    rows = history(cdnow)
    (value, slopes), (expected, bends) = Cnbd(1).loglik(POINT, rows), NBD.loglik(POINT, rows)
    np.testing.assert_allclose(value, expected, rtol=1e-12, atol=1e-12)
    np.testing.assert_allclose(slopes, bends, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("k", [2, 5])
def test_it_is_the_model_with_dropout_when_nobody_leaves(k: int, cdnow: pd.DataFrame) -> None:
    """At a = 1e-12 the likelihood of MBG/CNBD-k is that of CNBD-k, for customers not long silent."""
    rows = history(cdnow[(cdnow["T"] - cdnow["recency"] < 5)])
    theta = (*POINT, np.array(1e-12), np.array(2.0))
    found = CnbdK("regular", 1, k).loglik(theta, rows)[0]
    np.testing.assert_allclose(Cnbd(k).loglik(POINT, rows)[0], found, rtol=1e-8)


def test_a_customer_by_hand() -> None:
    """For r = 1, alpha = 1, k = 2, gaps 1 and 2, no silence: int l^4 1 2 e^(-3 l) e^(-l) dl = 2 x 4! / 4^5."""
    table = pd.DataFrame({"frequency": [2], "recency": [3.0], "T": [3.0], "sum_log_gaps": [np.log(2.0)]})
    ones = tuple(np.array(1.0) for _ in range(2))
    assert float(Cnbd(2).loglik(ones, history(table))[0][0]) == pytest.approx(np.log(2 * 24 / 4**5))


@pytest.mark.parametrize("k", [2, 6])
def test_the_gradient_is_that_of_the_likelihood(k: int, cdnow: pd.DataFrame) -> None:
    """Summed over CDNOW, analytic derivatives agree with central differences."""
    rows = history(cdnow)

    def value(*theta: float) -> float:
        return float(rows.count @ Cnbd(k).loglik(tuple(np.array(v) for v in theta), rows)[0])

    slopes = [float(rows.count @ slope) for slope in Cnbd(k).loglik(POINT, rows)[1]]
    numeric = (
        (value(0.9 + 1e-5, 3) - value(0.9 - 1e-5, 3)) / 2e-5,
        (value(0.9, 3 + 1e-5) - value(0.9, 3 - 1e-5)) / 2e-5,
    )
    assert slopes == pytest.approx(numeric, rel=1e-6)
