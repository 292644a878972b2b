"""Whoever gives orders: the server of this process, started when it is first needed, or one process for each order.

`execute_job` is the seam of a batch: a module-level function, JSON in, JSON out, which any ``concurrent.futures``
executor can carry to another process or machine. Each process that it is called in has a server of its own.
"""

from __future__ import annotations

import atexit
import json
import math
import queue
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from gtkit.pipeline.batch.order import Order, Outcome, ended
from gtkit.pipeline.environment import environment
from gtkit.pipeline.leftovers import sweep
from gtkit.pipeline.production import Progress
from gtkit.pipeline.publish import STAGE, silent

_SERVER = "gtkit.pipeline.batch.server"
_ALONE = "gtkit.pipeline.batch.alone"
_FORKS = sys.platform == "linux"  # elsewhere, frameworks that a loaded process holds do not survive a fork
_GONE = {"ended": "server"}
_FAREWELL = 4.5  # seconds that a server has to end what it runs


class Server:
    """A process that carries out orders, many at a time; a context manager that ends it with all that it runs."""

    def __init__(self, module: str = _SERVER) -> None:
        self._work = Path(tempfile.mkdtemp(prefix="gtkit-"))
        self._log = (self._work / "server.log").open("wb")
        self._process = subprocess.Popen(  # noqa: S603 - our own module
            [sys.executable, "-P", "-m", module],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            cwd=self._work,
            env=environment(self._work),
            start_new_session=True,
        )
        self._waiting: dict[int, queue.SimpleQueue[dict[str, Any]]] = {}
        self._one_at_a_time = threading.Lock()
        self._keys = 0
        self._over = False
        threading.Thread(target=self._listen, daemon=True).start()

    def __enter__(self) -> Server:
        return self

    def __exit__(self, *stopped: object) -> None:
        self.close()

    @property
    def alive(self) -> bool:
        """Whether it still takes orders."""
        return not self._over and self._process.poll() is None

    def ask(self, order: Order, progress: Progress = silent) -> Outcome:
        """What becomes of an order; called from as many threads as there are orders at a time."""
        begun = math.inf  # a server that still loads takes nothing from the time of a run
        mailbox: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()
        with self._one_at_a_time:
            self._keys += 1
            key = self._keys
            self._waiting[key] = mailbox
        outcome, late = None, False
        self._say({"key": key, "order": order.model_dump()})
        if self._over:
            mailbox.put(_GONE)
        while True:
            left = begun + order.seconds - time.monotonic()
            try:
                told = mailbox.get(timeout=None if late or left == math.inf else max(0.0, left))
            except queue.Empty:
                late = True
                self._say({"key": key, "kill": True})
                continue
            if "begun" in told:
                begun = time.monotonic()
            elif "step" in told:
                progress(told["step"], told["what"])
            elif "outcome" in told:
                outcome = Outcome.model_validate(told["outcome"])
            else:
                break
        del self._waiting[key]
        if outcome:
            return outcome
        _cleared(order, told.get("process", 0))
        return self._unanswered(order, told["ended"], max(0.0, time.monotonic() - begun), late=late)

    def close(self) -> None:
        """End it and all that it runs, an interrupted run's stage cleared."""
        if self._process.stdin and not self._process.stdin.closed:
            with suppress(OSError):  # an order may still lie in it that a dead server never took
                self._process.stdin.close()
        try:
            self._process.wait(_FAREWELL)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        sweep(self._work)
        self._log.close()
        shutil.rmtree(self._work, ignore_errors=True)

    def _unanswered(self, order: Order, how: str, seconds: float, *, late: bool) -> Outcome:
        """What became of an order whose process gave no answer."""
        facts = ended(f"> {order.seconds:g} s" if late else how, seconds, limit=order.seconds if late else 0)
        log = ""
        with suppress(OSError):  # it removes its folder when it is closed
            log = (self._work / "server.log").read_text(encoding="utf-8", errors="replace")[-20_000:]
        return Outcome.model_validate({**facts, "engagement": Path(order.engagement).name, "trace": log})

    def _say(self, message: Mapping[str, Any]) -> None:
        assert self._process.stdin is not None  # noqa: S101 - asked for above
        try:
            with self._one_at_a_time:
                self._process.stdin.write(json.dumps(message).encode() + b"\n")
                self._process.stdin.flush()
        except (OSError, ValueError):  # it is gone or closed: whoever waits hears it from the listener
            self._gone()

    def _listen(self) -> None:
        assert self._process.stdout is not None  # noqa: S101 - asked for above
        for line in self._process.stdout:
            told = json.loads(line)
            if mailbox := self._waiting.get(told["key"]):
                mailbox.put(told)
        self._gone()

    def _gone(self) -> None:
        """Tell all who wait, and whoever asks from now on, that nobody answers any more."""
        self._over = True
        for mailbox in list(self._waiting.values()):
            mailbox.put(_GONE)


def execute_job(spec: Mapping[str, Any]) -> dict[str, Any]:
    """Carry out one order, in a process of its own.

    Parameters
    ----------
    spec : mapping
        An `Order` as JSON holds it.

    Returns
    -------
    dict: an `Outcome` as JSON holds it; a run that failed, or whose process died, is an outcome, not an exception.

    Raises pydantic.ValidationError for a spec that is no order.
    """
    return asked(Order.model_validate(spec)).model_dump()


def asked(order: Order, progress: Progress = silent) -> Outcome:
    """The same for a value, each step told as it ends."""
    if _FORKS:
        return server().ask(order, progress)
    with Server(_ALONE) as alone:
        return alone.ask(order, progress)


_own: list[Server] = []
_starting = threading.Lock()


def server() -> Server:
    """The server of this process; another one when it died."""
    with _starting:
        if not _own or not _own[-1].alive:
            close()
            _own.append(Server())
        return _own[-1]


@atexit.register
def close() -> None:
    """End this process's server, if it has one, and all that it runs."""
    while _own:
        _own.pop().close()


def _cleared(order: Order, process: int) -> None:
    """Remove the stage of a run that died, and end what it had started."""
    for stage in Path(order.output).glob(f"*/{STAGE}{process}") if process else ():
        sweep(stage)
        shutil.rmtree(stage, ignore_errors=True)
