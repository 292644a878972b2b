"""What épreuve 1 computes."""

from __future__ import annotations

from gtkit.contracts import CheckedTable
from gtkit.epreuves.findings import Findings
from gtkit.epreuves.perimeter import Results, Settings
from gtkit.epreuves.perimeter.results import KINDS, compute


def test_the_register_finds_the_decorative_and_the_contradictory(found: Findings[Results]) -> None:
    """Planted: nobody ever passed the liability limit; D-38 passed the payment limit, was won and paid."""
    rows = found.results.barriers
    assert rows is not None
    assert rows.index[rows["status"] == "decorative"].tolist() == ["responsabilite"]
    assert rows["contradictory"].to_dict()["paiement"] == ("D-38",)
    assert (rows["contradictory"].str.len() > 0).sum() == 1
    assert found.results.barred_kinds() == KINDS


def test_skills_beyond_reach_are_sorted_by_what_to_do(found: Findings[Results]) -> None:
    """Planted: M-08 is refused; three missions lack one level."""
    gaps = found.results.gaps
    assert gaps is not None
    assert gaps.index[gaps["action"] == "refuse"].tolist() == ["M-08"]
    assert set(gaps.index[gaps["action"] == "train"]) == {"M-07", "M-11", "M-14"}


def test_the_training_reach_is_a_setting(field_tables: dict[str, CheckedTable], chosen: Settings) -> None:
    """Where no gap can be trained away, the three are to be bought."""
    gaps = compute(field_tables, chosen.model_copy(update={"training_levels": 0.0})).gaps
    assert gaps is not None
    assert set(gaps.index[gaps["action"] == "buy"]) == {"M-07", "M-11", "M-14"}


def test_clauses_are_those_of_agreements(found: Findings[Results]) -> None:
    """Three limits concern agreements, six of which are to be decided."""
    clauses = found.results.clauses
    assert clauses is not None
    assert clauses.shape == (6, 3)
    assert found.results.of("nothing") is None


def test_nothing_at_all_gives_nothing_at_all(chosen: Settings) -> None:
    """Without a table, every result is None and nothing crashes."""
    empty = compute({}, chosen)
    names = ("field", "test", "knows", "departments", "held", "register", "waste", "gaps")
    assert all(getattr(empty, name) is None for name in names)
    assert (empty.open, empty.barriers, empty.clauses, empty.to_cease, empty.criteria) == (None,) * 5
    assert empty.barred_kinds() == ()
