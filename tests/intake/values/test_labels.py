"""Texts, identifiers, choices, flags, pseudonyms."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gtkit.contracts import TABLES, Choice
from gtkit.intake.values.labels import (
    pseudonym,
    read_choices,
    read_currencies,
    read_flags,
    read_identifiers,
    read_texts,
)

PHASES = TABLES["customers"].column("phase").choices


def test_identifiers_are_kept_to_the_letter() -> None:
    """Zeros, exponents and the words that pandas takes for missing are all identifiers."""
    ids = ["00123", "1E5", "NA", "NULL", "None", "nan", "N/A", "-1", "1.0", "TRUE", "é"]
    assert read_identifiers(ids).values.tolist() == ids
    assert read_identifiers([123.0, 7, '="00123"', 1.5]).values.tolist() == ["123", "7", "00123", "1.5"]


def test_identifiers_that_excel_spoiled_are_told() -> None:
    """A code that lost digits or became a date is an error, whatever it looks like now."""
    problems = read_identifiers([1234567890123456789, "1234567890123456789", dt.date(2025, 1, 2)]).problems
    assert [(p.code, p.at) for p in problems] == [("id_rounded", 0), ("id_became_date", 2)]


@pytest.mark.parametrize("written", ["en développement", "EN DEVELOPPEMENT", "developing", "Developing "])
def test_a_choice_is_read_in_both_languages(written: str) -> None:
    """French word, English word or key, whatever the case and accents."""
    assert read_choices([written], PHASES).values.tolist() == ["developing"]


def test_an_unknown_choice_names_what_is_accepted_and_what_comes_nearest() -> None:
    """The remedy lists the words in both languages."""
    reading = read_choices(["matur", "", "?"], PHASES)
    assert [(p.code, p.at) for p in reading.problems] == [("unknown_choice", 0), ("unknown_choice", 2)]
    facts = reading.problems[0].facts
    assert facts["nearest"] == "mature"
    assert [name.text for name in facts["accepted_fr"]] == ["en développement", "mature", "en déclin"]  # type: ignore


def test_flags_are_yes_or_no_and_nothing_else() -> None:
    """Words, marks and typed flags are read; anything else is told and stays no."""
    reading = read_flags(["Oui", "x", 1, True, "VRAI", "non", 0, "", "peut-être", 2])
    assert reading.values.tolist() == [True] * 5 + [False] * 5
    assert [(p.code, p.at) for p in reading.problems] == [("bad_flag", 8), ("bad_flag", 9)]


def test_a_pseudonym_hides_and_keeps_apart() -> None:
    """Twelve digits, the same for the same person under one salt, another under another; blank stays blank."""
    names = ["P07", "P08", "Noël", "\ud800"]
    hidden = [pseudonym(name, b"salt") for name in names]
    assert len(set(hidden)) == len(names)
    assert all(len(one) == 12 and int(one, 16) >= 0 for one in hidden)
    assert pseudonym("P07", b"other") != hidden[0]
    assert pseudonym("", b"salt") == ""


@given(st.lists(st.text(max_size=20)))
def test_text_that_is_not_guarded_stays_as_it_is(texts: list[str]) -> None:
    """Reading changes only Excel's own two ways of forcing a text."""
    plain = [text for text in texts if not text.startswith(("'", '="'))]
    assert read_texts(plain).values.tolist() == plain


def test_choices_take_any_contract() -> None:
    """The accepted words come from the contract given, not from a list of ours."""
    assert read_choices(["oui-da"], [Choice("y", "Oui da", "Yes")]).values.tolist() == ["y"]


def test_currencies_are_codes_in_any_case() -> None:
    """Signs stand for their code; what is no ISO 4217 code is told where it stands, and read as nothing."""
    reading = read_currencies(["usd", "CHF", "£", "EURO", "", "euro"])
    assert reading.values.tolist() == ["USD", "CHF", "GBP", "", "", ""]
    assert [(problem.code, problem.at) for problem in reading.problems] == [
        ("unknown_currency", 3),
        ("unknown_currency", 5),
    ]
