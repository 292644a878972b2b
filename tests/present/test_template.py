"""The template makes a whole page, through nbconvert's library and through its command."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbconvert import HTMLExporter
from nbformat import NotebookNode

from gtkit.evidence import Answer, Decision, KeyFigure, Term, Verdict
from gtkit.places import shipped
from gtkit.present import (
    DecisionList,
    KeyFigureRow,
    TraceList,
    VerdictBox,
    answer_card,
    breakdowns,
    class_moves,
    compared_values,
    criteria_table,
    effort_grid,
    effort_scores,
    energy_drains,
    equity_by_year,
    plan_worth,
    plans_table,
    plate,
    ranked_customers,
    ranked_table,
    segment_shares,
    segments_table,
    whale_curve,
)
from gtkit.words import Words

POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
PAGE = {
    "organisation": "A & B <script>alert(1)</script>",
    "epreuve": "customer_value",
    "confidentiality": "Confidentiel",
    "version": "v3",
    "as_of": "2026-06-30",
    "currency": "EUR",
    "status": "draft",
    "firm": {"name": "Cabinet <b>", "email": "a@b.example"},
}


@pytest.fixture(scope="module")
def notebooks(
    results: Any,
    verdict: Verdict,
    figures: tuple[KeyFigure, ...],
    decisions: tuple[Decision, ...],
    answer: Answer,
    undetermined: Answer,
) -> dict[str, NotebookNode]:
    """An executed notebook with every exhibit, in each language."""

    def made(lang: str) -> NotebookNode:
        words = Words.of(lang, "EUR")
        plates = (
            plate(equity_by_year, results.equity),
            plate(compared_values, results.equity, results.historical),
            plate(whale_curve, results.whale),
            plate(class_moves, results.stability),
            plate(ranked_customers, results.equity, results.names),
            plate(ranked_table, results.equity, results.rhythms, results.names),
            plate(breakdowns, results.equity, results.served, results.names),
            plate(energy_drains, results.energy, results.names, results.judged),
            plate(effort_scores, results.efforts),
            plate(effort_grid, results.grid),
            plate(segment_shares, results.segments),
            plate(segments_table, results.segments),
            plate(plan_worth, results.plans, results.names),
            plate(plans_table, results.plans, results.names),
            plate(criteria_table, verdict),
        )
        exhibits = (
            answer_card(undetermined, words),
            answer_card(answer, words, *plates),
            DecisionList(words=words, decisions=decisions),
            VerdictBox(words=words, verdict=verdict, question=Term("epreuve.customer_value.question")),
            KeyFigureRow(words=words, figures=figures),
            TraceList(words=words, figures=figures),
        )
        cells = [nbformat.v4.new_markdown_cell("# Titre du notebook")]
        for tag, prose in (("fr", "## Partie une\n\nUn : deux."), ("en", "## Part one\n\nOne: two.")):
            cells.append(nbformat.v4.new_markdown_cell(prose, metadata={"tags": [tag]}))
        for exhibit in exhibits:
            cell = nbformat.v4.new_code_cell("desk.show(findings)", execution_count=1)
            data = exhibit._repr_mimebundle_()
            cell.outputs = [nbformat.v4.new_output("execute_result", data=data, execution_count=1)]
            cells.append(cell)
        title = words.say("epreuve.customer_value.title")
        metadata = {"gtkit": {**PAGE, "lang": lang, "title": title}}
        return nbformat.v4.new_notebook(cells=cells, metadata=metadata)

    return {lang: made(lang) for lang in ("fr", "en")}


@pytest.fixture(scope="module")
def pages(notebooks: dict[str, NotebookNode]) -> dict[str, str]:
    """The client's page in each language."""
    return {lang: _page(nb) for lang, nb in notebooks.items()}


def _page(nb: NotebookNode) -> str:
    exporter = HTMLExporter(template_name="report", extra_template_basedirs=[str(shipped("templates"))])
    html: str = exporter.from_notebook_node(nb)[0]
    return html


EACH = pytest.mark.parametrize("lang", ["fr", "en"])


@EACH
def test_a_page_loads_and_runs_nothing(lang: str, pages: dict[str, str], dom: Any) -> None:
    """The policy is the first meta after the charset; no active element, no address out but the firm's mailbox."""
    page = dom(pages[lang])
    metas = page.all("meta")
    assert metas[0] == {"charset": "utf-8"}
    assert metas[1] == {"http-equiv": "Content-Security-Policy", "content": POLICY}
    assert page.active == ["mailto:a@b.example"]
    assert not re.search(r"https?:|url\((?!#)|@import", pages[lang])


@EACH
def test_a_page_is_in_its_language_alone(lang: str, pages: dict[str, str], dom: Any) -> None:
    """Lang, title, prose: nothing of the other language stays."""
    page = dom(pages[lang])
    assert page.all("html")[0]["lang"] == lang
    title = Words.of(lang).say("epreuve.customer_value.title")
    assert f"{PAGE['organisation']} — {title}" in page.text
    assert ("Partie une" in page.text) == (lang == "fr")
    assert ("Part one" in page.text) == (lang == "en")
    assert "Titre du notebook" not in page.text


@EACH
def test_headings_ids_and_links_hold_together(lang: str, pages: dict[str, str], dom: Any) -> None:
    """One h1, no skipped level, no repeated id, every link of the page resolves, the skip link comes first."""
    page = dom(pages[lang])
    levels = [level for level, _ in page.headings]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert len(page.ids) == len(set(page.ids))
    assert {link[1:] for link in page.links if link.startswith("#")} <= set(page.ids)
    pointed = re.findall(r"url\(#([^)]+)\)", pages[lang])
    described = [i for _, a in page.tags if "aria-labelledby" in a for i in a["aria-labelledby"].split()]
    assert {*pointed, *described} <= set(page.ids)
    assert page.all("a")[0] == {"class": "skip", "href": "#main"}
    assert "q-3-9" in page.ids


@EACH
def test_what_a_page_must_show_stands_before_its_contents(lang: str, pages: dict[str, str], dom: Any) -> None:
    """Confidentiality, version, date, verdict and key figures come before the table of contents."""
    words = Words.of(lang)
    before = dom(pages[lang].partition("<nav")[0]).text
    for told in ("Confidentiel", "v3", words.say("level.conditional"), words.say("figure.energy")):
        assert told in before
    assert words.say("page.as_of", date="30 juin 2026" if lang == "fr" else "30 June 2026") in before
    assert words.say("status.draft") in before


@EACH
def test_images_have_descriptions_of_their_own(lang: str, pages: dict[str, str], dom: Any) -> None:
    """Each is at least 20 characters, none twice; figures bear a number and a source."""
    page = dom(pages[lang])
    labels = [a["aria-label"] for _, a in page.tags if a.get("role") == "img"]
    assert len(labels) == len(set(labels)) == 8 + 4
    assert all(len(label) >= 20 for label in labels)
    assert sum(bool(re.search(r"\d", label)) for label in labels) >= 8
    drawings = page.all("svg")
    assert all(drawing["aria-hidden"] == "true" for drawing in drawings)
    assert page.text.count(Words.of(lang).say("source")) >= 8


@EACH
def test_no_accident_is_visible(lang: str, pages: dict[str, str], dom: Any) -> None:
    """No NaN, None, traceback, dollar pair, code, snake_case, nor number of the other language outside traces."""
    exempt = r'<code class="trace[^"]*">.*?</code>|<span class="number">[\d.]+</span>'  # file names; questions' numbers
    visible = re.sub(exempt, "", pages[lang], flags=re.S)
    text = dom(visible).text
    labels = " ".join(a.get("aria-label", "") for _, a in dom(visible).tags)
    for said in (text, labels):
        assert not re.search(r"\b(NaN|nan|None|inf|True|False|Traceback)\b|\$\$|desk\.show|\b[a-z]+_[a-z]+\b", said)
        assert not re.search(r"\d\.\d" if lang == "fr" else r"\d,\d\b|\d\u202f\d", said)
        if lang == "fr":
            unspaced = r"[^\s\u202f\u00a0][%;!?]|[^\s\u202f\u00a0kM]€| [%€:;!?»]|« "
            assert not re.search(unspaced, said.replace("R&D $", ""))


@EACH
def test_a_page_is_small(lang: str, pages: dict[str, str]) -> None:
    """With every exhibit, a page is under 500 kB."""
    assert len(pages[lang].encode()) <= 500_000


def test_names_stay_text(pages: dict[str, str]) -> None:
    """The hostile name is there, as text, wherever a name may stand."""
    assert pages["fr"].count("&lt;script&gt;alert(1)&lt;/script&gt;") >= 10
    assert "<script" not in pages["fr"].lower()


def test_the_internal_edition_shows_the_code(notebooks: dict[str, NotebookNode], dom: Any) -> None:
    """Code is there in the internal edition, behind a summary, and in no other."""
    nb = notebooks["fr"].copy()
    nb.metadata = {"gtkit": {**nb.metadata["gtkit"], "edition": "internal", "adapted": True}}
    page = dom(_page(nb))
    assert "desk.show(findings)" in page.text
    assert "Édition interne" in page.text
    assert "notebook adapté" in page.text
    assert page.all("details")


def test_the_same_notebook_gives_the_same_bytes(notebooks: dict[str, NotebookNode], pages: dict[str, str]) -> None:
    """Rendered twice, one text."""
    assert _page(notebooks["en"]) == pages["en"]


def test_the_plain_command_makes_the_same_page(
    notebooks: dict[str, NotebookNode], pages: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """``jupyter nbconvert --to html --template gtkit`` finds the template where a wheel lays it and needs no more."""
    data = tmp_path / "share" / "jupyter"
    shutil.copytree(shipped("templates") / "report", data / "nbconvert" / "templates" / "gtkit")
    monkeypatch.setenv("JUPYTER_PATH", str(data))
    nbformat.write(notebooks["fr"], tmp_path / "x.ipynb")
    command = [sys.executable, "-m", "nbconvert", "--to", "html", "--template", "gtkit", str(tmp_path / "x.ipynb")]
    subprocess.run(command, check=True, capture_output=True, cwd=tmp_path)
    assert (tmp_path / "x.html").read_text(encoding="utf-8") == pages["fr"]
