"""A job's processes know of the machine what a list allows."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from gtkit.pipeline.environment import environment


def test_the_environment_is_an_allow_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every variable is passed on by name, the same everywhere, or the job's own."""
    for name in list(os.environ):
        monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "x")
    monkeypatch.setenv("PYTHONPATH", "/elsewhere")
    monkeypatch.setenv("PATH", "/bin")
    names = set(environment(tmp_path))
    assert "PATH" in names
    assert not names & {"AWS_SECRET_ACCESS_KEY", "PYTHONPATH"}


def test_temporary_files_lie_in_the_work_folder(tmp_path: Path) -> None:
    """They vanish with it: no other engagement, and nobody afterwards, finds them."""
    told = environment(tmp_path / "work")
    assert {told[name] for name in ("TMPDIR", "TEMP", "TMP")} == {str(tmp_path / "work" / "tmp")}
    assert (tmp_path / "work" / "tmp").is_dir()


def test_a_figure_looks_the_same_whatever_the_user_likes(tmp_path: Path) -> None:
    """The job's own settings of matplotlib exist, and are empty."""
    told = environment(tmp_path / "work")
    assert Path(told["MATPLOTLIBRC"]).read_bytes() == b""
