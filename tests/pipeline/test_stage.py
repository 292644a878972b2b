"""A stage is gone when its run ends, however it ends; what a dead one left is cleared with its processes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from gtkit.pipeline.stage import clear, discard, staged


def test_a_stage_ends_with_its_block(tmp_path: Path) -> None:
    """It bears the number of its process; an error passes through and leaves nothing."""
    with staged(tmp_path) as stage:
        (stage / "run").mkdir()
        assert stage.name == f".stage-{os.getpid()}"
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(ZeroDivisionError), staged(tmp_path):
        _ = 1 / 0
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_run_left_is_cleared(tmp_path: Path) -> None:
    """Stages, a half-swapped index, and whoever still works there; runs and index stay."""
    for folder in (".stage-1/run", ".stage-2/work", "runs/x"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / ".index.html-1").touch()
    (tmp_path / "index.html").touch()
    working = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"], cwd=tmp_path / ".stage-2/work")
    clear(tmp_path)
    assert {p.name for p in tmp_path.iterdir()} == {"runs", "index.html"}
    assert working.wait(timeout=5) != 0


def test_one_dead_process_is_discarded_alone(tmp_path: Path) -> None:
    """The stages of others, which may live, stay; nothing is done for a process without a number."""
    for folder in ("a/.stage-7", "b/.stage-8"):
        (tmp_path / folder).mkdir(parents=True)
    discard(tmp_path, 7)
    discard(tmp_path, 0)
    assert list((tmp_path / "a").iterdir()) == []
    assert [p.name for p in (tmp_path / "b").iterdir()] == [".stage-8"]
