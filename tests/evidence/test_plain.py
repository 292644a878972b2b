"""Evidence as JSON."""

from __future__ import annotations

import json
from datetime import date
from types import MappingProxyType

import pytest

from gtkit.contracts import Source
from gtkit.errors import OutOfRange
from gtkit.evidence import Answer, Interval, Level, Name, Quantity, Statement, Unit
from gtkit.evidence.plain import plain


def test_an_answer_survives_json() -> None:
    """Every field is there under its own name, enumerations by value, dates in ISO."""
    answer = Answer(
        question="3.5",
        level=Level.PASSED,
        statement=Statement(
            "answer.3.5.passed", {"total": Quantity(2.5, Unit.MONEY, Interval(1, 3)), "who": (Name("é"),)}
        ),
        n=3,
        as_of=date(2026, 6, 30),
        sources=(Source(file="a.csv", sha256="0", dropped=MappingProxyType({"total_row": 1})),),
    )
    told = json.loads(json.dumps(plain(answer)))
    assert told["level"] == "passed"
    assert told["as_of"] == "2026-06-30"
    assert told["statement"]["values"]["total"] == {
        "value": 2.5,
        "unit": "money",
        "interval": {"low": 1.0, "high": 3.0, "level": 0.9},
    }
    assert told["sources"][0]["dropped"] == {"total_row": 1}


def test_the_order_of_a_mapping_does_not_change_the_bytes() -> None:
    """Keys are sorted: the same facts are the same text."""
    assert json.dumps(plain({"b": 1, "a": 2})) == json.dumps(plain({"a": 2, "b": 1}))


def test_what_is_no_number_or_no_evidence_is_refused() -> None:
    """NaN and infinity are out of range; an unknown object is a type error."""
    with pytest.raises(OutOfRange):
        plain(float("nan"))
    with pytest.raises(TypeError, match="object"):
        plain(object())
