"""One notebook executed, judged, stripped and rendered, in the current folder of the current process.

The process is a forked child (`gtkit.pipeline.forked`), whose kernel is itself, or it is started for it:
``python -P -m gtkit.pipeline.worker``, its job on standard input, with a kernel of its own. Either leaves its answer in
its work folder, and says there which cell begins: whoever started it holds the watch. A process that was started ends
with its parent, which keeps its standard input open.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import threading
import traceback
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import nbformat
import papermill
from nbclient.exceptions import DeadKernelError
from papermill.exceptions import PapermillExecutionError

from gtkit.pipeline import files
from gtkit.pipeline.job import ANSWER, CELL, UNWRITABLE, Answer, Job
from gtkit.pipeline.parameters import checked, declared
from gtkit.pipeline.proof import INJECTED, failed, judged, stripped


class _LeftError(Exception):
    """A cell asked its kernel to end."""


class _Watch:
    """Tells which of the author's cells begins, counted from 1, for as long as cells run."""

    def __init__(self, file: Path) -> None:
        self.cell = 0
        self._file = file

    def begins(self, *, cell: nbformat.NotebookNode, **_place: object) -> None:
        """Called by nbclient before each cell."""
        if cell.cell_type == "code":
            self.cell += INJECTED not in cell.metadata.get("tags", [])
            self._tell(self.cell)

    def ended(self, *, execute_reply: Mapping[str, Any], **_place: object) -> None:
        """Called by nbclient after each cell."""
        if any(payload.get("source") == "ask_exit" for payload in execute_reply["content"].get("payload", ())):
            raise _LeftError

    def over(self) -> None:
        """No cell runs any more."""
        self._tell(0)

    def _tell(self, cell: int) -> None:
        with self._file.open("a", encoding="ascii") as file:
            file.write(f"{cell}\n")


def answered(job: Job, **how: object) -> int:
    """Run a job and leave its answer; the exit code of the process.

    Parameters
    ----------
    how : options of papermill
        Which engine, and which kernel.
    """
    try:
        answer = run(job, **how)
        (Path(job.work) / ANSWER).write_bytes(answer.model_dump_json().encode())
    except OSError:
        traceback.print_exc(file=sys.__stderr__)
        return UNWRITABLE
    return 0


def run(job: Job, **how: object) -> Answer:
    """Execute the job's notebook, judge it; when it is done leave the stripped copy and the pages made from it."""
    source = _read(Path(job.notebook))
    parameters = checked(job.parameters, declared(source), job.epreuve)
    watch = _Watch(Path(job.work) / CELL)
    try:
        executed = papermill.execute_notebook(
            source,
            None,
            parameters=parameters,
            language="python",
            progress_bar=False,
            request_save_on_cell_execute=False,
            on_cell_start=watch.begins,
            on_cell_executed=watch.ended,
            **how,
        )
    except PapermillExecutionError as error:
        return failed(watch.cell, error.ename, error.evalue)
    except _LeftError:
        return Answer(state="exited", cell=watch.cell, cause="exit()")
    except DeadKernelError:
        return Answer(state="died", cell=watch.cell)
    watch.over()
    answer = judged(executed)
    if answer.state == "done":
        copy = stripped(executed, shown=job.shown, page=job.page)
        text = json.dumps(copy, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
        files.write(Path(job.output), text.encode("utf-8"))
        _render(json.loads(text), job)
    return answer


def _render(copy: dict[str, Any], job: Job) -> None:
    # slow to import where nothing is loaded beforehand: not for a notebook that failed
    from gtkit.pipeline.render import rendered  # noqa: PLC0415

    for edition, place in job.pages.items():
        files.write(Path(place), rendered(copy, edition=edition).encode())


def _read(file: Path) -> nbformat.NotebookNode:
    notebook: nbformat.NotebookNode = nbformat.reads(  # type: ignore[no-untyped-call]
        file.read_text(encoding="utf-8"), as_version=4
    )
    return notebook


def _kernel() -> dict[str, object]:
    """A kernel in a process of its own, without history and start-up files, told to papermill by its name."""
    file = Path(os.environ["JUPYTER_DATA_DIR"], "kernels", "gtkit", "kernel.json")
    command = [sys.executable, "-P", "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    command += ["--HistoryManager.enabled=False", "--InteractiveShellApp.ignore_cwd=True"]
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps({"argv": command, "display_name": "gtkit", "language": "python"}), encoding="utf-8")
    return {
        "kernel_name": "gtkit",
        "start_timeout": 60,
        "shutdown_kernel": "immediate",  # it holds nothing that is worth a farewell
    }


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
    sys.exit(answered(job, **_kernel()))


if __name__ == "__main__":
    main()
