"""Customer equity at an engagement's settings: expected total and full valuation agree, departures included."""

from __future__ import annotations

import pandas as pd
import pytest

from gtkit.epreuves.customer_base import CustomerBase, value_customers
from gtkit.epreuves.customer_value import Settings
from gtkit.epreuves.equity_value import total_value, value_equity, withheld_value
from gtkit.samples import Sample

from .conftest import checked


@pytest.fixture(scope="module")
def base(sample: Sample) -> CustomerBase:
    """The worked example, at its date."""
    found = value_customers(checked(sample.tables)["transactions"], Settings(as_of=sample.as_of))
    assert found is not None
    return found


def test_the_expected_total_is_the_equitys(base: CustomerBase, settings: Settings) -> None:
    """Drawn or not, with somebody gone or nobody: one number; what is withheld is the difference."""
    assert base.fit is not None
    nobody, some = base.summary.index[:0], base.summary.index[::7]
    totals = []
    for gone in (nobody, some):
        equity = value_equity(base.fit, base.summary, base.margin_rate, settings, None, gone)
        total = total_value(base.fit, base.summary, base.margin_rate, settings, gone=gone)
        assert equity.total == pytest.approx(total, rel=1e-9)
        totals.append(total)
    withheld = withheld_value(base.fit, base.summary, base.margin_rate, settings, some)
    assert withheld == pytest.approx(totals[0] - totals[1])


def test_nothing_is_withheld_where_nobody_left_or_nothing_is_valued(base: CustomerBase, settings: Settings) -> None:
    """No model, or a departure of who never bought: nothing."""
    assert withheld_value(None, base.summary, base.margin_rate, settings, base.summary.index) == 0
    assert withheld_value(base.fit, base.summary, base.margin_rate, settings, pd.Index(["stranger"])) == 0
