"""What works in a folder is ended; what works elsewhere lives on."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from gtkit.pipeline.job import MARK
from gtkit.pipeline.leftovers import sweep

SLEEP = [sys.executable, "-c", "import time; time.sleep(30)"]


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    """Two folders, of which the first is swept."""
    for name in ("mine", "other"):
        (tmp_path / name / "work").mkdir(parents=True)
    return tmp_path / "mine", tmp_path / "other"


@pytest.mark.parametrize("by", ["mark", "folder"])
def test_a_sweep_ends_what_works_in_a_folder_alone(folders: tuple[Path, Path], by: str) -> None:
    """Marked with it, or standing in it: ended. A process of another job lives on."""
    works = [folder / "work" for folder in folders]
    told = [{"env": {**os.environ, MARK: str(work)}} if by == "mark" else {"cwd": str(work)} for work in works]
    ours, other = (subprocess.Popen(SLEEP, **options) for options in told)  # type: ignore[call-overload]
    try:
        sweep(folders[0])
        assert ours.wait(5) != 0
        assert other.poll() is None
    finally:
        other.kill()
        other.wait()


def test_a_sweep_spares_who_sweeps(folders: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """The process of the tests stands in the folder, and lives to tell."""
    monkeypatch.chdir(folders[0])
    sweep(folders[0], patience=0.5)
