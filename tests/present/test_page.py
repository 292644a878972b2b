"""What a page says of itself, and the index of a run."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from gtkit.evidence import Change, Level
from gtkit.present.page import PageBlock, PageLink, run_index
from gtkit.present.scenario import scenario_title

TOLD = {
    "lang": "en",
    "organisation": "A & B <script>",
    "title": "Truth test",
    "confidentiality": "Secret",
    "version": "v2",
    "as_of": "2026-06-30",
    "currency": "EUR",
    "firm": {"name": "Firm", "address": "", "email": "a@b.example", "role": "Consultant"},
    "status": "draft",
    "adapted": True,
}


def test_a_block_reads_what_it_is_told() -> None:
    """Texts, date, firm without its empty lines, status in words."""
    page = PageBlock.read(TOLD)
    assert (page.organisation, page.confidentiality, page.version) == ("A & B <script>", "Secret", "v2")
    assert page.as_of == date(2026, 6, 30)
    assert page.firm_lines == ("Firm", "Consultant")
    assert page.email == "a@b.example"
    assert page.status_word == "draft"
    assert page.adapted
    assert not page.internal


@pytest.mark.parametrize("told", [{}, {"lang": "de", "as_of": "tomorrow", "firm": "x", "organisation": 3}])
def test_a_block_survives_what_it_is_not_told(told: dict[str, object]) -> None:
    """A page without metadata, or with foreign ones, is still a page, in French."""
    page = PageBlock.read(told)
    assert page.words.lang == "fr"
    assert page.as_of is None
    assert page.firm_lines == ()
    assert page.organisation == ""


def test_a_status_of_another_word_is_kept() -> None:
    """What the catalogue does not know is shown as given."""
    assert PageBlock.read(TOLD | {"status": "à revalider"}).status_word == "à revalider"


def test_the_index_leads_to_each_page_with_its_verdict(dom: Any) -> None:
    """Links in order, verdict in words, one h1, the policy, names as text."""
    links = (
        PageLink(href="fr/3_customer_value.html", title="Third <b>", level=Level.FAILED),
        PageLink(href="fr/4_loyalty.html", title="Fourth", level=Level.UNDETERMINED),
    )
    html = run_index(links, PageBlock.read(TOLD))
    page = dom(html)
    assert [a["href"] for a in page.all("a")] == [
        "#main",
        "fr/3_customer_value.html",
        "fr/4_loyalty.html",
        "mailto:a@b.example",
    ]
    for told in ("Third <b>", "No", "Undetermined", "2 pages published", "Secret", "30 June 2026", "v2"):
        assert told in page.text
    assert [level for level, _ in page.headings] == [1, 2]
    assert page.all("html")[0]["lang"] == "en"
    assert "Partial" not in page.text
    assert html.startswith("<!DOCTYPE html>")


def test_a_partial_run_says_so() -> None:
    """The index of a run of some épreuves only is marked."""
    link = PageLink(href="x.html", title="X", level=Level.PASSED)
    assert "Partiel" in run_index((link,), PageBlock.read({"lang": "fr"}), partial=True)


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_index_of_a_what_if_says_so(lang: str) -> None:
    """The standing and a notice name the scenario and its setting; the base's index says nothing of the kind."""
    link = PageLink(href="x.html", title="X", level=Level.PASSED)
    page, change = PageBlock.read({"lang": lang}), Change(name="customer_value.annual_rate", base=0.10, played=0.12)
    told, word = run_index((link,), page, changes=(change,)), page.words.say("page.scenario")
    assert f'<li class="confidentiality">{word}</li>' in told
    assert page.words.say(scenario_title((change,), page.words)) in told
    assert word not in run_index((link,), page)


def test_a_page_is_a_scenario_only_when_it_is_told_so() -> None:
    """True and nothing else."""
    assert [PageBlock.read({"scenario": told}).scenario for told in (True, "yes", None)] == [True, False, False]


def test_an_index_without_title_bears_a_general_one() -> None:
    """The pipeline blanks the title of the first épreuve: the index says what all of them are."""
    link = PageLink(href="x.html", title="X", level=Level.PASSED)
    assert "<h1>Truth tests</h1>" in run_index((link,), PageBlock.read(TOLD | {"title": ""}))


def test_each_printed_sheet_says_whose_it_is_and_how_confidential() -> None:
    """Organisation and title at the top, confidentiality, date, version and status at the foot, as escaped texts."""
    page = PageBlock.read(TOLD)
    assert page.running_head == r'"A \26  B \3c script\3e  \2014  Truth test"'
    foot = re.sub(r"\\([0-9a-f]+) ", lambda m: chr(int(m[1], 16)), page.running_foot)
    assert foot == '"Secret · Data as of 30 June 2026 · Version: v2 · Status: draft"'
    untold = PageBlock.read({})
    assert untold.words.say("page.organisation")[:5] in untold.running_head


def test_a_page_wears_the_look_of_its_firm(dom: Any) -> None:
    """The logo speaks the firm's name; its typeface is let in by the policy, which lets no typeface in without one."""
    look = {"logo": "data:image/png;base64,AAAA", "typefaces": {"Brand": "data:font/woff2;base64,AAAA"}}
    dressed = run_index((), PageBlock.read({**TOLD, "look": look}))
    (logo,) = dom(dressed).all("img")
    assert (logo["src"], logo["alt"]) == (look["logo"], "Firm")
    assert "img-src data:; font-src data:" in dressed
    plain = run_index((), PageBlock.read(TOLD))
    assert "font-src" not in plain
    assert not dom(plain).all("img")
