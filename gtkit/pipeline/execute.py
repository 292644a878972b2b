"""Run one notebook in a process of its own, with a clean environment, a deadline, and nothing left behind.

`execute_job` is the seam: a module-level function, JSON in, JSON out, which any ``concurrent.futures`` executor can
carry to another process or machine.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import psutil  # type: ignore[import-untyped]

from gtkit.pipeline.job import ANSWER, MARK, UNWRITABLE, Answer, Job

_PASSED_ON = """
    PATH HOME TMPDIR TEMP TMP LD_LIBRARY_PATH DYLD_LIBRARY_PATH XDG_CACHE_HOME SOURCE_DATE_EPOCH
    SYSTEMROOT SYSTEMDRIVE WINDIR COMSPEC PATHEXT USERPROFILE APPDATA LOCALAPPDATA PROGRAMDATA
"""
_SAME_EVERYWHERE = {  # what would make bytes depend on the machine
    "LANG": "C.UTF-8",
    "LC_ALL": "C.UTF-8",
    "TZ": "UTC",
    "PYTHONHASHSEED": "0",
    "PYTHONUTF8": "1",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "JUPYTER_PLATFORM_DIRS": "1",
}
_LOG = "processes.log"


def execute_job(spec: Mapping[str, Any]) -> dict[str, Any]:
    """Execute one notebook, and tell what became of it.

    Parameters
    ----------
    spec : mapping
        A `Job` as JSON holds it. Its work folder is made when it is not there.

    Returns
    -------
    dict: an `Answer` as JSON holds it; a failed notebook is an answer, not an exception.

    Raises pydantic.ValidationError for a spec that is no job, OSError when the work folder cannot be written.
    """
    job = Job.model_validate(spec)
    work = Path(job.work).resolve()
    work.mkdir(parents=True, exist_ok=True)
    (work / "matplotlibrc").touch()
    with (work / _LOG).open("wb") as log:
        worker = subprocess.Popen(
            [sys.executable, "-P", "-m", "gtkit.pipeline.worker"],
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=subprocess.STDOUT,
            cwd=work,
            env=environment(work),
            start_new_session=True,
        )
        try:
            answer = _awaited(worker, job, work)
        finally:
            sweep(work)
            worker.wait()
            if worker.stdin:
                worker.stdin.close()
    return answer.model_dump()


def environment(work: Path) -> dict[str, str]:
    """What a worker and its kernel may know of this machine's environment: an allow-list, and folders of their own."""
    passed = {name: value for name, value in os.environ.items() if name.upper() in _PASSED_ON.split()}
    own = {
        "JUPYTER_CONFIG_DIR": str(work / "jupyter" / "config"),
        "JUPYTER_DATA_DIR": str(work / "jupyter" / "data"),
        "JUPYTER_RUNTIME_DIR": str(work / "jupyter" / "runtime"),
        "IPYTHONDIR": str(work / "ipython"),
        "MATPLOTLIBRC": str(work / "matplotlibrc"),
        MARK: str(work),
    }
    return passed | _SAME_EVERYWHERE | own


def sweep(folder: Path, *, patience: float = 5.0) -> None:
    """End every process that was started to work in a folder or below, wherever it now hangs in the process tree.

    A kernel leads a session of its own and outlives a killed parent: the mark in its environment finds it.
    """
    deadline = time.monotonic() + patience
    while (left := _marked(folder)) and time.monotonic() < deadline:
        for process in left:
            try:
                process.kill()
            except psutil.Error:
                continue
        time.sleep(0.05)  # psutil's own wait would take a child's exit code from its parent


def _marked(folder: Path) -> list[psutil.Process]:
    found = []
    for process in psutil.process_iter():
        try:
            mark = process.environ().get(MARK)
            alive = process.status() != psutil.STATUS_ZOMBIE
        except (psutil.Error, OSError):
            continue
        if mark and alive and process.pid != os.getpid() and Path(mark).is_relative_to(folder.resolve()):
            found.append(process)
    return found


def _awaited(worker: subprocess.Popen[bytes], job: Job, work: Path) -> Answer:
    """The worker's answer, or what became of it."""
    assert worker.stdin is not None  # noqa: S101 - asked for above
    try:
        worker.stdin.write(json.dumps(job.model_dump()).encode() + b"\n")
        worker.stdin.flush()
        code = worker.wait(timeout=job.run_seconds)
    except subprocess.TimeoutExpired:
        return Answer(state="timeout", cause=f"> {job.run_seconds:g} s", log=_log(work))
    except BrokenPipeError:
        code = worker.wait()
    file = work / ANSWER
    if code == 0 and file.is_file():
        answer = Answer.model_validate_json(file.read_bytes())
        if answer.state == "timeout":
            return answer.model_copy(update={"cause": f"> {job.cell_seconds:g} s", "log": _log(work)})
        return answer if answer.state == "done" else answer.model_copy(update={"log": _log(work)})
    state = "unwritable" if code == UNWRITABLE else "died"
    return Answer.model_validate({"state": state, "cause": _cause(code), "log": _log(work)})


def _cause(code: int) -> str:
    """How a process ended, as a name: the signal, or its exit code."""
    return signal.Signals(-code).name if code < 0 else f"exit {code}"


def _log(work: Path) -> str:
    return (work / _LOG).read_text(encoding="utf-8", errors="replace")[-20_000:]
