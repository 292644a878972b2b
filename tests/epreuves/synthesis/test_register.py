"""The register of decisions, and those that come first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from gtkit.epreuves.findings import Findings
from gtkit.epreuves.synthesis.register import register_of
from gtkit.evidence import DecisionKind
from gtkit.words import Words

from .conftest import decision, finding

Five = Callable[..., dict[str, Findings[Any]]]
STOP, DO, MEASURE = DecisionKind.STOP, DecisionKind.DO, DecisionKind.MEASURE


def test_every_decision_stands_once_in_the_order_of_the_epreuves(five: Five) -> None:
    """Two of épreuve 3 and one of épreuve 1: three lines, épreuve 1 first."""
    three = finding(3, decisions=(decision(DO, 10), decision(STOP, 5)))
    register = register_of(five(customer_value=three, perimeter=finding(1, decisions=(decision(MEASURE),))), {})
    assert [(n, d.kind) for n, d in register.entries] == [(1, MEASURE), (3, DO), (3, STOP)]


def test_no_epreuve_is_left_out_of_the_first_screen_by_the_larger_effects_of_another(five: Five) -> None:
    """The first decision of each épreuve comes before a second one, whatever its effect; stops are told first."""
    three = finding(3, decisions=(decision(DO, 10), decision(DO, 1_000_000)))
    register = register_of(five(customer_value=three, perimeter=finding(1, decisions=(decision(STOP),))), {})
    assert [d.kind for d in register.first(2)] == [STOP, DO]
    assert register.first(2)[1].effect == decision(DO, 10).effect
    assert len(register.first(20)) == 3


def test_without_a_decision_the_register_is_empty(five: Five) -> None:
    """Nothing asked, nothing told."""
    assert register_of(five(), {}).first(5) == ()


def test_of_two_decisions_about_the_same_customers_the_larger_stands_for_both(five: Five) -> None:
    """Most of them shared: one is told first; few shared, or no effect known: both are."""
    first, second = decision(STOP, 10, customers=("a", "b", "c")), decision(STOP, 20, customers=("b", "c", "d", "e"))
    findings = five(customer_value=finding(3, decisions=(first,)), loyalty=finding(4, decisions=(second,)))
    assert [told.effect for told in register_of(findings, {}).first(5)] == [second.effect]
    assert len(register_of(findings, {}).entries) == 2
    apart = decision(STOP, 10, customers=("a", "b", "x"))
    findings = five(customer_value=finding(3, decisions=(apart,)), loyalty=finding(4, decisions=(second,)))
    assert len(register_of(findings, {}).first(5)) == 2


@pytest.mark.parametrize(
    ("third", "fourth", "at_third", "at_fourth"),
    [
        ("abc", "bcd", "2 of these 3 customers, all but Ace, are", "2 of these 3 customers, all but d, are"),
        ("ab", "bcd", "One of these 2 customers (Bee) is", "One of these 3 customers (Bee) is"),
        ("ab", "abcde", "These 2 customers are all", "2 of these 5 customers (Ace and Bee) are"),
        ("a", "a", "This customer is", "This customer is"),
    ],
)
def test_one_decision_asked_twice_says_so_and_names_whom_it_is_about(
    third: str, fourth: str, at_third: str, at_fourth: str, five: Five
) -> None:
    """Both lines say how many customers they share with the other épreuve's, and name the fewer of the two groups."""
    entries = register_of(
        five(
            customer_value=finding(3, decisions=(decision(STOP, 1, customers=tuple(third)),)),
            loyalty=finding(4, decisions=(decision(STOP, 2, customers=tuple(fourth)),)),
        ),
        {"a": "Ace", "b": "Bee", "d": ""},
    ).entries
    for (_, told), start, other in zip(entries, (at_third, at_fourth), (4, 3), strict=True):
        assert told.remark is not None
        said = Words.of("en").say(told.remark)
        assert said.startswith(start)
        assert f"a decision of test {other}:" in said


def test_decisions_about_others_or_of_another_kind_bear_no_remark(five: Five) -> None:
    """Nobody shared, a thing to do beside a thing to stop, or two of one épreuve: nothing is said."""
    a, b = decision(STOP, 1, customers=("a",)), decision(STOP, 1, customers=("b",))
    for one, other in ((a, b), (a, decision(DO, 1, customers=("a",))), (decision(STOP), decision(STOP))):
        findings = five(customer_value=finding(3, decisions=(one, one)), loyalty=finding(4, decisions=(other,)))
        assert all(told.remark is None for _, told in register_of(findings, {}).entries)
