"""What the firm says of itself, and how each side sees the other."""

from __future__ import annotations

import numpy as np
import pandas as pd

from gtkit.samples import mission


def test_one_statement_is_ours_and_relations_are_those_of_the_method() -> None:
    """Five statements; relations are 0, 1, 3 or 9, one for each mission and expectation."""
    assert mission.statements()["ours"].tolist() == [True, False, False, False, False]
    relations = mission.mission_expectations()
    assert set(relations["relation"]) <= {0, 1, 3, 9}
    assert not relations.duplicated(["mission", "attribute"]).any()


def test_the_firm_flatters_itself() -> None:
    """Where both have answered, the firm never sees itself less a partner than the customer does."""
    customers = pd.DataFrame({"customer_id": [f"C{k:04d}" for k in range(1, 61)]})
    facts, views = mission.partnership(customers, np.random.default_rng(4))
    both = views.dropna()
    assert (both["ours"] >= both["theirs"]).all()
    assert (both["ours"] > both["theirs"]).any()
    assert set(facts["customer_id"]) == set(views["customer_id"])
    assert facts["value"].between(0, 1).all()
