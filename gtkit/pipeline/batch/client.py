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
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from gtkit.pipeline.batch.order import Checked, Order, Outcome, ended
from gtkit.pipeline.environment import environment
from gtkit.pipeline.leftovers import sweep
from gtkit.pipeline.progress import Progress, silent
from gtkit.pipeline.stage import discard

_SERVER = "gtkit.pipeline.batch.server"
_ALONE = "gtkit.pipeline.batch.alone"
# jsonschema looks for a checker of addresses, which compiles a grammar for seconds: no notebook needs it
_START = "import sys; sys.modules['rfc3987_syntax'] = None; from {module} import main; main()"
_FORKS = sys.platform == "linux"  # elsewhere, frameworks that a loaded process holds do not survive a fork
_GONE = {"ended": "server"}
_FAREWELL = 4.5  # seconds that a server has to end what it runs


class Server:
    """A process that carries out orders, many at a time; a context manager that ends it with all that it runs."""

    def __init__(self, module: str = _SERVER) -> None:
        self._work = Path(tempfile.mkdtemp(prefix="gtkit-"))
        self._log = (self._work / "server.log").open("wb")
        self._process = subprocess.Popen(  # noqa: S603 - our own module
            [sys.executable, "-P", "-c", _START.format(module=module)],
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
        told = self._asked({"order": order.model_dump()}, order.seconds, progress)
        if "outcome" in told:
            return Outcome.model_validate(told["outcome"])
        discard(Path(order.output), told.get("process", 0))
        log = ""
        with suppress(OSError):  # the server removes its folder when it is closed
            log = (self._work / "server.log").read_text(encoding="utf-8", errors="replace")[-20_000:]
        return Outcome.model_validate(ended(order, told["ended"], told["seconds"], late=told["late"]) | {"trace": log})

    def check(self, orders: Sequence[Order]) -> Checked:
        """Which orders can be carried out; none is."""
        told = self._asked({"check": [order.model_dump() for order in orders]}, math.inf, silent)
        if "checked" in told:
            return Checked.model_validate(told["checked"])
        died = {order.engagement: ended(order, told["ended"]) for order in orders}
        return Checked.model_validate({"refused": died})

    def _asked(self, message: Mapping[str, Any], seconds: float, progress: Progress) -> dict[str, Any]:
        """All that was told of a message, the last word on each point; `late` when it took too long and was ended."""
        mailbox: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()
        with self._one_at_a_time:
            self._keys += 1
            key = self._keys
            self._waiting[key] = mailbox
        self._say({"key": key, **message})
        if self._over:
            mailbox.put(_GONE)
        begun = math.inf  # a server that still loads takes nothing from the time of a run
        all_told: dict[str, Any] = {"late": False, "seconds": 0.0}
        while "ended" not in all_told:
            left = begun + seconds - time.monotonic()
            try:
                told = mailbox.get(timeout=None if all_told["late"] or left == math.inf else max(0.0, left))
            except queue.Empty:
                all_told["late"] = True
                self._say({"key": key, "kill": True})
                continue
            if "begun" in told:
                begun = time.monotonic()
            if "step" in told:
                progress(told["step"], told["what"])
            all_told |= told
        del self._waiting[key]
        return all_told | {"seconds": max(0.0, time.monotonic() - begun)}

    def close(self) -> None:
        """End it and all that it runs, an interrupted run's stage cleared."""
        if self._process.stdin and not self._process.stdin.closed:
            with suppress(OSError):  # an order may still lie in it that a dead server never took
                self._process.stdin.close()
        if not self._keys:
            self._process.kill()  # it may still load, and runs nothing
        try:
            self._process.wait(_FAREWELL)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        sweep(self._work)
        self._log.close()
        shutil.rmtree(self._work, ignore_errors=True)

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
            if not line.endswith(b"\n"):  # it died in the middle of a word
                break
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


def checked(orders: Sequence[Order]) -> Checked:
    """Which orders can be carried out, found in a process of its own: whoever asks loads nothing."""
    if _FORKS:
        return server().check(orders)
    with Server(_ALONE) as alone:
        return alone.check(orders)


_own: list[Server] = []
_starting = threading.Lock()


def get_ready() -> None:
    """Have this process's server load while something else is done."""
    if _FORKS:
        server()


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
