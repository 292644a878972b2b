"""Names told in a sentence."""

from __future__ import annotations

import pytest

from gtkit.evidence import Name, Statement
from gtkit.evidence.naming import named, shortened
from gtkit.words import Words


@pytest.mark.parametrize(
    ("listed", "said"),
    [("ab", "a et b"), ("abcde", "a, b, c, d et e"), ("abcdef", "a, b, c, d, e et 1 autre")],
)
def test_what_is_left_out_is_counted(listed: str, said: str) -> None:
    """Up to five names stand alone; beyond, the sentence says how many follow."""
    assert Words.of("fr").value(named(listed)) == said


def test_the_rest_is_said_in_each_language() -> None:
    """Seven names, five told, two more; nobody, nothing."""
    assert Words.of("fr").value(named("abcdefg")) == "a, b, c, d, e et 2 autres"
    assert Words.of("en").value(named("abcdefg", most=2)) == "a, b and 5 more"
    assert named([]) == ()


def test_a_name_with_a_remark_is_shortened_alike() -> None:
    """Statements stand among names, and are counted with them."""
    remark = Statement("barrier.doubtful", {"name": Name("a"), "doubts": (Name("b"), Name("c"))})
    assert Words.of("en").value(shortened([remark, Name("d"), Name("e")], most=1)) == "a (b and c) and 2 more"
