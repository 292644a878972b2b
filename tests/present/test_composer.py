"""A notebook becomes a page: one language, exhibits only, the conclusion first."""

from __future__ import annotations

from typing import Any

import nbformat
import pytest
from nbformat import NotebookNode

from gtkit.evidence import Answer, Decision, KeyFigure, Term, Verdict
from gtkit.present import DecisionList, KeyFigureRow, TraceList, VerdictBox, answer_card
from gtkit.present.composer import PROOF_MIME, PageComposer, compose
from gtkit.present.exhibit import EXHIBIT_MIME
from gtkit.words import Words

FR = Words.of("fr", "EUR")


def code(*outputs: dict[str, Any], source: str = "desk.show()") -> NotebookNode:
    """A cell that displayed these bundles."""
    cell = nbformat.v4.new_code_cell(source)
    cell.outputs = [nbformat.v4.new_output("display_data", data=data) for data in outputs]
    return cell


def markdown(source: str, *tags: str) -> NotebookNode:
    """A cell of prose."""
    return nbformat.v4.new_markdown_cell(source, metadata={"tags": list(tags)})


def notebook(*cells: NotebookNode, **page: object) -> NotebookNode:
    """A notebook whose metadata tell its page."""
    return nbformat.v4.new_notebook(cells=list(cells), metadata={"gtkit": {"lang": "fr", **page}})


@pytest.fixture
def shown(
    verdict: Verdict,
    figures: tuple[KeyFigure, ...],
    decisions: tuple[Decision, ...],
    answer: Answer,
    undetermined: Answer,
) -> dict[str, dict[str, Any]]:
    """The bundle of each exhibit of a page."""
    exhibits = {
        "decisions": DecisionList(words=FR, decisions=decisions),
        "verdict": VerdictBox(words=FR, verdict=verdict, question=Term("epreuve.customer_value.question")),
        "key_figures": KeyFigureRow(words=FR, figures=figures),
        "undetermined": answer_card(undetermined, FR),
        "answer": answer_card(answer, FR),
        "traces": TraceList(words=FR, figures=figures),
    }
    return {key: exhibit._repr_mimebundle_() for key, exhibit in exhibits.items()}


def test_the_other_language_is_left_out() -> None:
    """Cells tagged with another language disappear, prose and code; untagged ones stay."""
    page = compose(notebook(markdown("un", "fr"), markdown("two", "en"), markdown("trois"), code(), lang="fr"))
    assert [block.html for block in page.body] == ["<p>un</p>", "<p>trois</p>"]
    assert [b.html for b in compose(notebook(markdown("un", "fr"), markdown("two", "en"), lang="en")).body] == [
        "<p>two</p>"
    ]


def test_the_conclusion_comes_first_whatever_the_order(shown: dict[str, Any]) -> None:
    """Verdict, key figures, decisions, then the rest as it came."""
    page = compose(notebook(*(code(bundle) for bundle in shown.values())))
    assert [block.kind for block in page.first] == ["verdict", "key_figures", "decisions"]
    assert [block.kind for block in page.body] == ["heading", "answer", "answer", "traces"]


def test_a_scenario_ends_the_first_screen(shown: dict[str, Any]) -> None:
    """After the decisions, before everything else, with its line in the contents."""
    marker = {"kind": "scenario", "anchor": "scenario", "heading": "Scénario"}
    bundle = {"text/html": "<section></section>", "text/plain": "x", EXHIBIT_MIME: marker}
    page = compose(notebook(code(shown["answer"]), code(bundle), *(code(shown[k]) for k in ("decisions", "verdict"))))
    assert [block.kind for block in page.first] == ["verdict", "decisions", "scenario"]
    assert [entry.anchor for entry in page.contents][:2] == ["decisions", "scenario"]


def test_only_exhibits_reach_a_client() -> None:
    """A table of customers displayed by accident, a print, an error: none is on the client's page."""
    cell = code({"text/html": "<table><tr><td>C0042</td></tr></table>", "text/plain": "C0042"})
    cell.outputs += [nbformat.v4.new_output("stream", name="stdout", text="printed C0042")]
    cell.outputs += [nbformat.v4.new_output("error", ename="E", evalue="C0042", traceback=["C0042"])]
    assert compose(notebook(cell)).body == ()


def test_the_internal_edition_adds_code_and_plain_text() -> None:
    """Code and outputs come as text, colours of a terminal taken off; foreign HTML does not."""
    cell = code({"text/html": "<b>x</b>", "text/plain": "\x1b[31mred\x1b[0m"}, source="frame")
    page = compose(notebook(cell, edition="internal"))
    assert [(block.kind, block.text) for block in page.body] == [("code", "frame"), ("output", "red")]
    assert all(block.html == "" for block in page.body)


def test_contents_follow_the_page(shown: dict[str, Any]) -> None:
    """Decisions, parts, questions with their level, traces: in the page's order, two depths."""
    cells = [code(shown["decisions"]), markdown("# Titre\n\n## Valeur\n\ntexte"), code(shown["answer"])]
    page = compose(notebook(*cells, code(shown["traces"])))
    told = [(entry.anchor, entry.depth, entry.level_word) for entry in page.contents]
    assert told == [("decisions", 2, ""), ("part-1", 2, ""), ("q-3-9", 3, "Sous conditions"), ("traces", 2, "")]
    assert page.page.title == "Titre"


def test_a_question_before_any_part_gets_one(shown: dict[str, Any]) -> None:
    """No heading level is skipped: a part is put in, once."""
    page = compose(notebook(code(shown["answer"]), code(shown["undetermined"])))
    assert [entry.text for entry in page.contents if entry.depth == 2] == ["Réponses"]
    assert [block.kind for block in page.body] == ["heading", "answer", "answer"]


def test_a_page_without_metadata_reads_its_proof() -> None:
    """After plain papermill the last cell's proof tells whose page it is; without it, defaults."""
    page = {"lang": "en", "organisation": "Acme", "title": "T"}
    nb = nbformat.v4.new_notebook(cells=[code({PROOF_MIME: {"epreuve": "x", "page": page}, "text/plain": "x"})])
    assert compose(nb).page.organisation == "Acme"
    assert compose(nb).page.words.lang == "en"
    assert compose(nb).body == ()
    assert compose(nbformat.v4.new_notebook()).page.title == "Épreuve de vérité"


def test_the_preprocessor_changes_nothing_but_resources() -> None:
    """Nbconvert hands the notebook on as it came."""
    nb = notebook(markdown("un"))
    same, resources = PageComposer().preprocess(nb, {})
    assert same is nb
    assert resources["composition"] == compose(nb)
