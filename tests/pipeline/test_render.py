"""An executed notebook becomes one page, in its language, with the code or without it."""

from __future__ import annotations

from typing import Any

import nbformat
import pytest
from bs4 import BeautifulSoup
from nbconvert import HTMLExporter

from gtkit.pipeline.render import exporter, rendered
from gtkit.pipeline.scan import scan_page

BLOCK = {
    "lang": "fr",
    "organisation": "Acme <b>& fils",
    "epreuve": "customer_value",
    "title": "Épreuve 3",
    "confidentiality": "Confidentiel",
    "version": "projet",
    "as_of": "2026-06-30",
    "currency": "EUR",
    "firm": {},
    "status": "draft",
}


def _notebook(lang: str) -> dict[str, Any]:
    """Prose in two languages, common prose, a cell of code."""
    prose = {"fr": "Ce que disent les ventes.", "en": "What sales tell."}
    cells = [
        {"id": f"m{tag}", "cell_type": "markdown", "metadata": {"tags": [tag]}, "source": f"## {tag}\n\n{text}"}
        for tag, text in prose.items()
    ]
    cells.append({"id": "c", "cell_type": "markdown", "metadata": {}, "source": "Commun."})
    code = {"id": "k", "cell_type": "code", "metadata": {}, "source": "secret_sauce = None", "execution_count": 1}
    cells.append({**code, "outputs": []})
    return {"cells": cells, "metadata": {"gtkit": BLOCK | {"lang": lang}}, "nbformat": 4, "nbformat_minor": 5}


@pytest.mark.parametrize(("lang", "mine", "other"), [("fr", "disent", "tell"), ("en", "tell", "disent")])
def test_a_page_speaks_one_language(lang: str, mine: str, other: str) -> None:
    """The other language's cells are gone; what is common stays; the page says its language."""
    page = rendered(_notebook(lang), edition="client")
    assert f'<html lang="{lang}"' in page
    assert mine in page
    assert "Commun." in page
    assert other not in page


def test_the_client_edition_holds_no_code() -> None:
    """Not even hidden; the internal edition shows it."""
    assert "secret_sauce" not in rendered(_notebook("fr"), edition="client")
    assert "secret_sauce" in rendered(_notebook("fr"), edition="internal")


@pytest.mark.parametrize("edition", ["client", "internal"])
def test_what_nbconvert_would_still_do_changes_nothing(edition: Any) -> None:
    """Its own exporter, that reads the page again and writes it anew, has nothing to mend in it."""
    notebook = nbformat.from_dict(_notebook("fr"))
    notebook.metadata.gtkit.edition = edition
    theirs, _ = exporter("fr", HTMLExporter).from_notebook_node(notebook, resources={"gtkit": {"edition": edition}})
    ours = rendered(_notebook("fr"), edition=edition)
    assert str(BeautifulSoup(ours, "html.parser")) == theirs


@pytest.mark.parametrize("edition", ["client", "internal"])
def test_a_page_passes_its_own_scan_and_is_the_same_twice(edition: Any) -> None:
    """Organisation's markup is text; equal notebooks, equal bytes."""
    page = rendered(_notebook("fr"), edition=edition)
    assert scan_page(page, "p.html") == ()
    assert "Acme &lt;b&gt;&amp; fils" in page
    assert rendered(_notebook("fr"), edition=edition) == page
