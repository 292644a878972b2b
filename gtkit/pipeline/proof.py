"""Whether an executed notebook ran whole, and what of it may leave the machine.

Papermill and nbconvert take a killed run for a finished one. Here a notebook is done when every code cell bears an
execution count, none bears an error, and the last one left its proof.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nbformat import NotebookNode

from gtkit.pipeline.job import Answer, State
from gtkit.pipeline.parameters import Clean

PROOF = "application/vnd.gtkit.findings+json"
INJECTED = "injected-parameters"
_HELD = {"epreuve", "lang", "inputs", "settings", "findings"}

_KERNEL = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
_LANGUAGE = {"language_info": {"name": "python", "pygments_lexer": "ipython3"}}


def judged(notebook: NotebookNode) -> Answer:
    """What the cells of an executed notebook tell; a blank one, which no kernel is ever sent, tells nothing."""
    cells = [(number, cell) for number, cell in enumerate(authored(notebook), start=1) if cell.source.strip()]
    for number, cell in cells:
        fault = next((o for o in cell.outputs if o.output_type == "error"), None)
        if fault:
            return failed(number, fault.ename, fault.evalue)
        if cell.execution_count is None:
            return Answer(state="died", cell=number)
    last, outputs = (cells[-1][0], cells[-1][1].outputs) if cells else (0, ())
    proof = next((o.data[PROOF] for o in outputs if PROOF in o.get("data", {})), None)
    if not (isinstance(proof, dict) and proof.keys() >= _HELD):
        return Answer(state="no_proof", cell=last, cause=PROOF)
    return Answer(state="done", proof=proof)


def failed(cell: int, name: str, value: str) -> Answer:
    """What an error tells that a cell ended with: its number, the error's name and text."""
    state: State = "exited" if name == "SystemExit" else "error"
    return Answer(state=state, cell=cell, cause=f"{name}: {value}" if value else name)


def authored(notebook: NotebookNode) -> list[NotebookNode]:
    """Code cells that the author wrote: all but the one that papermill puts in."""
    return [c for c in notebook.cells if c.cell_type == "code" and INJECTED not in c.metadata.get("tags", [])]


def stripped(notebook: NotebookNode, *, shown: Mapping[str, Clean], page: Mapping[str, Any]) -> dict[str, Any]:
    """A copy, as JSON, whose bytes depend on its inputs alone: no time, path, user or version; nothing said on stderr.

    Parameters
    ----------
    shown : parameters as the copy shows them, in place of those that ran
    page : the block of metadata that the page is composed from
    """
    cells = []
    for place, cell in enumerate(notebook.cells):
        tags = list(cell.metadata.get("tags", []))
        kept = {"id": f"cell-{place}", "cell_type": cell.cell_type, "source": cell.source}
        kept["metadata"] = {"tags": tags} if tags else {}
        if cell.cell_type == "code":
            kept |= {"execution_count": cell.execution_count, "outputs": _outputs(cell)}
            if INJECTED in tags:
                lines = (f"{name} = {value!r}" for name, value in shown.items())
                kept["source"] = "\n".join(("# Parameters", *lines))
        cells.append(kept)
    metadata = {**_KERNEL, **_LANGUAGE, "gtkit": dict(page)}
    return {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


def _outputs(cell: NotebookNode) -> list[dict[str, Any]]:
    kept = []
    for output in cell.outputs:
        if output.output_type in ("execute_result", "display_data"):
            fresh = {"output_type": output.output_type, "data": dict(output.data), "metadata": {}}
            if output.output_type == "execute_result":
                fresh["execution_count"] = cell.execution_count
            kept.append(fresh)
        elif output.output_type == "stream" and output.name == "stdout":
            kept.append({"output_type": "stream", "name": "stdout", "text": output.text})
    return kept
