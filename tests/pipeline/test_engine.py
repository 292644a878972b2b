"""The entry point leads to the engine, whichever of the two is imported first."""

from __future__ import annotations

import subprocess
import sys

import pytest


@pytest.mark.parametrize("first", ["papermill", "gtkit.pipeline.engine", "gtkit.pipeline.inprocess"])
def test_papermill_knows_the_engine(first: str) -> None:
    """Papermill loads its engines while it is being imported."""
    code = f"import {first}; from papermill.engines import papermill_engines as e; print(e.get_engine('gtkit'))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "LateEngine" in done.stdout, done.stderr


def test_names_are_found_as_papermill_finds_them() -> None:
    """The kernel that was asked for, else the notebook's own."""
    code = """
import nbformat
from gtkit.pipeline.engine import ENGINE
nb = nbformat.v4.new_notebook(metadata={"kernelspec": {"name": "python3", "display_name": "P", "language": "python"}})
print(ENGINE.nb_kernel_name(nb), ENGINE.nb_kernel_name(nb, "own"), ENGINE.nb_language(nb))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "python3 own python\n"
