"""The synthesis's tables: decisions asked, decisions of before, verdicts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd

from gtkit.evidence import Answer, Decision, DecisionKind, Level, Name, Part, Statement, Term
from gtkit.evidence.quantities import count, per_year
from gtkit.present import Origin, follow_up_table, register_table, verdicts_table
from gtkit.words import Words

EN = Words.of("en", "EUR")


def test_the_register_says_who_when_and_what_for(origin: Origin) -> None:
    """One line a decision, its effect or a dash, and the épreuve that asks for it."""
    asked = Decision(
        kind=DecisionKind.STOP,
        statement=Statement("decision.measure_time"),
        owner=Term("owner.sales"),
        horizon_months=3,
        effect=per_year(12_000),
    )
    table = register_table(((3, asked), (5, replace(asked, kind=DecisionKind.DO, effect=None))), EN, origin)
    assert table.told == "2 decisions are asked, 1 of them to stop something."
    assert [row[4] for row in table.rows] == ["€12,000 a year", "–"]
    assert [row[5] for row in table.rows] == ["3", "5"]


def test_a_remark_follows_the_decision_in_the_register(origin: Origin) -> None:
    """What another épreuve asks about the same customers stands in the same cell."""
    values = {"n": count(2), "number": Name("3")}
    asked = Decision(
        kind=DecisionKind.STOP,
        statement=Statement("decision.measure_time"),
        owner=Term("owner.sales"),
        horizon_months=3,
        remark=Statement("register.shared_all", values),
    )
    (row,) = register_table(((4, asked),), EN, origin).rows
    assert row[0] == f"{EN.say('decision.measure_time')} {EN.say('register.shared_all', **values)}"


def test_earlier_decisions_are_followed_to_their_end(origin: Origin) -> None:
    """An open decision that is due is overdue; one due later is not; a blank effect is a dash."""
    earlier = pd.DataFrame(
        {
            "label": ["b", "a", "c"],
            "decided_on": pd.to_datetime(["2026-02-01", "2026-01-01", "2026-03-01"]),
            "owner": ["", "Direction", "Direction"],
            "due_on": pd.to_datetime(["2026-06-01", "2026-05-01", None]),
            "status": ["open", "done", "open"],
            "effect": [np.nan, 5000.0, np.nan],
        }
    )
    table = follow_up_table(earlier, date(2026, 6, 30), EN, origin)
    assert [row[0] for row in table.rows] == ["a", "b", "c"]
    assert [row[4] for row in table.rows] == ["done", "open, overdue", "open"]
    assert table.rows[1][2] == table.rows[2][3] == table.rows[1][5] == "–"
    assert table.told == "1 of the 2 decisions that are due are done; 2 decisions are still open."


def test_the_five_verdicts_stand_with_their_score_and_constancy(origin: Origin) -> None:
    """A verdict that could not be replayed has a dash, and each épreuve counts its own answers."""
    part = Part(
        name=Term("epreuve.customer_value.title"),
        level=Level.PASSED,
        reason=Statement("x"),
        number=3,
        slug="customer_value",
        anchor="verdict",
    )
    known = Answer(
        question="3.1",
        level=Level.PASSED,
        statement=Statement("x"),
        n=1,
        as_of=date(2026, 6, 30),
        sources=origin.sources,
    )
    answers = (known, replace(known, question="3.10", level=Level.UNDETERMINED), replace(known, question="5.1"))
    table = verdicts_table((part,), {"customer_value": (66.7, None)}, answers, EN, origin)
    assert table.rows[0][1:] == ("Yes", "67", "–", "1 of 2")
    assert table.told == "1 test of five is passed without condition."
