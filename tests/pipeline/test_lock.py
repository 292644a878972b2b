"""One run at a time, and a dead one stops nobody."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from gtkit.errors import EngagementLocked
from gtkit.pipeline.lock import held

_HOLDER = """
import sys, pathlib
from gtkit.pipeline.lock import held
with held(pathlib.Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def _holder(folder: Path) -> subprocess.Popen[str]:
    holder = subprocess.Popen(
        [sys.executable, "-c", _HOLDER, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout is not None
    assert holder.stdout.readline().strip() == "held"
    return holder


def test_a_second_run_is_refused_and_told_who_holds(tmp_path: Path) -> None:
    """The refusal comes at once and names the process that holds the lock."""
    holder = _holder(tmp_path / "acme")
    try:
        with pytest.raises(EngagementLocked) as refused, held(tmp_path / "acme"):
            pytest.fail("two runs at once")
        assert refused.value.found == str(holder.pid)
    finally:
        holder.kill()
        holder.communicate()


def test_the_lock_of_a_killed_run_is_taken_over(tmp_path: Path) -> None:
    """A process killed outright leaves nothing that stops the next run."""
    holder = _holder(tmp_path)
    holder.kill()
    holder.communicate()
    with held(tmp_path):
        assert (tmp_path / ".lock").read_text(encoding="ascii").strip() == str(os.getpid())


def test_the_lock_is_free_after_a_failure(tmp_path: Path) -> None:
    """A run that raises gives the lock back."""
    with pytest.raises(RuntimeError), held(tmp_path):
        raise RuntimeError
    with held(tmp_path), pytest.raises(EngagementLocked), held(tmp_path):
        pytest.fail("two runs at once")
