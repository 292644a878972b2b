"""The opportunities of the worked example hold what was planted in them."""

from __future__ import annotations

import pandas as pd

from gtkit.samples import industrial_supplier
from gtkit.samples.opportunities import BEYOND, LIMITS, OPEN, criteria, deserved, profiles, required_skills, score
from gtkit.samples.planted import Planted


def test_each_planted_barrier_is_passed_and_no_other() -> None:
    """A score lies beyond its criterion's veto where planted, and nowhere else among the open opportunities."""
    breaking = Planted().breaking
    limits = profiles().query("limit == 'conditions'").set_index("criterion")["value"]
    barriers = criteria().dropna(subset=["veto"]).set_index("criterion")
    sign = barriers["direction"].map({"max": 1, "min": -1})
    edge = limits[barriers.index] - sign * barriers["veto"]
    rows = score(breaking).query("criterion in @barriers.index")
    beyond = rows["value"] * rows["criterion"].map(sign) <= rows["criterion"].map(edge * sign)
    found = dict(rows.loc[beyond, ["opportunity", "criterion"]].to_numpy())
    assert found == {name: key for name, key in breaking.items() if key in BEYOND}


def test_another_truth_makes_other_tables() -> None:
    """The barriers follow `breaking`: scores, skills required and the class that each opportunity deserves."""
    other = {"M-05": "marge", "M-02": "competence"}
    assert score(other).set_index(["opportunity", "criterion"])["value"]["M-05", "marge"] == BEYOND["marge"]
    asked = required_skills(other).set_index("opportunity")["level"]
    assert asked["M-02"] == 4 != required_skills({}).set_index("opportunity")["level"]["M-08"]
    assert set(deserved(other)[["M-05", "M-02"]]) == {"refuse"}
    assert deserved(other)["M-03"] == "conditions"


def test_the_tables_are_those_of_the_contract() -> None:
    """Every criterion has both limits; a value is unknown; a reason stands behind each barrier."""
    sample = industrial_supplier()
    table = sample.tables["criteria"]
    assert set(sample.tables["profiles"]["criterion"]) == set(table["criterion"]) == set(LIMITS)
    assert (table.loc[table["veto"].notna(), "reason"] != "").all()
    told = sample.tables["opportunities"].query("outcome == 'open'")
    assert told["opportunity"].tolist() == [row[0] for row in OPEN]
    marge = sample.tables["opportunity_scores"].query("criterion == 'marge'")["opportunity"]
    assert set(told.query("kind == 'mission'")["opportunity"]) - set(marge) == {"M-12"}
    assert isinstance(sample.tables["skills"], pd.DataFrame)
