"""Capital-Clients: one figure for two pages."""

from __future__ import annotations

from datetime import date

from gtkit.epreuves.basis import Basis
from gtkit.epreuves.customer_base import value_customers
from gtkit.epreuves.equity_figure import equity_figure
from gtkit.epreuves.valuation_settings import ValuationSettings
from gtkit.samples import Sample

from .conftest import checked

AS_OF = ValuationSettings(as_of=date(2026, 6, 30))


def test_the_figure_is_the_equity_and_says_what_the_sales_hold(sample: Sample) -> None:
    """Total and interval of the base; the counts of the sales stand first among what is supposed."""
    tables = checked(sample.tables)
    base = value_customers(tables["transactions"], AS_OF)
    assert base is not None
    assert base.equity is not None
    (figure,) = equity_figure(base, Basis(tables=tables, as_of=AS_OF.as_of), AS_OF)
    assert (figure.quantity.value, figure.quantity.interval) == (base.equity.total, base.equity.interval)
    assert figure.trace.assumptions[0] == base.counted
    assert figure.trace.parameters["model"] == base.equity.model


def test_without_a_value_there_is_no_figure(sample: Sample) -> None:
    """Nobody valued: the page has no such figure."""
    assert equity_figure(None, Basis(tables=checked(sample.tables), as_of=AS_OF.as_of), AS_OF) == []
