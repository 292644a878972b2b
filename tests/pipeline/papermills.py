"""Notebooks executed by papermill, one after the other: ``papermills.py ENGINE FOLDER...``.

Each folder holds ``in.ipynb``; ``out.ipynb`` and ``ended`` are left there: the name of what papermill raised, and its
text. Each in a child of this process; one in which papermill waits for ever for a message that was lost between its
kernel and itself is ended, and tried again.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path

import papermill

_PATIENCE = 90  # seconds; the longest takes a tenth of it
_TRIES = 3


def main(engine: str, folders: list[str]) -> None:
    """Execute what lies in each folder."""
    if engine == "gtkit":
        from gtkit.pipeline.forked import prepare  # noqa: PLC0415

        prepare()
    for folder in folders:
        if not any(_in_a_child(engine, folder) for _ in range(_TRIES)):
            raise TimeoutError(folder)


def _in_a_child(engine: str, folder: str) -> bool:
    """Whether it ended in time."""
    child = os.fork()
    if not child:
        os.chdir(folder)
        _executed({"engine_name": engine} if engine == "gtkit" else {})
        os._exit(0)
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        if os.waitpid(child, os.WNOHANG)[0]:
            return True
        time.sleep(0.01)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return False


def _executed(how: dict[str, str]) -> None:
    ended = "well"
    try:
        papermill.execute_notebook("in.ipynb", "out.ipynb", progress_bar=False, **how)
    except Exception as error:  # noqa: BLE001 - told, and compared
        ended = f"{type(error).__name__}: {error}"
    Path("ended").write_text(ended, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
