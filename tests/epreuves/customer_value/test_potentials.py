"""Potential of developing customers, from what is told of them."""

from __future__ import annotations

import pandas as pd

from gtkit.epreuves.customer_value import Results
from gtkit.epreuves.customer_value.potentials import developing_potential
from gtkit.epreuves.findings import Findings


def test_developing_customers_alone_and_only_those_known(findings: Findings[Results]) -> None:
    """Mature customers have a potential too, which is not told here; without one known there is nothing."""
    results = findings.results
    found = developing_potential(results.base, results.customers)
    assert found is not None
    assert set(results.customers.loc[found.index, "phase"]) == {"developing"}
    unknown = results.customers.assign(potential=pd.Series(dtype=float))
    assert developing_potential(results.base, unknown) is None
    assert developing_potential(None, results.customers) is None
