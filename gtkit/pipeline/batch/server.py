"""A process that is loaded once and forked for each order.

Lines of JSON come in on standard input, ``{"key": 1, "order": {...}}``, ``{"key": 1, "check": [{...}, {...}]}`` or
``{"key": 1, "kill": true}``, and go out on standard output: ``{"key": 1, "begun": 4242}`` with the number
of the process that answers, what it says itself (``{"key": 1, "step": "executed", "what": "..."}``, then
``{"key": 1, "outcome": {...}}`` or ``{"key": 1, "checked": {...}}``), and at its end ``{"key": 1, "ended": "exit 0",
"process": 4242}``. It has one thread, as forking asks. When standard input closes,
nobody waits any more: it interrupts what runs, then ends it, removes the folder made for it, and ends.
"""

from __future__ import annotations

import json
import math
import os
import selectors
import signal
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, NoReturn

from gtkit.pipeline.batch.answering import answer, interrupted, leave, outlet, say
from gtkit.pipeline.forked import die_with_parent, prepare

_PATIENCE = 3.0  # seconds that an interrupted run has to clear its stage


@dataclass(slots=True)
class _Lines:
    """What a pipe brought, cut into lines; the rest waits for its end."""

    pipe: int
    key: int = 0  # of the order that speaks through it; 0 for standard input
    rest: bytes = b""

    def read(self) -> list[bytes] | None:
        """The lines that have come whole; None at the end of the pipe."""
        block = os.read(self.pipe, 1 << 16)
        *lines, self.rest = (self.rest + block).split(b"\n")
        return lines if block else None


@dataclass(slots=True)
class Server:
    """Orders that run: what each of their processes says."""

    pipe: int
    runs: dict[int, _Lines] = field(default_factory=dict)  # process -> its pipe
    selector: selectors.DefaultSelector = field(default_factory=selectors.DefaultSelector)

    def serve(self) -> None:
        """Fork for each order until standard input closes."""
        asked, wake = _Lines(0), _woken_by_children()
        self.selector.register(asked.pipe, selectors.EVENT_READ, asked)
        self.selector.register(wake, selectors.EVENT_READ)
        while True:
            for ready, _ in self.selector.select():
                if ready.data is None:
                    os.read(wake, 1 << 10)
                elif ready.data is not asked:
                    self._pass_on(ready.data)
                elif (lines := asked.read()) is None:
                    return
                else:
                    for line in lines:
                        self._asked(json.loads(line))
            self._reap()

    def end(self) -> None:
        """Interrupt what runs, and after a while end it."""
        for number, until in ((signal.SIGTERM, time.monotonic() + _PATIENCE), (signal.SIGKILL, math.inf)):
            for process in self.runs:
                _signal(process, number)
            while self.runs and time.monotonic() < until:
                self._reap()
                time.sleep(0.02)

    def _tell(self, facts: dict[str, Any]) -> None:
        self._say(json.dumps(facts).encode())

    def _say(self, line: bytes) -> None:
        with suppress(BrokenPipeError):  # nobody listens: standard input is about to tell
            say(line, self.pipe)

    def _asked(self, message: dict[str, Any]) -> None:
        key = int(message["key"])
        if message.get("kill"):
            for process in [process for process, lines in self.runs.items() if lines.key == key]:
                _signal(process, signal.SIGKILL)
            return
        ours, theirs = os.pipe()
        parent, process = os.getpid(), os.fork()
        if not process:
            os.close(ours)
            os.close(self.pipe)
            _child(theirs, parent, message)
        os.close(theirs)
        self._tell({"key": key, "begun": process})
        self.runs[process] = _Lines(ours, key)
        self.selector.register(ours, selectors.EVENT_READ, self.runs[process])

    def _pass_on(self, lines: _Lines) -> bool:
        """What the process of an order said; whether there was anything."""
        told = lines.read()
        for line in told or ():
            self._say(line)
        if told is None:
            self.selector.unregister(lines.pipe)
        return told is not None

    def _reap(self) -> None:
        """Tell which processes ended, after all that they said."""
        for process, lines in list(self.runs.items()):
            done, status = os.waitpid(process, os.WNOHANG)
            if not done:
                continue
            if lines.pipe in self.selector.get_map():
                os.set_blocking(lines.pipe, False)
                with suppress(BlockingIOError):
                    while self._pass_on(lines):
                        pass
            if lines.pipe in self.selector.get_map():  # somebody that it started still holds it
                self.selector.unregister(lines.pipe)
            os.close(lines.pipe)
            del self.runs[process]
            code = os.waitstatus_to_exitcode(status)
            how = signal.Signals(-code).name if code < 0 else f"exit {code}"
            self._tell({"key": lines.key, "ended": how, "process": process})


def _child(pipe: int, parent: int, message: dict[str, Any]) -> NoReturn:
    """Answer one message in this fresh process."""
    code = 1
    try:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        signal.signal(signal.SIGTERM, interrupted)
        os.setsid()
        die_with_parent(parent)
        _quiet()
        answer(message, lambda line: say(line, pipe))
        code = 0
    except KeyboardInterrupt:
        code = 130
    finally:
        os._exit(code)


def _quiet() -> None:
    """Nothing to read, nowhere to speak to but the pipe of the order."""
    null = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1):
        os.dup2(null, stream)


def _signal(process: int, number: signal.Signals) -> None:
    """To the process alone: it interrupts its notebooks itself, and they end with it."""
    try:
        os.kill(process, number)
    except ProcessLookupError:
        return


def _woken_by_children() -> int:
    """A pipe that becomes readable when a child ends."""
    ours, theirs = os.pipe()
    for end in (ours, theirs):
        os.set_blocking(end, False)
    signal.signal(signal.SIGCHLD, lambda number, frame: None)
    signal.set_wakeup_fd(theirs, warn_on_full_buffer=False)
    return ours


def main() -> None:
    """Load everything, then serve."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(0))
    server = Server(outlet())
    prepare()
    try:
        server.serve()
    finally:
        server.end()
    leave()
