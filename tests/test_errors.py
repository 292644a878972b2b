"""Errors are facts."""

from __future__ import annotations

import pytest

from gtkit.errors import GtkitError, OutOfRange, UnknownName


def test_an_error_lines_its_facts_up() -> None:
    """A developer reads where, found, expected and hint in one line."""
    error = UnknownName("engagement.toml", found="anual_rate", expected="a setting", hint="annual_rate")
    assert str(error) == "engagement.toml; found 'anual_rate'; expected a setting; hint: annual_rate"


def test_facts_that_are_not_known_are_not_told() -> None:
    """An error with a place alone says only the place."""
    assert str(GtkitError("here")) == "here"


def test_a_bad_number_is_also_a_value_error() -> None:
    """Callers who know only Python's own errors still catch it."""
    with pytest.raises(ValueError, match="rate"):
        raise OutOfRange("rate", found=2)
