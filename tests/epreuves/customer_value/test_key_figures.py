"""Key figures and their traces: what is printed can be computed again from what the trace says."""

from __future__ import annotations

import numpy as np
import pytest

from gtkit.epreuves.customer_base import margin_rates
from gtkit.epreuves.customer_value import Results
from gtkit.epreuves.departures import departure_days
from gtkit.epreuves.findings import Findings
from gtkit.evidence import KeyFigure, Level
from gtkit.periods import Period
from gtkit.samples import Sample
from gtkit.scoring.survey.ratio import ratio_share
from gtkit.valuation import customer_equity, gamma_gamma, mbg_nbd, summarise

from ..conftest import checked


@pytest.fixture
def figures(findings: Findings[Results]) -> dict[str, KeyFigure]:
    return {figure.key: figure for figure in findings.key_figures}


def test_customer_equity_replays_from_its_trace(figures: dict[str, KeyFigure], sample: Sample) -> None:
    """The model, rate, horizon, draws and seed of the trace, called by hand, give the printed value and interval."""
    figure = figures["figure.equity"]
    told = figure.trace.parameters
    assert told["model"] == "mbg_nbd"
    lines = sample.tables["transactions"]
    summary = summarise(lines, period=Period.WEEK, end=str(told["as_of"]))
    equity = customer_equity(
        mbg_nbd.fit(summary),
        gamma_gamma.fit(summary),
        summary,
        annual_rate=float(told["annual_rate"]),
        horizon_years=float(told["horizon_years"]),
        margin=margin_rates(lines, None),
        gone=departure_days(checked(sample.tables)).index,
        rng=np.random.default_rng(int(told["seed"])),
        draws=int(told["draws"]),
        level=float(told["interval_level"]),
    )
    assert figure.quantity.value == pytest.approx(equity.total, rel=1e-12)
    assert figure.quantity.interval == equity.interval


def test_the_share_of_energy_replays_from_its_trace(figures: dict[str, KeyFigure], findings: Findings[Results]) -> None:
    """Hours and levels of the customer table, through the function that the trace names."""
    figure = figures["figure.energy"]
    customers = findings.results.customers[findings.results.customers["hours"] > 0]
    share, interval = ratio_share(customers["hours"].to_numpy(), (customers["level"] == Level.PASSED).to_numpy())
    found = figure.quantity.interval
    assert figure.quantity.value == pytest.approx(share)
    assert found is not None
    assert (found.low, found.high) == pytest.approx((interval.low, interval.high))
    assert figure.trace.function.endswith("ratio_share")


def test_every_trace_names_files_and_a_real_function(findings: Findings[Results]) -> None:
    """At least three figures, each with sources, a formula, and a function that can be imported."""
    assert len(findings.key_figures) >= 3
    for figure in findings.key_figures:
        module, name = figure.trace.function.rsplit(".", 1)
        assert callable(getattr(__import__(module, fromlist=[name]), name))
        assert figure.trace.sources
        assert figure.trace.formula


def test_the_last_years_margin_is_the_files_own(figures: dict[str, KeyFigure], sample: Sample) -> None:
    """Sum of the margins of the last twelve months' lines, to the cent."""
    lines = sample.tables["transactions"]
    year = lines[lines["date"] > np.datetime64("2025-06-30")]
    assert figures["figure.yearly_margin"].quantity.value == pytest.approx(year["margin"].sum(), abs=0.01)
