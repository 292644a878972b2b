"""The gate, the desirability and the score of a customer's efforts."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gtkit.errors import OutOfRange, WrongShape
from gtkit.scoring.customers.efforts import gate, score
from gtkit.scoring.customers.scorecard import FLOOR

CUSTOMERS = pd.Index(["A", "B"], name="customer_id")


def catalogue(*rows: dict[str, object]) -> pd.DataFrame:
    """Sound efforts, each changed by its row."""
    sound = {"unit": "jours", "weight": 1.0, "proof": "relevé", "origin": "system", "coding_alpha": np.nan}
    sound |= {"direction": "max", "worst": 0.0, "ideal": 10.0, "indispensable": False}
    listed = [sound | {"effort": f"e{k}", "label": f"Effort {k}"} | row for k, row in enumerate(rows)]
    return pd.DataFrame(listed)


def facts(*rows: tuple[str, str, float, str | None]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["customer_id", "effort", "value", "date"])
    return frame.assign(date=pd.to_datetime(frame["date"]), proof="relevé 12/2025")


def test_the_published_overall_desirability(references: dict[str, dict[str, Any]]) -> None:
    """Derringer & Suich's tyre tread: four desirabilities, one score."""
    case = references["A-DES"]
    grid = catalogue(*({"worst": 0.0, "ideal": 1.0} for _ in range(4)))
    seen = facts(*(("A", f"e{k}", d, "2026-01-01") for k, d in enumerate(case["expected"]["d"])))
    found = score(grid, seen, CUSTOMERS).customers.loc["A", "score"]
    assert found / 100 == pytest.approx(case["expected"]["D"], abs=case["abs_tol"])


@pytest.mark.parametrize(
    ("change", "reasons"),
    [
        ({}, ()),
        ({"origin": "contract"}, ()),
        ({"origin": "declared", "coding_alpha": 0.80}, ()),
        ({"unit": " "}, ("no_unit",)),
        ({"proof": ""}, ("no_proof",)),
        ({"origin": "declared"}, ("declared_only",)),
        ({"origin": ""}, ("declared_only",)),
        ({"origin": "declared", "coding_alpha": 0.79}, ("low_agreement",)),
        ({"unit": "", "proof": "", "origin": "declared"}, ("no_unit", "no_proof", "declared_only")),
        ({"origin": "contract", "coding_alpha": 0.1}, ()),
        ({"direction": "min"}, ("no_range",)),
        ({"ideal": np.nan}, ("no_range",)),
        ({"direction": ""}, ("no_range",)),
        ({"worst": 10.0, "direction": "min"}, ()),
    ],
)
def test_the_gate_keeps_what_is_measurable_and_beyond_dispute(
    change: dict[str, object], reasons: tuple[str, ...]
) -> None:
    """Unit, proof, and a source other than opinion; every reason is told."""
    row = gate(catalogue(change)).loc["e0"]
    assert (row["kept"], row["reasons"]) == (not reasons, reasons)


def test_a_planted_ranking_is_recovered() -> None:
    """Customers whose efforts are drawn around a hidden quality are ranked as that quality."""
    rng = np.random.default_rng(3)
    names = pd.Index([f"C{i:02d}" for i in range(40)], name="customer_id")
    hidden = rng.permutation(np.linspace(2.0, 9.0, 40))
    grid = catalogue(*({"weight": w} for w in (1.0, 2.0, 3.0)))
    rows = [
        (name, f"e{k}", float(q + rng.normal(0, 0.3)), "2026-01-01")
        for name, q in zip(names, hidden, strict=True)
        for k in range(3)
    ]
    found = score(grid, facts(*rows), names).customers["score"]
    assert found.corr(pd.Series(hidden, index=names), method="spearman") > 0.98


@given(st.floats(0, 10), st.floats(0, 10), st.floats(0.1, 50))
def test_the_score_keeps_its_laws(first: float, second: float, scale: float) -> None:
    """Between 0 and 100, not above the arithmetic mean plus the floor, blind to weights' unit and to row order."""
    grid, rows = catalogue({"weight": 2.0}, {}), [("A", "e0", first, "2026-01-01"), ("A", "e1", second, None)]
    found = score(grid, facts(*rows), CUSTOMERS).customers.loc["A"]
    assert 0 <= found["score"] <= 100
    assert found["score"] <= found["arithmetic"] + 100 * FLOOR + 1e-9
    again = score(grid.assign(weight=grid["weight"] * scale)[::-1], facts(*rows[::-1]), CUSTOMERS).customers.loc["A"]
    assert again["score"] == pytest.approx(found["score"])
    assert not found["dated"]


def test_a_missing_effort_is_not_zero() -> None:
    """The score rests on what is known, and completeness says on how much; nothing known, no score."""
    found = score(
        catalogue({"weight": 3.0}, {"weight": 1.0}), facts(("A", "e0", 5.0, "2026-01-01")), CUSTOMERS
    ).customers
    assert found.loc["A", ["score", "completeness"]].tolist() == pytest.approx([50.0, 0.75])
    assert np.isnan(found.loc["B", "score"])
    assert found.loc["B", "completeness"] == 0
    assert found["weakest"].tolist() == ["e0", ""]


def test_one_gap_does_not_annihilate_unless_indispensable() -> None:
    """A zero is floored at one hundredth; on an indispensable effort it makes the score zero."""
    seen = facts(("A", "e0", 0.0, "2026-01-01"), ("A", "e1", 10.0, "2026-01-01"))
    assert score(catalogue({}, {}), seen, CUSTOMERS).customers.loc["A", "score"] == pytest.approx(10.0)
    assert score(catalogue({"indispensable": True}, {}), seen, CUSTOMERS).customers.loc["A", "score"] == 0


def test_less_is_better_and_steps() -> None:
    """Days late: 0 is ideal, 30 unacceptable. Equal limits make a step, on the side that the direction says."""
    late = catalogue({"direction": "min", "worst": 30.0, "ideal": 0.0})
    assert score(late, facts(("A", "e0", 15.0, None)), CUSTOMERS).customers.loc["A", "arithmetic"] == pytest.approx(50)
    for direction, below, above in (("max", 0.0, 1.0), ("min", 1.0, 0.0)):
        step = catalogue({"direction": direction, "worst": 5.0, "ideal": 5.0})
        found = score(step, facts(("A", "e0", 4.0, None), ("B", "e0", 6.0, None)), CUSTOMERS).desirability["e0"]
        assert found.tolist() == [below, above]


def test_the_latest_fact_counts() -> None:
    """Of two facts about one effort, the later date wins; a dated fact beats an undated one."""
    seen = facts(("A", "e0", 2.0, "2025-01-01"), ("A", "e0", 8.0, "2026-01-01"), ("A", "e0", 1.0, None))
    found = score(catalogue({}), seen, CUSTOMERS)
    assert found.customers.loc["A", "score"] == pytest.approx(80)
    assert bool(found.customers.loc["A", "dated"])


def test_an_indispensable_effort_has_no_floor() -> None:
    """Just above its worst it counts as it is; at its worst the score is 0, even when the effort bears no weight."""
    for weight, value, expected in ((1.0, 1e-4, 100 * np.sqrt(1e-5)), (1.0, 0.0, 0.0), (0.0, 0.0, 0.0)):
        grid = catalogue({"indispensable": True, "weight": weight}, {})
        found = score(grid, facts(("A", "e0", value, None), ("A", "e1", 10.0, None)), CUSTOMERS).customers.loc["A"]
        assert found["score"] == pytest.approx(expected)


def test_a_proof_needs_a_date_and_a_reference() -> None:
    """Only facts that the score rests on are looked at; without a fact nothing is proven."""
    grid = catalogue({}, {"unit": ""})
    undated_elsewhere = facts(("A", "e0", 5.0, "2026-01-01"), ("A", "e1", 5.0, None))
    assert score(grid, undated_elsewhere, CUSTOMERS).customers["dated"].tolist() == [True, False]
    unreferenced = undated_elsewhere.assign(proof=" ")
    assert score(grid, unreferenced, CUSTOMERS).customers["dated"].tolist() == [False, False]


def test_the_weakest_effort_is_the_heaviest_of_those_that_tie() -> None:
    """Whatever the order of the catalogue; one that bears no weight is never asked for; an ideal customer has none."""
    grid = catalogue({"weight": 1.0}, {"weight": 3.0}, {"weight": 0.0}, {"weight": 3.0})
    values = {"A": (2.0, 2.0, 0.0, 2.0), "B": (10.0, 10.0, 0.0, 12.0)}
    rows = [(c, f"e{k}", v, None) for c, vs in values.items() for k, v in enumerate(vs)]
    for listed in (grid, grid[::-1]):
        assert score(listed, facts(*rows), CUSTOMERS).customers["weakest"].tolist() == ["e1", ""]


def test_an_effort_that_all_reach_alike_ranks_nobody() -> None:
    """A is better on the one effort that differs; B's score is lifted by a common effort that A's file lacks."""
    names = pd.Index(["A", "B", "C"], name="customer_id")
    seen = facts(
        ("A", "e0", 6.0, None), ("B", "e0", 5.0, None), ("B", "e1", 10.0, None), ("C", "e1", 10.0, None)
    )  # fmt: skip
    found = score(catalogue({}, {}), seen, names)
    assert found.customers["score"].rank(ascending=False).tolist() == [3, 2, 1]
    assert found.rank.tolist() == pytest.approx([1, 2, np.nan], nan_ok=True)


def test_nothing_kept_or_nothing_known_gives_no_score() -> None:
    """An empty grid, a catalogue without weight, a table without facts: no score, and no failure."""
    for grid, seen in (
        (catalogue({"unit": ""}), facts(("A", "e0", 5.0, None))),
        (catalogue({"weight": 0.0}), facts(("A", "e0", 5.0, None))),
        (catalogue({}), facts()),
        (catalogue({}), facts(("A", "e0", np.nan, None))),
    ):
        found = score(grid, seen, CUSTOMERS)
        assert found.customers["score"].isna().all()
        assert (found.customers["completeness"] == 0).all()
        assert found.rank.isna().all()
    assert np.isnan(score(catalogue({"weight": 0.0}), facts(), CUSTOMERS).kept_weight_share)
    assert score(catalogue({"weight": 3.0}, {"unit": ""}), facts(), CUSTOMERS).kept_weight_share == 0.75


def test_contradictions_are_refused() -> None:
    """An effort unlisted or listed twice, two facts of one day, a negative weight."""
    fact = ("A", "e0", 1.0, "2026-01-01")
    with pytest.raises(WrongShape, match="effort"):
        score(catalogue({}), facts(("A", "x", 1.0, None)), CUSTOMERS)
    with pytest.raises(WrongShape, match="effort_catalogue"):
        gate(catalogue({}, {"effort": "e0"}))
    with pytest.raises(WrongShape, match="one value"):
        score(catalogue({}), facts(fact, ("A", "e0", 2.0, "2026-01-01")), CUSTOMERS)
    with pytest.raises(OutOfRange, match="weight"):
        gate(catalogue({"weight": -1.0}))
