"""Processes that outlive what they worked for, found by their folder, wherever they hang in the process tree.

Where this process adopts orphans (Linux), none needs to be looked for, and one that gave up everything that it was
started with, folder and session included, is found all the same.
"""

from __future__ import annotations

import ctypes
import os
import signal
import time
from collections.abc import Collection, Iterator
from contextlib import suppress
from pathlib import Path

import psutil  # type: ignore[import-untyped]

from gtkit.pipeline.job import MARK

_PR_SET_CHILD_SUBREAPER = 36


class Orphans:
    """What hangs from this process although it started it not: whatever outlives its parent below it."""

    def __init__(self) -> None:
        ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1)
        self._known = _children()

    def living(self, own: Collection[int] = ()) -> set[int]:
        """Numbers of the processes, but for those of `own` and those that were there from the beginning."""
        return {pid for pid in _children() - self._known - set(own) if not _reaped(pid)}

    def end(self, *, patience: float = 5.0) -> None:
        """End them, and what then hangs from this process in turn."""
        deadline = time.monotonic() + patience
        while (left := self.living()) and time.monotonic() < deadline:
            for pid in left:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            time.sleep(0.005)


def _children() -> set[int]:
    return {int(pid) for pid in Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()}


def _reaped(pid: int) -> bool:
    with suppress(ChildProcessError):
        return os.waitpid(pid, os.WNOHANG)[0] == pid
    return True


def sweep(folder: Path, *, patience: float = 5.0) -> None:
    """End every process that works in a folder or below: started for it, or standing in it.

    What a process was started with tells the first; a forked child bears its parent's, and is told by its current
    folder. This process and those that it hangs from are spared.
    """
    deadline = time.monotonic() + patience
    while (left := list(_working_in(folder.resolve()))) and time.monotonic() < deadline:
        for process in left:
            with suppress(psutil.Error):
                process.kill()
        time.sleep(0.05)  # psutil's own wait would take a child's exit code from its parent


def _working_in(folder: Path) -> Iterator[psutil.Process]:
    spared = {os.getpid(), *(parent.pid for parent in psutil.Process().parents())}
    for process in psutil.process_iter():
        if process.pid not in spared:
            with suppress(psutil.Error, OSError):  # another person's, or gone
                places = (process.environ().get(MARK), process.cwd())
                inside = any(place and Path(place).is_relative_to(folder) for place in places)
                if inside and process.status() != psutil.STATUS_ZOMBIE:
                    yield process
