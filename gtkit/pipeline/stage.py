"""Where a run is made before it has a name: a folder beside the runs, gone when the run ends, however it ends."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from gtkit.pipeline import files
from gtkit.pipeline.leftovers import sweep

_STAGE = ".stage-"


@contextmanager
def staged(report: Path) -> Iterator[Path]:
    """A stage of this process, removed at the end of the block."""
    stage = report / f"{_STAGE}{os.getpid()}"
    stage.mkdir()
    try:
        yield stage
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def clear(report: Path) -> None:
    """Remove what a killed run left, its processes first; under the lock, so that no living run is touched."""
    _removed(report.glob(f"{_STAGE}*"))
    files.clear(report / "index.html")


def discard(output: Path, process: int) -> None:
    """Remove what one process, which is dead, left below a folder of reports."""
    if process:
        _removed(output.glob(f"*/{_STAGE}{process}"))


def _removed(stages: Iterable[Path]) -> None:
    for stage in stages:
        sweep(stage)
        shutil.rmtree(stage, ignore_errors=True)
