"""Parameters are read without being run, and nothing but a declared, well-typed value reaches a kernel."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gtkit.errors import ConfigurationError, UnknownName
from gtkit.pipeline.parameters import Parameter, checked, declared

SOURCE = 'engagement: str = "acme"  # folder\nlang: str = None\nannual_rate: float = None\nseed: int = 1\nnote = "a=b"'
KINDS = declared({"cells": [{"cell_type": "code", "metadata": {"tags": ["parameters"]}, "source": SOURCE}]})


def _notebook(*sources: str | list[str]) -> dict[str, Any]:
    return {"cells": [{"cell_type": "code", "metadata": {"tags": ["parameters"]}, "source": s} for s in sources]}


def test_names_and_types_are_read_whatever_the_default() -> None:
    """A default that holds an equals sign hides nothing; lines may come as a list."""
    assert [p.name for p in KINDS] == ["engagement", "lang", "annual_rate", "seed", "note"]
    assert declared(_notebook(["a: int = 1\n", "b: float = None"])) == (Parameter("a", "int"), Parameter("b", "float"))


def test_the_cell_is_never_run() -> None:
    """A parameters cell that would raise is only read."""
    assert declared(_notebook("a: float = 1 / 0")) == (Parameter("a", "float"),)


@pytest.mark.parametrize("sources", [(), ("a = 1", "b = 2"), ("a = ",)])
def test_a_notebook_without_one_readable_cell_is_refused(sources: tuple[str, ...]) -> None:
    """None, two, or one that does not parse."""
    with pytest.raises(ConfigurationError):
        declared(_notebook(*sources))


def test_an_unknown_name_is_refused_with_the_nearest() -> None:
    """A slip of the hand is told what it may have meant."""
    with pytest.raises(UnknownName) as refused:
        checked({"anual_rate": 0.1}, KINDS, "--set")
    assert refused.value.hint == "annual_rate"


@given(st.text())
def test_no_name_but_a_declared_one_passes(name: str) -> None:
    """A name that holds a newline and code is one more unknown name."""
    if name not in {p.name for p in KINDS}:
        with pytest.raises(UnknownName):
            checked({name: 1}, KINDS, "--set")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("annual_rate", "0.1"),
        ("annual_rate", float("nan")),
        ("annual_rate", float("inf")),
        ("annual_rate", True),
        ("seed", 1.5),
        ("lang", 3),
        ("lang", "\ud800"),
        ("note", {"a": 1}),
    ],
)
def test_a_value_of_another_type_is_refused(name: str, value: object) -> None:
    """Text for a number, NaN, a flag for a number, a lone surrogate, an object."""
    with pytest.raises(ConfigurationError):
        checked({name: value}, KINDS, "--set")


def test_values_stay_to_the_letter() -> None:
    """An identifier with leading zeros stays text; None means "as it is"; a whole number may be a float."""
    values = {"lang": "00123", "annual_rate": 1, "seed": None, "note": "x\ny"}
    assert checked(values, KINDS, "--set") == values
