"""The worker refuses what its notebook does not declare, and speaks only through its answer."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gtkit.errors import UnknownName
from gtkit.pipeline.job import Job
from gtkit.pipeline.worker import run


def test_an_undeclared_parameter_starts_no_kernel(notebook_of, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Papermill would only warn: the worker refuses before it is called."""
    monkeypatch.setattr("papermill.execute_notebook", lambda *_, **__: pytest.fail("a kernel was started"))
    source = tmp_path / "n.ipynb"
    source.write_text(json.dumps(notebook_of("1")), encoding="utf-8")
    places = {"notebook": str(source), "work": str(tmp_path), "output": str(tmp_path / "o.ipynb")}
    job = Job(epreuve="e", **places, parameters={"x = 1\nimport os": 1}, shown={}, page={})
    with pytest.raises(UnknownName):
        run(job)
