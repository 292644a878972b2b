"""No hostile text becomes anything but text, wherever it stands: pages, executed notebooks, documents."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from gtkit.pipeline.verify import verify_run

from .engagement import CHOSEN_BY, CSV, FIRM, ORGANISATION, SETTINGS, Naming
from .payloads import MARKUP, PAYLOADS, seen
from .tokens import Tokens

UNRULY = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")

pytestmark = pytest.mark.xdist_group("published")


@pytest.fixture(scope="module")
def pages(hostile: Path) -> dict[str, str]:
    """Path in the run -> source, both editions and the index."""
    found = sorted(p for p in hostile.rglob("*.html"))
    return {p.relative_to(hostile).as_posix(): p.read_text(encoding="utf-8") for p in found}


@pytest.fixture(scope="module")
def tokens(pages: dict[str, str]) -> dict[str, Tokens]:
    """Path in the run -> what a tokenizer finds."""
    return {page: Tokens(source) for page, source in pages.items()}


def test_the_list_is_long_and_each_is_another() -> None:
    """At least sixty payloads, none twice, most of them refused by a scan where they stand unescaped."""
    assert len(PAYLOADS) == len(set(PAYLOADS)) >= 60
    assert len(MARKUP) >= 50


def test_the_run_is_whole(hostile: Path, pages: dict[str, str]) -> None:
    """Hostile names are no reason to refuse: six pages in two editions and their contents, and the record holds."""
    assert len(pages) == 13
    assert verify_run(hostile) == ()


def test_no_payload_adds_a_node(tokens: dict[str, Tokens], published: Path) -> None:
    """Each page has the elements and attributes of the same page without payloads, and no other."""
    for page, found in tokens.items():
        clean = Tokens((published / page).read_text(encoding="utf-8"))
        assert found.nodes <= clean.nodes, page


def test_nothing_leads_out(tokens: dict[str, Tokens]) -> None:
    """Addresses stay in the page, in the run, or open the firm's mailbox."""
    for page, found in tokens.items():
        strays = {a for a in found.addresses if not re.fullmatch(r"[0-5]_[a-z_]+\.html(#[a-z0-9-]+)?|#[\w-]+", a, re.A)}
        assert strays == {f"mailto:{FIRM['email']}"}, page


def test_every_payload_is_read_as_text(tokens: dict[str, Tokens], naming: Naming) -> None:
    """Each stands whole, with the name that it came with, on at least one page of the client."""
    said = "\n".join(found.said for page, found in tokens.items() if page.startswith("fr/"))
    shown = [name for name in naming.names.values() if name and seen(name) in said]
    assert [p for p in PAYLOADS if not any(name.startswith(p) for name in shown)] == []


def test_settings_and_file_names_are_read_as_text(tokens: dict[str, Tokens]) -> None:
    """Organisation, confidentiality, version and firm on each page; file and headings in the traces."""
    for page, found in tokens.items():
        told = (ORGANISATION, *SETTINGS.values(), *(FIRM[key] for key in ("name", "address", "phone", "email", "role")))
        assert [text for text in told if seen(text) not in found.said] == [], page
    traces = tokens["fr/3_customer_value.html"].said
    assert seen(CSV) in traces
    assert [p for p in PAYLOADS if p.isprintable() and f"{seen(p)} margin" in traces] != []
    assert any(seen(CHOSEN_BY) in found.said for found in tokens.values())


def test_no_sign_turns_the_text_around_it(pages: dict[str, str]) -> None:
    """No page holds a direction control or a control sign, which the data are full of."""
    for page, source in pages.items():
        assert not UNRULY.search(source), page


def test_executed_notebooks_hold_no_other_nodes(hostile: Path, published: Path) -> None:
    """Their outputs have the kinds and, in HTML, the elements of the clean run's: none is script, SVG or Markdown."""
    for file in sorted((hostile / "notebooks").glob("*.ipynb")):
        outputs, clean = (_outputs(run / "notebooks" / file.name) for run in (hostile, published))
        assert outputs.keys() == clean.keys(), file.name
        assert outputs["text/html"].nodes <= clean["text/html"].nodes, file.name


def test_the_documents_stay_documents(hostile: Path) -> None:
    """Results and record are JSON that reads back, the hostile names in it as values."""
    results = json.loads((hostile / "results.json").read_text(encoding="utf-8"))
    assert results["organisation"] == ORGANISATION
    assert CSV in json.loads((hostile / "run.json").read_text(encoding="utf-8"))["inputs"]["files"]


def _outputs(file: Path) -> dict[str, Tokens]:
    """Kind of output -> all of that kind in a notebook."""
    told: dict[str, list[str]] = {}
    for cell in json.loads(file.read_text(encoding="utf-8"))["cells"]:
        for output in cell.get("outputs", []):
            for kind, data in output["data"].items():
                told.setdefault(kind, []).append(data if isinstance(data, str) else json.dumps(data))
    return {kind: Tokens("\n".join(texts)) for kind, texts in told.items()}
