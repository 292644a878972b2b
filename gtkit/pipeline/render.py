"""From an executed notebook to a page: nbconvert through the report template, in one language and one edition."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import nbformat
from nbconvert import HTMLExporter, TemplateExporter
from traitlets.config import Config

from gtkit.pipeline.job import Edition
from gtkit.places import shipped
from gtkit.words import LANGUAGES


def rendered(notebook: Mapping[str, Any], *, edition: Edition) -> str:
    """The page of an executed, stripped notebook.

    Parameters
    ----------
    notebook : mapping
        nbformat 4 as JSON; its metadata hold the page's block, language included.
    edition : "client" or "internal"
        Whether code and method stand in the page.

    Returns
    -------
    str: HTML, one file that needs no other.
    """
    page = {**notebook["metadata"]["gtkit"], "edition": edition}
    node = nbformat.from_dict({**notebook, "metadata": {**notebook["metadata"], "gtkit": page}})  # type: ignore[no-untyped-call]
    html, _ = exporter(page["lang"]).from_notebook_node(node, resources={"gtkit": {"edition": edition}})
    return str(html)


class PageExporter(HTMLExporter):
    """nbconvert's exporter, but for its last reading of the page.

    That one looks for images without a text and for Jupyter's own blocks, of which our page has none, and takes four
    times as long as all the rest.
    """

    def from_notebook_node(  # type: ignore[override]
        self, nb: nbformat.NotebookNode, resources: dict[str, Any] | None = None, **options: Any
    ) -> tuple[str, dict[str, Any]]:
        """The page as the template makes it."""
        page: tuple[str, dict[str, Any]] = TemplateExporter.from_notebook_node(self, nb, resources, **options)
        return page


@cache
def exporter(lang: str, kind: type[HTMLExporter] = PageExporter) -> HTMLExporter:
    """The one exporter of a language: it leaves out the cells told in another one."""
    config = Config()
    config.TagRemovePreprocessor.enabled = True
    config.TagRemovePreprocessor.remove_cell_tags = {other for other in LANGUAGES if other != lang}
    folders = [str(shipped("templates"))]
    return kind(config=config, template_name="report", extra_template_basedirs=folders)
