"""The process that runs one notebook: ``python -P -m gtkit.pipeline.worker``, its job on standard input.

It answers in ``answer.json`` of its work folder, and ends with its parent: whoever started it keeps its standard input
open, and a closed one means that nobody waits any more.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import threading
import traceback
from pathlib import Path
from typing import Any

import nbformat
import papermill
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from papermill.exceptions import PapermillExecutionError

from gtkit.pipeline import files
from gtkit.pipeline.job import ANSWER, UNWRITABLE, Answer, Job
from gtkit.pipeline.parameters import checked, declared
from gtkit.pipeline.proof import judged, stripped

_EXECUTED = "executed.ipynb"  # relative: papermill fills in braces that a longer path may hold


def run(job: Job) -> Answer:
    """Execute the job's notebook in the current folder, judge it, and leave the stripped copy when it is done."""
    source = _read(Path(job.notebook))
    parameters = checked(job.parameters, declared(source), job.epreuve)
    stopped = _execute(source, parameters, job.cell_seconds)
    executed = _read(Path(_EXECUTED))
    answer = judged(executed, stopped=stopped)
    if answer.state == "done":
        copy = stripped(executed, shown=job.shown, page=job.page)
        text = json.dumps(copy, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
        files.write(Path(job.output), text.encode("utf-8"))
    return answer


def _read(file: Path) -> nbformat.NotebookNode:
    notebook: nbformat.NotebookNode = nbformat.reads(  # type: ignore[no-untyped-call]
        file.read_text(encoding="utf-8"), as_version=4
    )
    return notebook


def _execute(source: Any, parameters: dict[str, Any], cell_seconds: float) -> str:
    """Run the cells; what stopped them, empty when nothing did or an error stands in a cell."""
    kernel = Path(os.environ["JUPYTER_DATA_DIR"], "kernels", "gtkit", "kernel.json")
    command = [sys.executable, "-P", "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    command += ["--HistoryManager.enabled=False", "--InteractiveShellApp.ignore_cwd=True"]
    spec = {"argv": command, "display_name": "gtkit", "language": "python"}
    files.write(kernel, json.dumps(spec).encode())
    try:
        papermill.execute_notebook(
            source,
            _EXECUTED,
            parameters=parameters,
            kernel_name="gtkit",
            language="python",
            progress_bar=False,
            start_timeout=60,
            execution_timeout=cell_seconds,
            shutdown_kernel="immediate",  # it holds nothing that is worth a farewell
        )
    except PapermillExecutionError:
        return ""
    except CellTimeoutError:
        return "timeout"
    except DeadKernelError:
        return "died"
    return ""


def _end_with_parent() -> None:
    while os.read(0, 1):
        pass
    os._exit(1)


def main() -> None:
    """Read the job, run it, answer."""
    job = Job.model_validate_json(sys.stdin.buffer.readline())
    threading.Thread(target=_end_with_parent, daemon=True).start()
    if sys.platform == "win32":
        asyncio.set_event_loop_policy(asyncio.WindowsSelectorEventLoopPolicy())
    try:
        files.write(Path(ANSWER), run(job).model_dump_json().encode())
    except OSError:
        traceback.print_exc()
        sys.exit(UNWRITABLE)


if __name__ == "__main__":
    main()
