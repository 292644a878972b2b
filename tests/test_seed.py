"""Every line of the source text leads to an answer in the published pages."""

from __future__ import annotations

import json
import re
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from gtkit.words import Words
from gtkit.words.catalogue import keys

SEED = (Path(__file__).parent / "references" / "seed.txt").read_text(encoding="utf-8").splitlines()
QUESTIONS = {0: (1, 2), 1: range(14), 2: range(9), 3: range(11), 4: range(12), 5: range(9)}
ROWS = [f"{n}.{k}" for n, last in QUESTIONS.items() for k in last]
LEADS_TO = """
    1-7>0.1; 14-15>1.0; 18>1.1 1.2 1.3 1.4; 20>1.5; 22>1.6 1.7 1.8; 23>1.9; 24>1.10; 25>1.11; 26>1.12; 27>1.13;
    31-32>2.0; 35>2.1; 36>2.2 2.3; 38>2.4; 40>2.5; 42>2.6; 43>2.7; 44>2.8; 48-49>3.0; 52>3.1; 53>3.2; 54>3.3; 56>3.4;
    58>3.5; 60>3.6; 62>3.7; 63>3.8; 64>3.9; 65>3.10; 69-70>4.0; 73>4.1; 75>4.2; 77>4.3; 79>4.4 4.5; 80>4.5; 82>4.6;
    83>4.7; 84>4.8; 85>4.9; 86>4.10; 87>4.11; 91-92>5.0; 95>5.1 5.2; 97>5.3 5.4; 99>5.5; 100>5.6; 101>5.7; 102>5.8;
    104>0.2
"""


def leads() -> dict[int, list[str]]:
    """Line of the seed, from 1 -> rows that it leads to."""
    found = {}
    for part in LEADS_TO.split(";"):
        lines, rows = part.strip().split(">")
        first, _, last = lines.partition("-")
        found |= {line: rows.split() for line in range(int(first), int(last or first) + 1)}
    return found


def anchor(row: str) -> str:
    """The id of a row's answer in its page."""
    return "q-" + row.replace(".", "-")


class Answers(HTMLParser):
    """The sections of a page by their id, and the text inside each; what tells the method is kept apart."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.texts: dict[str, str] = {}
        self.methods: dict[str, str] = {}
        self._open = ""
        self._in_method = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "section":
            self._open = dict(attrs).get("id") or ""
            self.texts.setdefault(self._open, "")
        if tag == "details" and dict(attrs).get("class") == "method":
            self._in_method = True
            self.methods[self._open] = ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "details":
            self._in_method = False

    def handle_data(self, data: str) -> None:
        if self._open:
            (self.methods if self._in_method else self.texts)[self._open] += data


@pytest.fixture(scope="module", params=["fr", "en"])
def lang(request: pytest.FixtureRequest) -> str:
    """Each language in turn."""
    return str(request.param)


@pytest.fixture(scope="module")
def pages(lang: str, published: Path) -> dict[str, Answers]:
    """Number of each épreuve -> its page."""
    files = sorted((published / lang).glob("[0-5]_*.html"))
    return {file.name[0]: Answers(file.read_text(encoding="utf-8")) for file in files}


@pytest.fixture(scope="module")
def answered(pages: dict[str, Answers]) -> dict[str, str]:
    """Row -> text of its answer in the page of its épreuve, without its method."""
    return {row: pages[row[0]].texts[anchor(row)] for row in ROWS if anchor(row) in pages[row[0]].texts}


def test_every_line_of_the_seed_leads_to_rows() -> None:
    """Each of its 60 lines that says something is mapped, and all 57 rows are reached."""
    said = {number for number, line in enumerate(SEED, 1) if line.strip()}
    assert said == set(leads())
    assert len(said) == 60
    assert {row for rows in leads().values() for row in rows} == set(ROWS)
    assert len(ROWS) == 57


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_row_is_a_question_that_people_read(lang: str) -> None:
    """A heading for each row, in each language."""
    assert {f"question.{row}" for row in ROWS} <= keys(lang)


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_method_is_told_in_a_few_sentences(lang: str) -> None:
    """Each note is about a row, and has two to four sentences of 120 to 700 characters in all."""
    notes = {key.removeprefix("how."): Words.of(lang).say(key) for key in keys(lang) if key.startswith("how.")}
    assert notes.keys() <= set(ROWS)
    sentences = {row: len(re.findall(r"\.(?=\s|$)", note)) for row, note in notes.items()}
    assert {row: n for row, n in sentences.items() if not 2 <= n <= 4} == {}
    assert {row: len(note) for row, note in notes.items() if not 120 <= len(note) <= 700} == {}


@pytest.fixture(scope="module")
def told(published: Path) -> dict[str, Any]:
    """Row -> its answer in results.json."""
    results = json.loads((published / "results.json").read_text(encoding="utf-8"))
    return {a["question"]: a for found in results["epreuves"].values() for a in found["findings"]["answers"]}


@pytest.mark.xdist_group("published")
def test_every_row_is_answered_or_says_why_not(answered: dict[str, str], told: dict[str, Any], lang: str) -> None:
    """57 anchors, each with its verdict word; an answer bears its number, date and file, another its reason."""
    assert sorted(answered) == sorted(told) == sorted(ROWS)
    words = Words.of(lang)
    for row, text in answered.items():
        level = told[row]["level"]
        heading = words.say(f"question.{row}")
        reply = text.partition(heading)[2]
        assert words.say(f"level.{level}") in reply, row
        if level == "undetermined":
            assert told[row]["statement"]["key"].startswith("reason."), row
        else:
            assert words.count(told[row]["n"]) in reply, row
            assert words.say("source") in reply, row
            assert words.date(date.fromisoformat(told[row]["as_of"])) in reply, row
        assert len(reply.split()) > 8, row


@pytest.mark.xdist_group("published")
def test_most_rows_are_answered_on_the_worked_example(told: dict[str, Any]) -> None:
    """At least 35 of the 57; what is not answered waits for a method to come, and names it."""
    waiting = {row: a["statement"]["key"] for row, a in told.items() if a["level"] == "undetermined"}
    assert len(ROWS) - len(waiting) >= 35
    assert set(waiting.values()) == {"reason.later"}


@pytest.mark.xdist_group("published")
def test_every_answer_leads_to_its_method(pages: dict[str, Answers], told: dict[str, Any], lang: str) -> None:
    """Each row that a method answers bears its note on the page; one that waits for a method has none."""
    known = {row for row, answer in told.items() if answer["statement"]["key"] != "reason.later"}
    assert {key.removeprefix("how.") for key in keys(lang) if key.startswith("how.")} == known
    words = Words.of(lang)
    for row in ROWS:
        shown = pages[row[0]].methods.get(anchor(row))
        assert shown == (words.say("answer.method") + words.say(f"how.{row}") if row in known else None), row
