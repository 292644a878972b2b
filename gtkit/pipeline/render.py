"""From an executed notebook to a page: nbconvert through the report template, in one language and one edition."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import nbformat
from nbconvert import HTMLExporter
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


@cache
def exporter(lang: str) -> HTMLExporter:
    """The one exporter of a language: it leaves out the cells told in another one."""
    config = Config()
    config.TagRemovePreprocessor.enabled = True
    config.TagRemovePreprocessor.remove_cell_tags = {other for other in LANGUAGES if other != lang}
    folders = [str(shipped("templates"))]
    return HTMLExporter(config=config, template_name="report", extra_template_basedirs=folders)  # type: ignore[no-untyped-call]
