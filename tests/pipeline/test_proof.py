"""Only a notebook that ran whole is judged done, whatever its metadata claim."""

from __future__ import annotations

from typing import Any

import nbformat
import pytest

from gtkit.pipeline.proof import PROOF, failed, judged, stripped

HELD = {"epreuve": "customer_value", "lang": "fr", "inputs": {}, "settings": {}, "findings": {}}


def _cell(count: int | None, *outputs: dict[str, Any], tags: tuple[str, ...] = ()) -> dict[str, Any]:
    """A code cell as papermill leaves it: always "completed"."""
    papermill = {"status": "completed", "exception": None, "start_time": "2026-01-01"}
    metadata = {"papermill": papermill, "tags": list(tags), "execution": {"iopub.execute_input": "2026-01-01"}}
    return {
        "cell_type": "code",
        "id": f"x{count}",
        "source": "x",
        "metadata": metadata,
        "execution_count": count,
        "outputs": list(outputs),
    }


def _notebook(*cells: dict[str, Any]) -> nbformat.NotebookNode:
    notebook = {"cells": list(cells), "metadata": {"papermill": {"output_path": "/home/ann/x"}}, "nbformat": 4}
    node: nbformat.NotebookNode = nbformat.from_dict(notebook | {"nbformat_minor": 5})
    return node


def _proof(content: object = None) -> dict[str, Any]:
    return {"output_type": "display_data", "data": {PROOF: content or HELD, "text/plain": "x"}, "metadata": {"a": 1}}


def _error(name: str) -> dict[str, Any]:
    return {"output_type": "error", "ename": name, "evalue": "why", "traceback": ["/home/ann/x.py"]}


def test_a_whole_notebook_is_done() -> None:
    """Counts, no error, a proof in the last cell."""
    answer = judged(_notebook(_cell(1), _cell(2, tags=("injected-parameters",)), _cell(3, _proof())))
    assert (answer.state, answer.proof) == ("done", HELD)


@pytest.mark.parametrize(
    ("cells", "state", "cell"),
    [
        ((_cell(1), _cell(None)), "died", 2),
        ((_cell(1), _cell(2, _error("ValueError")), _cell(None)), "error", 2),
        ((_cell(1), _cell(2, _error("SystemExit")), _cell(None)), "exited", 2),
        ((_cell(1), _cell(2, _error("KeyboardInterrupt")), _cell(None)), "error", 2),
        ((_cell(1, _proof()), _cell(2)), "no_proof", 2),
        ((_cell(1), _cell(2, _proof([1]))), "no_proof", 2),
        ((_cell(1), _cell(2, _proof({"findings": {}}))), "no_proof", 2),
        ((), "no_proof", 0),
    ],
)
def test_anything_less_is_not(cells: tuple[dict[str, Any], ...], state: str, cell: int) -> None:
    """A cell that never ran, an error, an exit, an interruption, a proof that is missing, misplaced or misshapen."""
    answer = judged(_notebook(*cells))
    assert (answer.state, answer.cell) == (state, cell)


def test_a_blank_cell_tells_nothing() -> None:
    """JupyterLab leaves one at the end; it is counted, since its author sees it, and never run."""
    blank = {**_cell(None), "source": " \n"}
    assert judged(_notebook(_cell(1), blank, _cell(2, _proof()), blank)).state == "done"
    assert judged(_notebook(_cell(1), blank, _cell(None))).cell == 3
    assert judged(_notebook(blank)).state == "no_proof"


def test_a_failure_tells_error_and_text() -> None:
    """An exit is one whatever its code; an error without text is its name."""
    assert failed(3, "ValueError", "why").model_dump(include={"state", "cell", "cause"}) == {
        "state": "error",
        "cell": 3,
        "cause": "ValueError: why",
    }
    assert (failed(1, "SystemExit", "0").state, failed(1, "KeyError", "").cause) == ("exited", "KeyError")


def test_the_injected_cell_is_not_counted() -> None:
    """The author's second cell is cell 2, whatever papermill put before it."""
    cells = (_cell(1), _cell(2, tags=("injected-parameters",)), _cell(3, _error("ValueError")))
    assert judged(_notebook(*cells)).cell == 2


def test_what_is_stripped_depends_on_the_inputs_alone() -> None:
    """No time, path or chance identifier; the parameters as shown; stderr gone; the page's block in."""
    warning = {"output_type": "stream", "name": "stderr", "text": "/home/ann/x.py:1: Warning"}
    result = {"output_type": "execute_result", "execution_count": 9, "data": {"text/plain": "2"}, "metadata": {}}
    source = _notebook(_cell(4, tags=("injected-parameters",)), _cell(5, warning, result, _proof()))
    copy = stripped(source, shown={"engagement": "acme", "rate": 0.1}, page={"lang": "fr"})
    assert copy["metadata"]["gtkit"] == {"lang": "fr"}
    assert "papermill" not in str(copy)
    assert "/home" not in str(copy)
    assert copy["cells"][0]["source"] == "# Parameters\nengagement = 'acme'\nrate = 0.1"
    assert [cell["id"] for cell in copy["cells"]] == ["cell-0", "cell-1"]
    assert [output["output_type"] for output in copy["cells"][1]["outputs"]] == ["execute_result", "display_data"]
    nbformat.validate(nbformat.from_dict(copy))
