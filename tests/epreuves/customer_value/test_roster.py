"""Who the customers are: of any table, older than the extract."""

from __future__ import annotations

from datetime import date

import pandas as pd

from gtkit.epreuves.customer_value.roster import roster, truncation
from gtkit.epreuves.customer_value.settings import Settings
from gtkit.samples import Sample

from ..conftest import checked

AS_OF = Settings(as_of=date(2026, 6, 30))


def test_a_customer_of_any_table_is_on_the_roster() -> None:
    """Sales, customers and time each bring theirs, once, in order; without a customers table the code is the name."""
    sold = pd.DataFrame({"customer_id": ["B", "A", "B"], "date": pd.Timestamp("2026-01-05"), "amount": 10.0})
    spent = pd.DataFrame(
        {
            "collaborator_id": "P1",
            "service": "S",
            "customer_id": ["C"],
            "date": pd.Timestamp("2026-01-06"),
            "hours": 1.0,
        }
    )
    found = roster(checked({"transactions": sold, "time": spent}), None)
    assert found.index.tolist() == ["A", "B", "C"]
    assert found["name"].tolist() == ["A", "B", "C"]
    assert (found["segment"] == "").all()


def test_nobody_valued_nobody_is_older(sample: Sample) -> None:
    """Without a valuation there is no extract to be older than."""
    assert truncation(checked(sample.tables), None, AS_OF) is None
