"""Numbers read for a whole column at once are those that are read one by one."""

from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gtkit.intake.values.numbers import read_numbers
from gtkit.intake.values.plain_numbers import read_plain

GROUPED = st.builds(
    lambda sign, whole, group, tail: sign + f"{whole:,}".replace(",", group) + tail,
    st.sampled_from(["", "-", "−"]),
    st.integers(0, 10**16),
    st.sampled_from(["", " ", "\u00a0", "\u202f", "\u2009", "'", "’"]),
    st.sampled_from(["", ",5", ".5", ",07", ".25", ",123", " €", ",50 €", ",50\u00a0€", "€", "-", " %", " EUR"]),
)
TEXTS = st.lists(st.text("0123 ,.-€'\u202fx\0", max_size=12) | GROUPED, max_size=8)


def spelled(text: str) -> tuple[float, str]:
    """A text of the usual forms as `float` reads it, and its decimal mark."""
    bare = re.sub("[ \u00a0\u202f\u2009'’€]", "", text.replace("−", "-"))
    return float(bare.replace(",", ".")), "".join(re.findall("[.,]", bare))


@given(TEXTS)
@example(["-0", "-0,0", "999999999999999", "0,01", "9999999999999,99", "1\0"])
def test_a_value_is_the_float_that_is_written(texts: list[str]) -> None:
    """To the last bit, the sign of zero included; the decimal mark and the euro are seen."""
    plain = read_plain(texts)
    for at in np.flatnonzero(plain.known).tolist():
        value, mark = spelled(texts[at])
        assert repr(float(plain.values[at])) == repr(value)
        assert (plain.comma[at], plain.point[at]) == (mark == ",", mark == ".")
        assert plain.euro[at] == ("€" in texts[at])
    assert np.isnan(plain.values[~plain.known]).all()


@given(GROUPED)
def test_what_is_read_at_once_is_what_the_grammar_reads(text: str) -> None:
    """Dressed in parentheses, a text goes by the grammar alone: what it says there is what was read here, negated."""
    plain = read_plain([text])
    if not plain.known[0] or text.startswith(("-", "−")):
        return
    dressed = read_numbers([f"({text})"], currency="EUR")
    assert dressed.problems == ()
    assert dressed.values.tolist() == [-plain.values[0]]


@pytest.mark.parametrize(
    "text", ["1250", "-3", "1250,5", "0.50", "1 234", "1\u202f234\u202f567,89", "12 €", "1’000.5€"]
)
def test_the_usual_forms_are_all_read(text: str) -> None:
    """None of what nearly every export writes is left to be read one by one."""
    assert read_plain([text]).known.all()


@pytest.mark.parametrize(
    "text", ["", "-", "€", "1 23", "12 34", "0 123", "1,234", "1.234,5", "(5)", "5-", "1e3", "٣", ",5"]
)
def test_other_forms_are_left(text: str) -> None:
    """They may be numbers all the same: the grammar says so."""
    assert not read_plain([text]).known.any()


def test_a_long_column_is_read_like_a_short_one() -> None:
    """Texts are looked at in blocks; none is lost between two."""
    texts = [f"{n},25" for n in range(120_003)]
    assert read_plain(texts).values.tolist() == [n + 0.25 for n in range(120_003)]
