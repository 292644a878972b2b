"""An answer, its exhibits, and what it waits for."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from gtkit.evidence import Answer
from gtkit.present import answer_card, caveats, exhibit_list, plate, segment_shares, whale_curve
from gtkit.words import Words

FR, EN = Words.of("fr", "EUR"), Words.of("en", "EUR")


def test_a_question_has_its_anchor_its_level_and_its_source(answer: Answer, dom: Any) -> None:
    """Section q-3-9 bears the seed's question, the level in a word, the sentence, n and the files."""
    page = dom(str(answer_card(answer, FR).html))
    assert page.all("section")[0]["id"] == "q-3-9"
    assert [level for level, _ in page.headings] == [3]
    for told in (FR.say("question.3.9"), "Sous conditions", "n = 6", "ventes_2026.csv", "<script>alert(1)</script>"):
        assert told in page.text
    assert page.active == []


@pytest.mark.parametrize(("words", "heading"), [(FR, "Temps › Heures"), (EN, "Time › Hours")])
def test_an_undetermined_answer_says_what_is_missing(
    undetermined: Answer, words: Words, heading: str, dom: Any
) -> None:
    """Table and column as the workbook heads them; a setting keeps its own name, set as code."""
    card = answer_card(undetermined, words)
    page = dom(str(card.html))
    assert heading in page.text
    assert "margin_rate" in page.text
    assert {"class": "trace"} in page.all("code")
    assert "n =" not in page.text
    assert card.sentence[0].isupper()


@pytest.mark.parametrize(("words", "summary"), [(FR, "Comment c’est établi"), (EN, "How this is established")])
def test_an_answer_opens_on_its_method(answer: Answer, words: Words, summary: str, dom: Any) -> None:
    """The note of question 3.9 stands last, closed, under its summary, once."""
    card = answer_card(answer, words)
    page = dom(str(card.html))
    assert card.method == words.say("how.3.9")
    assert [tag["class"] for tag in page.all("details")] == ["method"]
    assert "open" not in page.all("details")[0]
    assert page.text.count(summary) == 1
    assert " ".join(page.text.split()).endswith(" ".join(card.method.split()))


def test_a_question_whose_method_is_to_come_has_no_note(answer: Answer, dom: Any) -> None:
    """What the catalogue does not know is not promised: no empty details."""
    card = answer_card(replace(answer, question="4.10"), FR)
    assert card.method is None
    assert dom(str(card.html)).all("details") == []


def test_a_plate_without_result_is_left_out(answer: Answer, results: Any) -> None:
    """None and an empty list of doubts show nothing; what exists is made in the order asked."""
    card = answer_card(
        answer,
        FR,
        plate(segment_shares, results.segments),
        plate(whale_curve, None),
        plate(caveats, ()),
        plate(whale_curve, results.whale),
    )
    assert [e.kind for e in card.exhibits] == ["figure", "figure"]
    assert all(exhibit.html in card.html for exhibit in card.exhibits)


def test_an_answer_marks_its_place_in_the_contents(answer: Answer) -> None:
    """Anchor, number, question and level."""
    assert answer_card(answer, EN).marker == {
        "kind": "answer",
        "anchor": "q-3-9",
        "number": "3.9",
        "heading": EN.say("question.3.9"),
        "level": "conditional",
        "level_word": "On conditions",
    }


def test_more_exhibits_follow_under_a_heading_of_the_page(answer: Answer, results: Any) -> None:
    """The list makes what exists, in order, from the answer's own files, and has no line in the contents."""
    shown = exhibit_list(answer, FR, plate(whale_curve, None), plate(whale_curve, results.whale))
    assert [e.kind for e in shown.exhibits] == ["figure"]
    assert shown.exhibits[0].html in shown.html
    assert "ventes_2026.csv" in shown.html
    assert shown.marker == {"kind": "exhibits"}
    assert shown.told == shown.exhibits[0].told
