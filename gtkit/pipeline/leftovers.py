"""Processes that outlive what they worked for: found by their folder, wherever they hang in the process tree."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psutil  # type: ignore[import-untyped]

from gtkit.pipeline.job import MARK


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
