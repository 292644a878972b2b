"""Notebooks executed by papermill, one after the other: ``papermills.py ENGINE FOLDER...``.

Each folder holds ``in.ipynb``; ``out.ipynb`` and ``ended`` are left there: the name of what papermill raised, and its
text. With the engine gtkit, each in a child of this process.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import papermill


def main(engine: str, folders: list[str]) -> None:
    """Execute what lies in each folder."""
    if engine == "gtkit":
        from gtkit.pipeline.kernel import boot  # noqa: PLC0415

        boot()
    for folder in folders:
        if engine == "gtkit" and (child := os.fork()):
            os.waitpid(child, 0)
            continue
        os.chdir(folder)
        _executed({"engine_name": engine} if engine == "gtkit" else {})
        if engine == "gtkit":
            os._exit(0)


def _executed(how: dict[str, str]) -> None:
    ended = "well"
    try:
        papermill.execute_notebook("in.ipynb", "out.ipynb", progress_bar=False, **how)
    except Exception as error:  # noqa: BLE001 - told, and compared
        ended = f"{type(error).__name__}: {error}"
    Path("ended").write_text(ended, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
