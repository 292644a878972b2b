"""Run notebooks, each in a process of its own: clean environment, deadlines, nothing left behind.

One thread starts them, watches them, and ends what passes its time; a process that dies is told with its signal and
the cell that it was in.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Generator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from gtkit.pipeline.environment import environment
from gtkit.pipeline.files import free
from gtkit.pipeline.forked import fork, prepared
from gtkit.pipeline.job import ANSWER, CELL, LOG, UNWRITABLE, Answer, Job
from gtkit.pipeline.leftovers import Orphans, sweep

_PAUSE = 0.02  # seconds between two looks at what runs


class Process(Protocol):
    """What the watch needs of a process, forked or started."""

    pid: int

    def poll(self) -> int | None:
        """Its exit code, or less than 0 for the signal that ended it; None while it lives."""

    def kill(self) -> None:
        """End it, unless it has ended."""

    def wait(self) -> int | None:
        """Its exit code, once it has ended."""


def executed(jobs: Sequence[Job], *, at_once: int) -> Generator[Answer, None, None]:
    """Execute notebooks side by side, and tell what became of each, in their order.

    Parameters
    ----------
    jobs : sequence of Job
        Each with a work folder of its own.
    at_once : int
        As many processes at a time, 1 or more; none begins while nobody waits for an answer.

    Returns
    -------
    iterator of Answer: close it, or whatever stops the reader, and all that runs is ended.

    Raises OSError when a work folder cannot be written.
    """
    orphans = Orphans() if prepared() else None
    answers: dict[int, Answer] = {}
    running: dict[int, _Run] = {}
    waiting = list(enumerate(jobs))
    try:
        for place in range(len(jobs)):
            while place not in answers:
                while waiting and len(running) < at_once:
                    number, job = waiting.pop(0)
                    running[number] = _Run(job)
                ended = {number: answer for number, run in running.items() if (answer := run.answer())}
                for number in ended:
                    run = running.pop(number)
                    run.end()
                    if orphans is None or orphans.living([other.process.pid for other in running.values()]):
                        sweep(run.work)
                answers |= ended
                if not ended:
                    time.sleep(_PAUSE)
            yield answers.pop(place)
    finally:
        for run in running.values():
            run.end()
            sweep(run.work)
        if orphans is not None:
            orphans.end()


class _Run:
    """A job while it runs."""

    def __init__(self, job: Job) -> None:
        self.job = job = _absolute(job)
        self.work = Path(job.work)
        self.work.mkdir(parents=True, exist_ok=True)
        self.process: Process = fork(job, self.work) if prepared() else _started(job, self.work)
        self.begun = self.cell_begun = time.monotonic()
        self.told = 0  # bytes in which the cells that began are told

    @property
    def cell(self) -> int:
        """The cell that runs, 0 when none does or none has begun."""
        lines = (self.work / CELL).read_text(encoding="ascii", errors="replace").split() if self.told else []
        return int(lines[-1]) if lines and lines[-1].isdecimal() else 0

    def answer(self) -> Answer | None:
        """What became of the job; None while it runs in time."""
        code = self.process.poll()
        self._look()
        if code is not None:
            return self._ended(code)
        now = time.monotonic()
        if now - self.begun > self.job.run_seconds:
            return self._late(self.job.run_seconds)
        if now - self.cell_begun > self.job.cell_seconds and self.cell:
            return self._late(self.job.cell_seconds)
        return None

    def end(self) -> None:
        """End the process and its group."""
        with suppress(OSError):
            os.killpg(self.process.pid, signal.SIGKILL) if hasattr(os, "killpg") else self.process.kill()
        self.process.wait()
        if isinstance(self.process, subprocess.Popen) and self.process.stdin:
            self.process.stdin.close()

    def _look(self) -> None:
        with suppress(FileNotFoundError):
            told = (self.work / CELL).stat().st_size  # a line comes in one write
            if told != self.told:
                self.told, self.cell_begun = told, time.monotonic()

    def _late(self, limit: float) -> Answer:
        return Answer(state="timeout", cell=self.cell, cause=f"> {limit:g} s", log=self._log())

    def _ended(self, code: int) -> Answer:
        file = self.work / ANSWER
        if code == 0 and file.is_file():
            answer = Answer.model_validate_json(file.read_bytes())
            return answer if answer.state == "done" else answer.model_copy(update={"log": self._log()})
        if code == UNWRITABLE:
            return Answer(state="unwritable", cause=_cause(code), room=free(self.work), log=self._log())
        return Answer(state="died", cell=self.cell, cause=_cause(code), log=self._log())

    def _log(self) -> str:
        with suppress(FileNotFoundError):  # it died before it opened one
            return (self.work / LOG).read_text(encoding="utf-8", errors="replace")[-20_000:]
        return ""


def _absolute(job: Job) -> Job:
    """The same job wherever its process, or one of its cells, goes."""
    paths = {name: str(Path(getattr(job, name)).resolve()) for name in ("notebook", "work", "output")}
    pages = {edition: str(Path(place).resolve()) for edition, place in job.pages.items()}
    return job.model_copy(update=paths | {"pages": pages})


def _started(job: Job, work: Path) -> subprocess.Popen[bytes]:
    """A worker of its own, which ends when this process does: it reads an open standard input to its end."""
    with (work / LOG).open("wb") as log:
        worker = subprocess.Popen(
            [sys.executable, "-P", "-m", "gtkit.pipeline.worker"],
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=subprocess.STDOUT,
            cwd=work,
            env=environment(work),
            start_new_session=True,
        )
    with suppress(BrokenPipeError):  # it died at once: its exit code tells
        assert worker.stdin is not None  # noqa: S101 - asked for above
        worker.stdin.write(job.model_dump_json().encode() + b"\n")
        worker.stdin.flush()
    return worker


def _cause(code: int) -> str:
    """How a process ended, as a name: the signal, or its exit code."""
    return signal.Signals(-code).name if code < 0 else f"exit {code}"
