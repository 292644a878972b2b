"""Notebooks tell a story by calling the library, in French and in English."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path
from typing import Any

import nbformat
import papermill
import pytest

from gtkit.desk import PROOF
from gtkit.engagement import demo_engagement
from gtkit.places import shipped
from gtkit.words.catalogue import typeset

NOTEBOOKS = sorted(shipped("notebooks").glob("*.ipynb"))
FORBIDDEN = (ast.FunctionDef, ast.ClassDef, ast.Lambda, ast.For, ast.While, ast.ListComp, ast.DictComp, ast.SetComp)


@pytest.fixture(params=NOTEBOOKS, ids=lambda p: p.stem)
def notebook(request: pytest.FixtureRequest) -> Any:
    return nbformat.read(request.param, as_version=4)


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The worked example, laid down once."""
    place = tmp_path_factory.mktemp("notebooks") / "exemple"
    demo_engagement(place)
    return place


def code_cells(notebook: Any) -> list[Any]:
    return [c for c in notebook.cells if c.cell_type == "code"]


def test_a_notebook_is_thin(notebook: Any) -> None:
    """At most 15 code cells of at most 6 lines, the parameters apart; no definition, no loop, no plotting."""
    cells = [c for c in code_cells(notebook) if "parameters" not in c.metadata.get("tags", [])]
    assert len(cells) <= 15
    for cell in cells:
        assert len([line for line in cell.source.splitlines() if line.strip()]) <= 6, cell.id
        assert not [n for n in ast.walk(ast.parse(cell.source)) if isinstance(n, (*FORBIDDEN, ast.GeneratorExp))]
        assert "plt" not in cell.source


def test_the_parameters_come_first_typed_and_commented(notebook: Any) -> None:
    """The first code cell is tagged, and each of its lines is a typed name, a default and a comment."""
    first = code_cells(notebook)[0]
    assert first.metadata["tags"] == ["parameters"]
    for line in first.source.splitlines():
        assert re.fullmatch(r"\w+: \w+ = .+  # .+", line)
    assert {"engagement", "lang"} <= {line.split(":")[0] for line in first.source.splitlines()}


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_papermill_sees_every_parameter_with_its_help(path: Path) -> None:
    """`papermill --help-notebook` shows each name, type and comment: no line escapes its reader."""
    (cell,) = [c for c in nbformat.read(path, as_version=4).cells if "parameters" in c.metadata.get("tags", [])]
    seen = papermill.inspect_notebook(str(path))
    assert set(seen) == {line.split(":")[0] for line in cell.source.splitlines()}
    assert all(p["help"] and p["inferred_type_name"] != "None" for p in seen.values())


def test_a_notebook_is_stored_without_outputs(notebook: Any) -> None:
    """No output, no execution count: what is read is what was written."""
    assert all(not c.outputs and c.execution_count is None for c in code_cells(notebook))


def test_every_french_cell_has_its_english_twin(notebook: Any) -> None:
    """Tagged Markdown cells come in pairs, with the same headings; the French one keeps French typography."""
    prose = [c for c in notebook.cells if c.cell_type == "markdown" and c.metadata.get("tags")]
    french, english = (prose[k::2] for k in (0, 1))
    assert len(french) == len(english)
    for fr, en in zip(french, english, strict=True):
        assert (fr.metadata["tags"], en.metadata["tags"]) == (["fr"], ["en"])
        assert [line.split(" ")[0] for line in fr.source.splitlines() if line.startswith("#")] == [
            line.split(" ")[0] for line in en.source.splitlines() if line.startswith("#")
        ]
        assert typeset(fr.source) == fr.source


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_plain_papermill_runs_it_whole(path: Path, lang: str, example: Path, tmp_path: Path) -> None:
    """Plain papermill on the worked example: every cell ran, the last left its proof, a French number is read."""
    out = tmp_path / "out.ipynb"
    asked = {"annual_rate": "0,12"} if path.stem == "3_customer_value" else {}
    papermill.execute_notebook(
        path, out, parameters={"engagement": str(example), "lang": lang, **asked}, progress_bar=False
    )
    executed = nbformat.read(out, as_version=4)
    assert all(c.execution_count for c in code_cells(executed))
    (proof,) = [o.data[PROOF] for o in code_cells(executed)[-1].outputs if PROOF in o.get("data", {})]
    assert (proof["epreuve"], proof["lang"]) == (path.stem[2:], lang)
    assert {key: proof["settings"][key] for key in asked} == {key: 0.12 for key in asked}
    assert "NaN" not in json.dumps(proof)
