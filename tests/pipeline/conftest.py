"""Small notebooks, and the few of them whose execution many tests look at."""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from gtkit.pipeline.execute import execute_job
from gtkit.pipeline.job import Answer

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
def execute(tmp_path_factory: pytest.TempPathFactory) -> Execute:
    """Execute code cells as a job: `execute("1 / 0", PROOF)`; the answer's folder is its `work`."""

    def run(*cells: str, folder: Path | None = None, **limits: float) -> Answer:
        folder = folder or tmp_path_factory.mktemp("job")
        source = folder / "source.ipynb"
        source.write_text(json.dumps(notebook(*cells)), encoding="utf-8")
        spec = {
            "epreuve": "customer_value",
            "notebook": str(source),
            "work": str(folder / "work"),
            "output": str(folder / "executed.ipynb"),
            "parameters": {"engagement": "/secret/place", "lang": "fr", "annual_rate": 0.1},
            "shown": {"engagement": "acme", "lang": "fr", "annual_rate": 0.1},
            "page": {"lang": "fr", "title": "Épreuve"},
            **limits,
        }
        return Answer.model_validate(json.loads(json.dumps(execute_job(spec))))

    return run


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
