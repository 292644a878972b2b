"""A process that is loaded once and forks whole commands, and the servers that they start.

It is started as ``python -P loaded.py SOCKET``. A round of a harness then costs what a batch does, not what loading
costs. A command is `gtkit.cli.main` and a server `gtkit.pipeline.batch.server.main`, each in a process of its own that
leads a session, speaks through its own standard streams and can be killed; only ``subprocess.Popen`` is replaced. Each
connection asks for one process: its number comes back at once, its exit code when it ended.
"""

from __future__ import annotations

import atexit
import json
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Mapping
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NoReturn

from gtkit.pipeline.forked import die_with_parent, prepare

Spec = dict[str, Any]
WHERE, REFUSE = "GTKIT_LOADED", "GTKIT_REFUSE"  # environment of a command: the socket; what its disk refuses
_NEEDED = ("cli", *(f"pipeline.batch.{name}" for name in ("client", "driver", "overview", "planning", "server")))


class Process:
    """One forked process, with the face of ``subprocess.Popen`` that gtkit looks at."""

    def __init__(self, place: str, spec: Mapping[str, Any], streams: tuple[int, int, int]) -> None:
        self._line = socket.socket(socket.AF_UNIX)
        self._line.connect(place)
        socket.send_fds(self._line, [json.dumps(spec).encode()], list(streams))
        self._told = b""
        self.returncode: int | None = None
        while self._told.count(b"\n") < 1:
            self._hear(None)
        self.pid = int(self._told.split(b"\n")[0])

    def poll(self) -> int | None:
        """Its exit code, less than 0 for a signal; None while it lives."""
        with suppress(BlockingIOError, TimeoutError):
            while self.returncode is None:
                self._hear(0)
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """The same, once it has ended; raises subprocess.TimeoutExpired."""
        try:
            while self.returncode is None:
                self._hear(timeout)
        except TimeoutError:
            raise subprocess.TimeoutExpired("forked", timeout or 0) from None
        return self.returncode

    def kill(self) -> None:
        """End it, unless it has ended."""
        if self.poll() is None:
            os.kill(self.pid, signal.SIGKILL)

    def _hear(self, timeout: float | None) -> None:
        self._line.settimeout(timeout)
        block = self._line.recv(100)
        self._told += block
        if not block or self._told.count(b"\n") == 2:
            self.returncode = int(self._told.split(b"\n")[1] or -signal.SIGKILL)
            self._line.close()


class _Server(Process):
    """What stands in a command for the Popen of its server."""

    def __init__(self, command: object, *, stderr: Any, cwd: object, env: Mapping[str, str], **_how: object) -> None:
        (read, self._in), (self._out, written) = os.pipe(), os.pipe()
        spec = {"role": "server", "cwd": str(cwd), "env": dict(env), "refuse": json.loads(os.environ[REFUSE])}
        super().__init__(os.environ[WHERE], spec, (read, written, stderr.fileno()))
        for end in (read, written):
            os.close(end)
        self.stdin, self.stdout = os.fdopen(self._in, "wb"), os.fdopen(self._out, "rb")


def main() -> None:
    """Load everything, then fork for whoever asks until standard input closes."""
    prepare()
    for name in _NEEDED:
        import_module(f"gtkit.{name}")
    door = socket.socket(socket.AF_UNIX)
    door.bind(sys.argv[1])
    door.listen(20)
    lines: dict[int, socket.socket] = {}
    print("ready", flush=True)  # noqa: T201 - who started this waits for it
    while True:
        ready, _, _ = select.select([door, 0], [], [], 0.005)
        if 0 in ready and not os.read(0, 1):
            break
        if door in ready:
            line, _ = door.accept()
            message, streams, _, _ = socket.recv_fds(line, 1 << 20, 3)
            if not message:  # whoever asked was killed before it could
                continue
            pid = os.fork()
            if not pid:
                for other in (door, line, *lines.values()):
                    other.close()
                _live(json.loads(message), streams)
            for stream in streams:
                os.close(stream)
            with suppress(OSError):  # or since; then the server finds its standard input closed
                line.sendall(b"%d\n" % pid)
            lines[pid] = line
        while lines:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if not pid:
                break
            line = lines.pop(pid)
            with suppress(OSError):
                line.sendall(b"%d\n" % os.waitstatus_to_exitcode(status))
            line.close()
    for pid in lines:
        os.kill(pid, signal.SIGKILL)


def _live(spec: Spec, streams: list[int]) -> NoReturn:
    """Be a command or a server, and end."""
    code: object = 1
    try:
        parent = os.getppid()
        os.setsid()
        die_with_parent(parent)
        for stream, standard in zip(streams, (0, 1, 2), strict=True):
            os.dup2(stream, standard)
            os.close(stream)
        os.environ.clear()
        os.environ.update(spec["env"])
        tempfile.tempdir = None
        time.tzset()
        os.chdir(spec["cwd"])
        if spec["refuse"].get("unprivileged"):
            _refusing().give_up_privileges()
        {"command": _command, "server": _server}[spec["role"]](spec)
        code = 0
    except SystemExit as ended:
        code = ended.code
    except BaseException:  # noqa: BLE001 - whatever it is, the child ends here
        traceback.print_exc()
    finally:
        if spec["role"] == "command":
            atexit._run_exitfuncs()  # what os._exit would leave out
        for text in (sys.stdout, sys.stderr):
            text.flush()
        os._exit(code if isinstance(code, int) else 0)


def _command(spec: Spec) -> None:
    from gtkit.cli import main as command  # noqa: PLC0415
    from gtkit.pipeline.batch import client, stamps  # noqa: PLC0415

    client.subprocess = SimpleNamespace(  # type: ignore[assignment]
        Popen=_Server, PIPE=subprocess.PIPE, TimeoutExpired=subprocess.TimeoutExpired
    )
    stamps._FRESH = 0  # what was laid down counts as settled at once
    if spec["refuse"].get("who") == "command":
        _refusing().put_on(spec["refuse"])
    sys.argv = ["gtkit", *spec["argv"]]
    command()


def _server(spec: Spec) -> None:
    from gtkit.pipeline.batch import server  # noqa: PLC0415

    if spec["refuse"].get("who") == "run":
        answer = server.answer

        def refusing(*order: Any) -> None:
            _refusing().put_on(spec["refuse"])
            answer(*order)

        server.answer = refusing
    server.main()


def _refusing() -> Any:
    sys.path.insert(0, str(Path(__file__).parent))
    import refusing  # type: ignore[import-not-found] # noqa: PLC0415

    sys.path.pop(0)
    return refusing


if __name__ == "__main__":
    main()
