"""Changes of settings as a line of text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gtkit.engagement.overrides import line, override, overrides
from gtkit.errors import ConfigurationError

NAMES = st.from_regex(r"[a-z]{1,8}\.[a-z_]{1,8}", fullmatch=True)
VALUES = st.one_of(st.integers(), st.floats(allow_nan=False, allow_infinity=False))


@given(st.dictionaries(NAMES, VALUES, max_size=5))
def test_a_line_is_read_back_as_it_was_written(changes: dict[str, float]) -> None:
    """Writing and reading keep every name and value."""
    assert overrides(line(changes)) == {name: str(value) for name, value in changes.items()}


@pytest.mark.parametrize("text", ["", "annual_rate", "=3", "a.b=", "  =  "])
def test_what_is_no_change_is_refused(text: str) -> None:
    """A name and a value are needed; the message shows one that is right."""
    with pytest.raises(ConfigurationError, match="customer_value"):
        override(text)


def test_a_value_that_would_part_the_line_is_refused() -> None:
    """A semicolon inside a value would start another change."""
    with pytest.raises(ConfigurationError):
        line({"loyalty.label": "a; customer_value.annual_rate=9"})
