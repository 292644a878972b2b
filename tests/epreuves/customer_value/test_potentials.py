"""Potential of developing customers, from what is told of them."""

from __future__ import annotations

import pandas as pd

from gtkit.epreuves.customer_value import Results
from gtkit.epreuves.customer_value.potentials import developing_potential, peers_of
from gtkit.epreuves.findings import Findings


def test_developing_customers_alone_and_only_those_known(findings: Findings[Results]) -> None:
    """Mature customers have a potential too, which is not told here; without one known there is nothing."""
    results = findings.results
    found = developing_potential(results.base, results.customers)
    assert found is not None
    assert set(results.customers.loc[found.index, "phase"]) == {"developing"}
    unknown = results.customers.assign(potential=pd.Series(dtype=float))
    assert developing_potential(results.base, unknown) is None
    left = results.customers.assign(departed=results.customers.index == found.index[0])
    without = developing_potential(results.base, left)
    assert without is not None
    assert set(found.index) - set(without.index) == {found.index[0]}
    assert developing_potential(None, results.customers) is None


def test_peers_serve_where_no_potential_is_told(findings: Findings[Results]) -> None:
    """Customers still there whose potential is not known, beside the peers of their segment; in no equity."""
    results = findings.results
    found = results.peers
    assert found is not None
    customers = results.customers.loc[found.index]
    assert customers["potential"].isna().all()
    assert not customers["departed"].any()
    assert (customers["phase"] != "declining").all()
    segment = customers["segment"].mode()[0]
    peers = results.customers[(results.customers["segment"] == segment) & (results.customers["yearly_sales"] > 0)]
    own = found[found["segment"] == segment]
    assert (own["peers"] == len(peers)).all()
    assert own["potential"].round(6).unique().tolist() == [round(float(peers["yearly_sales"].quantile(0.75)), 6)]
    assert peers_of(None, results.customers) is None
    assert peers_of(results.base, results.customers.assign(segment="")) is None
