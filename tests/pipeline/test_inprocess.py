"""A notebook executed by the kernel in the process is what papermill's own engine makes of it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import pytest

from gtkit.pipeline.environment import environment

HERE = Path(__file__).parent
_SPEC = spec_from_file_location("kinds", HERE / "kinds.py")
assert _SPEC is not None
_MODULE = module_from_spec(_SPEC)
assert _SPEC.loader is not None
_SPEC.loader.exec_module(_MODULE)
KINDS: Mapping[str, tuple[str, ...]] = _MODULE.KINDS
pytestmark = pytest.mark.xdist_group("kinds")
_CHANCE = [  # what differs between two runs of one engine
    (re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+(\+00:00|Z)?"), "TIME"),
    (re.compile(r"/[^\s'\"]*/ipykernel_\d+/\d+\.py"), "/ipykernel/CELL.py"),
    (re.compile(r"(CPU times|Wall time|user|sys|total)[^\\]*\\n"), "TIMES"),
    (re.compile(r"(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])"), "MODEL"),
    (re.compile(r'"id": "[0-9a-f]{8}"'), '"id": "ID"'),
    (re.compile(r"0x[0-9a-f]{6,}"), "ADDRESS"),
    (re.compile(r"Thread-\d+"), "Thread-N"),
    (re.compile(r"\(\d+ times\)"), "(N times)"),
    (re.compile(r'"duration": [\d.]+'), '"duration": 0'),
    (re.compile(r"/[^\s'\"]*/(papermill|gtkit)-\d+"), "WORK"),
]


def notebook(name: str) -> dict[str, Any]:
    """The notebook of one kind."""
    tags = {"tags": ["raises-exception"]} if name == "expected error" else {}
    code = {"cell_type": "code", "metadata": tags, "outputs": [], "execution_count": None}
    cells = [code | {"id": f"c{place}", "source": source} for place, source in enumerate(KINDS[name])]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return {"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}


def plain(text: str) -> str:
    """An executed notebook without what is left to chance; models of widgets by what they are, not by their number."""
    executed = json.loads(text)
    for states in executed["metadata"].get("widgets", {}).values():
        states["state"] = sorted(_without_chance(json.dumps(state)) for state in states["state"].values())
    return _without_chance(json.dumps(executed, indent=1, ensure_ascii=False))


def _without_chance(text: str) -> str:
    for pattern, word in _CHANCE:
        text = pattern.sub(word, text)
    return text


def executed(engine: str, names: Iterable[str], folder: Path) -> dict[str, str]:
    """Kind -> how papermill ended and what it left, by an engine, each kind in a folder of its own."""
    asked = {}
    for place, name in enumerate(names):
        work = folder / f"{engine}-{place}"
        work.mkdir()
        (work / "in.ipynb").write_text(json.dumps(notebook(name)), encoding="utf-8")
        asked[name] = str(work)
    command = [sys.executable, "-P", str(HERE / "papermills.py"), engine, *asked.values()]
    subprocess.run(command, env=environment(folder / engine), check=True, stdout=subprocess.DEVNULL)
    ended = {name: Path(work, "ended").read_text(encoding="utf-8") for name, work in asked.items()}
    return {name: f"{ended[name]}\n{plain(Path(asked[name], 'out.ipynb').read_text('utf-8'))}" for name in asked}


@pytest.fixture(scope="module")
def pairs(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, tuple[str, str]]:
    """Each kind by papermill's own engine and by this one, side by side."""
    folder = tmp_path_factory.mktemp("kinds")
    with ThreadPoolExecutor(2) as threads:
        theirs, ours = threads.map(lambda engine: executed(engine, KINDS, folder), ("papermill", "gtkit"))
    return {name: (theirs[name], ours[name]) for name in KINDS}


@pytest.mark.parametrize("name", KINDS)
def test_the_executed_notebook_equals_papermill_s_own(pairs: Mapping[str, tuple[str, str]], name: str) -> None:
    """Outputs, counts, metadata, widgets' state, errors with their traceback, how papermill ended; timings aside."""
    theirs, ours = pairs[name]
    assert ours == theirs


def test_papermill_finds_the_engine_by_its_name(tmp_path: Path) -> None:
    """``papermill --engine gtkit``: the entry point leads to it, and its errors are papermill's."""
    (tmp_path / "in.ipynb").write_text(json.dumps(notebook("error")), encoding="utf-8")
    command = [sys.executable, "-m", "papermill", "in.ipynb", "out.ipynb", "--no-progress-bar", "--engine", "gtkit"]
    done = subprocess.run(command, cwd=tmp_path, env=environment(tmp_path), capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "ZeroDivisionError: division by zero" in done.stderr
    assert json.loads((tmp_path / "out.ipynb").read_text("utf-8"))["cells"][3]["outputs"][0]["text"] == ["before\n"]


@pytest.mark.parametrize(
    ("second", "told"),
    [
        ("execution_timeout=5", "ValueError: execution_timeout"),
        ("", "RuntimeError: this kernel has served its notebook"),
    ],
)
def test_what_a_process_cannot_do_for_itself_is_refused(tmp_path: Path, second: str, told: str) -> None:
    """A limit on its own busy cell; a second notebook beside what the first one left."""
    (tmp_path / "in.ipynb").write_text(json.dumps(notebook("value")), encoding="utf-8")
    call = "papermill.execute_notebook('in.ipynb', None, engine_name='gtkit', progress_bar=False, {})"
    code = f"import papermill\n{call.format('')}\n{call.format(second)}"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env=environment(tmp_path),
        capture_output=True,
        text=True,
        check=False,
    )
    assert told in done.stderr.splitlines()[-1]
