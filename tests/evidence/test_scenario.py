"""A scenario that is none refuses to exist."""

from __future__ import annotations

import pytest

from gtkit.errors import OutOfRange
from gtkit.evidence import Change, FigurePair, Level, Quantity, Scenario, Statement, Unit, Verdict

VERDICT = Verdict(level=Level.PASSED, score=100.0, criteria=(), robustness=None, statement=Statement("x"))


def test_a_difference_is_what_the_scenario_adds() -> None:
    """Played less base; None where one of them is not known."""
    base, played = Quantity(10.0, Unit.MONEY), Quantity(7.0, Unit.MONEY)
    assert FigurePair(key="figure.equity", base=base, played=played).difference == -3.0
    assert FigurePair(key="figure.equity", base=None, played=played).difference is None


def test_a_pair_has_one_unit() -> None:
    """Euros are not compared with hours, nor nothing with nothing."""
    with pytest.raises(OutOfRange, match=r"figure\.equity"):
        FigurePair(key="figure.equity", base=Quantity(1.0, Unit.MONEY), played=Quantity(1.0, Unit.HOURS))
    with pytest.raises(OutOfRange, match=r"figure\.equity"):
        FigurePair(key="figure.equity", base=None, played=None)


def test_a_change_changes_something() -> None:
    """Twice the same value is no change, and a scenario has one change at least."""
    assert Change(name="loyalty.budget", base=1.0, played=2.0).key == "budget"
    with pytest.raises(OutOfRange, match=r"loyalty\.budget"):
        Change(name="loyalty.budget", base=1.0, played=1.0)
    with pytest.raises(OutOfRange, match="changes"):
        Scenario(changes=(), base=VERDICT, played=VERDICT, figures=())
