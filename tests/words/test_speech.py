"""Sentences made of catalogue keys and values."""

from __future__ import annotations

from datetime import date

import pytest

from gtkit.errors import UnknownName
from gtkit.evidence import Interval, Name, Quantity, Statement, Term, Unit
from gtkit.words import Words

FR, EN = Words.of("fr", "EUR"), Words.of("en", "EUR")


def test_a_statement_becomes_a_sentence_in_both_languages() -> None:
    """The same statement is said in French and in English, values included."""
    said = Statement("decision.effect", {"x": Quantity(1500, Unit.MONEY)})
    assert FR.say(said) == "effet attendu\u00a0: 1\u202f500\u00a0€"
    assert EN.say(said) == "expected effect: €1,500"


def test_a_plural_follows_the_value_called_n() -> None:
    """One and several take their own form; French counts zero as one."""
    values = {"hours": Quantity(2, Unit.HOURS), "names": (Name("A"),)}
    values |= {"cost": Quantity(9, Unit.MONEY), "margin": Quantity(9, Unit.MONEY)}
    one, two = (Statement("decision.stop_serving", values | {"n": Quantity(n, Unit.COUNT)}) for n in (1, 2))
    assert "un client" in FR.say(one)
    assert "2 clients" in FR.say(two)


def test_a_message_without_a_plural_is_said_of_one_and_of_many() -> None:
    """A value called n in a message of one form changes the figure, never the sentence into its key."""
    said = [EN.say("answer.n", n=Quantity(n, Unit.COUNT)) for n in (0, 1, 2)]
    assert [text[-1] for text in said] == ["0", "1", "2"]


def test_every_kind_of_value_can_stand_in_a_sentence() -> None:
    """Names, terms, nested statements, dates and lists are said as the language says them."""
    assert FR.value(Name("O’Brien & Fils")) == "O’Brien & Fils"
    assert FR.value(Term("level.passed")) == "Oui"
    assert FR.value(Statement("level.failed")) == "Non"
    assert EN.value(date(2026, 6, 30)) == "30 June 2026"
    assert FR.value((Name("a"), Name("b"), Name("c"))) == "a, b et c"
    assert FR.value(()) == ""


def test_names_of_which_one_holds_a_comma_are_quoted() -> None:
    """Three names stay three: each is quoted, what is no name is not; without a comma none is."""
    names = (
        Name("Vérins sur mesure, prix imposé"),
        Name("Joints"),
        Statement("listing.more", {"n": Quantity(2, Unit.COUNT)}),
    )
    assert FR.value(names) == "«\u00a0Vérins sur mesure, prix imposé\u00a0», «\u00a0Joints\u00a0» et 2 autres"
    assert EN.value(names) == "“Vérins sur mesure, prix imposé”, “Joints” and 2 more"
    assert EN.value(names[1:]) == "Joints and 2 more"


def test_a_day_is_one_in_the_language() -> None:
    """French says none and one in the singular, English one alone; what rounds to one is one."""
    said = [[words.figure(days, Unit.DAYS)[2:] for days in (0.0, 1.0, 1.4, 2.0)] for words in (FR, EN)]
    assert said == [["jour", "jour", "jour", "jours"], ["days", "day", "day", "days"]]


def test_an_interval_says_its_level() -> None:
    """The bounds bear the unit, and the level is told."""
    share = Quantity(0.5, Unit.SHARE, Interval(0.4, 0.6, 0.95))
    assert EN.interval(share) == "40% to 60% (95% interval)"
    assert EN.interval(Quantity(0.5, Unit.SHARE)) == ""


def test_data_in_a_sentence_is_never_read_as_a_template() -> None:
    """A name that looks like a placeholder stays as it is."""
    said = Statement("decision.launch_plans", {"n": Quantity(1, Unit.COUNT), "names": (Name("{n.__class__}"),)})
    assert "{n.__class__}" in FR.say(said)


def test_what_the_catalogue_does_not_hold_is_refused() -> None:
    """An unknown language, key, or a value that was not given is named."""
    with pytest.raises(UnknownName, match="lang"):
        Words.of("de")
    with pytest.raises(UnknownName, match="words/fr"):
        FR.say("no.such.key")
    with pytest.raises(UnknownName, match=r"decision\.effect"):
        FR.say("decision.effect")
