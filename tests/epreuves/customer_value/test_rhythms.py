"""Silences of the customers valued, beside the model."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gtkit.epreuves.customer_value import Results
from gtkit.epreuves.customer_value.rhythms import rhythms
from gtkit.epreuves.findings import Findings
from gtkit.samples import Sample


def test_every_customer_valued_has_a_silence_and_a_chance(findings: Findings[Results], sample: Sample) -> None:
    """One row each; the longer the silence against the rhythm, the likelier no order; who left orders nothing."""
    results = findings.results
    found = results.rhythms
    assert found is not None
    assert results.equity is not None
    assert found.index.equals(results.equity.customers.index)
    assert found["no_order"].between(0, 1).all()
    gone = results.customers.index[results.customers["departed"]].intersection(found.index)
    assert (found.loc[gone, "no_order"] == 1).all()
    assert not found.loc[gone, "overdue"].any()
    there = found.drop(gone)
    assert there.loc[there["overdue"], "no_order"].mean() > there.loc[~there["overdue"], "no_order"].mean()
    left = sample.truth.customers["left_on"].reindex(there.index).notna()
    assert left[there["overdue"]].mean() > 3 * left[~there["overdue"]].mean()


def test_without_a_model_there_is_none(findings: Findings[Results]) -> None:
    """No valuation, no table."""
    results = findings.results
    assert results.base is not None
    assert rhythms(results.tables, None, results.settings) is None
    assert rhythms(results.tables, replace(results.base, equity=None), results.settings) is None


def test_an_equity_of_many_years_of_margin_is_doubted(findings: Findings[Results]) -> None:
    """Above ten years of the margin of those still there the page wants an explanation; under, it says nothing."""
    results = findings.results
    assert results.base is not None
    assert results.equity is not None
    assert "doubt.years_of_margin" not in [doubt.key for doubt in results.doubts]
    thin = replace(
        results.base, yearly=results.base.yearly * results.equity.total / results.base.last_year_there / 10.1
    )
    (doubt,) = [doubt for doubt in replace(results, base=thin).doubts if doubt.key == "doubt.years_of_margin"]
    assert doubt.values["yearly"].value == pytest.approx(results.equity.total / 10.1)  # type: ignore[union-attr]
