"""Customer equity once service is paid: one line, the same wherever it is told."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from gtkit.epreuves.customer_value import Results
from gtkit.epreuves.findings import Findings
from gtkit.epreuves.served_value import equity_after_service, served_value
from gtkit.evidence import Quantity, Statement
from gtkit.valuation.service import COMPONENTS


def test_what_is_left_is_equity_less_service(findings: Findings[Results]) -> None:
    """Before: customer equity; after: less every component to come, acquisition apart; all is known here."""
    served = findings.results.served
    assert served is not None
    assert findings.results.equity is not None
    (line,) = equity_after_service(served)
    before, after = (line.values[name] for name in ("before", "after"))
    assert isinstance(before, Quantity)
    assert isinstance(after, Quantity)
    assert before.value == pytest.approx(findings.results.equity.total)
    assert after.value == pytest.approx(before.value - served.to_come.to_numpy().sum())
    known = not any(name in served.costs.unknown for name in COMPONENTS)
    assert line.key == ("equity.after_service" if known else "equity.after_service_known")


def test_what_is_not_known_of_service_is_told(findings: Findings[Results]) -> None:
    """A component without a cost: the line says that it holds what is known alone."""
    served = findings.results.served
    assert served is not None
    short = replace(
        served.costs,
        yearly=served.costs.yearly.drop(columns="visits"),
        unknown={**served.costs.unknown, "visits": Statement("service.unknown.visits")},
        sources={name: files for name, files in served.costs.sources.items() if name != "visits"},
    )
    (line,) = equity_after_service(replace(served, costs=short))
    assert line.key == "equity.after_service_known"


def test_without_values_or_costs_there_is_no_line(findings: Findings[Results]) -> None:
    """Nobody valued, or nothing known of service: nothing is said."""
    served = findings.results.served
    assert served is not None
    assert served_value({}, None, findings.results.settings) is None
    assert equity_after_service(None) == ()
    assert equity_after_service(replace(served, to_come=pd.DataFrame(index=served.to_come.index))) == ()
