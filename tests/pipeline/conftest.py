"""Small notebooks, and the few of them whose execution many tests look at."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

import psutil
import pytest

from gtkit.pipeline.environment import environment
from gtkit.pipeline.execute import executed
from gtkit.pipeline.job import Answer, Job

PARAMETERS = 'engagement: str = "acme"\nlang: str = "fr"\nannual_rate: float = None'
PROOF = """from IPython.display import display
import os, sys
display({"application/vnd.gtkit.findings+json": {
    "epreuve": "customer_value", "lang": lang, "inputs": {}, "settings": {"rate": annual_rate},
    "findings": {"seen": sorted(os.environ), "cwd": os.getcwd(), "path": sys.path}}}, raw=True)"""

Execute = Callable[..., Answer]


def notebook(*cells: str) -> dict[str, Any]:
    """A notebook with a parameters cell and the given code cells, as nbformat 4 JSON."""
    sources = [(PARAMETERS, ["parameters"]), *((cell, []) for cell in cells)]
    return {
        "cells": [
            {
                "cell_type": "code",
                "id": f"c{place}",
                "metadata": {"tags": tags} if tags else {},
                "source": source,
                "outputs": [],
                "execution_count": None,
            }
            for place, (source, tags) in enumerate(sources)
        ],
        "metadata": {},
        "nbformat": 4,
        "nbformat_minor": 5,
    }


@pytest.fixture(scope="session")
def forking(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[dict[str, Any]], dict[str, Any]]]:
    """Execute a job's spec from a process that was prepared to fork; it has a secret in its environment."""
    if sys.platform != "linux":
        pytest.skip("only Linux forks")
    command = [sys.executable, "-P", str(Path(__file__).with_name("forking.py"))]
    told = environment(tmp_path_factory.mktemp("forking")) | {"GTKIT_TEST_CANARY_TOKEN": "secret"}
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=told) as process:
        assert process.stdin is not None
        assert process.stdout is not None

        def job(spec: dict[str, Any]) -> dict[str, Any]:
            print(json.dumps(spec), file=process.stdin, flush=True)
            answer: dict[str, Any] = json.loads(process.stdout.readline())  # type: ignore[union-attr]
            return answer

        yield job
        process.stdin.close()


@pytest.fixture(scope="session", params=["started", "forked"])
def execute(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Execute:
    """Execute code cells as a job: `execute("1 / 0", PROOF)`, both ways; the answer's folder is its `work`."""
    way = started if request.param == "started" else request.getfixturevalue("forking")

    def run(*cells: str, folder: Path | None = None, **limits: float) -> Answer:
        folder = folder or tmp_path_factory.mktemp("job")
        return Answer.model_validate(json.loads(json.dumps(way(spec_of(folder, *cells, **limits)))))

    return run


def started(spec: dict[str, Any]) -> dict[str, Any]:
    """Execute a job's spec in a worker of its own."""
    return next(executed([Job.model_validate(spec)], at_once=1)).model_dump()


def spec_of(folder: Path, *cells: str, **limits: float) -> dict[str, Any]:
    """A job as JSON holds it: the cells' notebook in a folder, and all that it leaves beside it."""
    source = folder / "source.ipynb"
    source.write_text(json.dumps(notebook(*cells)), encoding="utf-8")
    return {
        "epreuve": "customer_value",
        "notebook": str(source),
        "work": str(folder / "work"),
        "output": str(folder / "executed.ipynb"),
        "parameters": {"engagement": "/secret/place", "lang": "fr", "annual_rate": 0.1},
        "shown": {"engagement": "acme", "lang": "fr", "annual_rate": 0.1},
        "page": {"lang": "fr", "title": "Épreuve"},
        "pages": {edition: str(folder / f"{edition}.html") for edition in ("client", "internal")},
        **limits,
    }


@pytest.fixture(scope="session")
def job_spec() -> Callable[..., dict[str, Any]]:
    """Make a job's spec: `job_spec(folder, "1 / 0")`."""
    return spec_of


@pytest.fixture(scope="session")
def proof_cell() -> str:
    """A last cell that leaves a proof of what the kernel sees."""
    return PROOF


@pytest.fixture(scope="session")
def scene() -> ModuleType:
    """The module scene.py, which also runs as a script."""
    spec = spec_from_file_location("scene", Path(__file__).with_name("scene.py"))
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def notebook_of() -> Callable[..., dict[str, Any]]:
    """Make a notebook from code cells."""
    return notebook


@pytest.fixture(scope="session")
def at_work() -> Callable[[Path], list[str]]:
    """Commands of the processes whose current folder lies in one."""

    def look(folder: Path) -> list[str]:
        found = []
        for process in psutil.process_iter():
            try:
                inside = Path(process.cwd()).is_relative_to(folder) and process.status() != psutil.STATUS_ZOMBIE
                command = " ".join(process.cmdline())
            except (psutil.Error, OSError):
                continue
            found += [command] if inside else []
        return found

    return look
