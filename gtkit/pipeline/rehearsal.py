"""What libraries do at their first call, done before a process forks: a page of each kind, read, drawn and rendered."""

from __future__ import annotations

import json

import nbformat
from matplotlib.figure import Figure

from gtkit.pipeline.render import rendered
from gtkit.present.exhibit import environment
from gtkit.present.svg import formula, inline
from gtkit.words import LANGUAGES

_CODE = {"outputs": [], "execution_count": 1}
_CELLS = [
    {"id": "a", "cell_type": "markdown", "metadata": {}, "source": "# x"},
    {"id": "b", "cell_type": "code", "metadata": {}, "source": "1", **_CODE},
]


def rehearse() -> None:
    """Compile templates, catalogues, schemas and patterns, and find the typefaces, in every language."""
    for name in environment().list_templates(extensions=["j2"]):
        environment().get_template(name)
    for lang in LANGUAGES:
        figure = Figure()
        figure.add_subplot().plot([1, 2], label=lang)
        inline(figure)
        formula(r"\sum_i x_i", place="rehearsal", lang=lang)
        block = {"lang": lang, "title": "x", "as_of": "2026-01-01"}
        notebook = {"cells": _CELLS, "metadata": {"gtkit": block}, "nbformat": 4, "nbformat_minor": 5}
        read = nbformat.reads(json.dumps(notebook), as_version=4)  # type: ignore[no-untyped-call]
        rendered(read, edition="client")
        rendered(read, edition="internal")
