"""A kernel without a process of its own: ipykernel's shell in this process, and no socket, no port, no thread.

`boot` makes it once. Its session hands every message, after the journey through JSON that it would have made between
two processes, to whoever speaks to the kernel: `Channels`, the face that nbclient knows. What nbclient and papermill
make of the messages is theirs, so that an executed notebook equals papermill's own, but for this:

- what a cell writes straight to file descriptors 1 and 2, or lets a process that it started write there, stays there;
- a stream is one output between two displays: papermill cuts it wherever a fifth of a second happens to end;
- after ``exit()`` no cell runs: papermill's kernel runs those that are quicker than its end;
- there is no control channel and no debugger; start-up files and the history of IPython's profile are left alone;
- threads and processes bear other numbers, and a recursion without end breaks off some frames sooner or later;
- a text that no encoding takes is lost from a stream, as there, but the log tells it, not the notebook.

A kernel serves one notebook: another one would see what the first left behind.
"""

from __future__ import annotations

import logging
import os
import sys
import threading
import traceback
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial, partialmethod
from queue import Empty
from types import SimpleNamespace
from typing import Any

from ipykernel.eventloops import enable_gui
from ipykernel.iostream import IOPubThread, OutStream
from ipykernel.ipkernel import IPythonKernel
from IPython.core.interactiveshell import InteractiveShell
from jupyter_client.session import Session
from nbclient.exceptions import DeadKernelError
from traitlets.config import Config

_REPLIES = "replies"  # stands for the socket that answers requests; every other message is news
_INLINE = "module://matplotlib_inline.backend_inline"
_COLUMNS = 20  # that pandas shows in a notebook


class Channels(Session):  # type: ignore[misc]
    """Both ends of the channels: what the kernel sends lands in two queues, as if it had travelled."""

    def __init__(self, **traits: Any) -> None:
        super().__init__(key=b"", **traits)
        self.news: deque[dict[str, Any]] = deque()
        self.replies: deque[dict[str, Any]] = deque()

    def send(self, stream: Any, msg_or_type: Any, *args: Any, buffers: Any = None, **facts: Any) -> dict[str, Any]:
        """Pack a message and unpack it for the other end."""
        if isinstance(msg_or_type, dict):
            message, buffers = msg_or_type, buffers or msg_or_type.get("buffers")
        else:
            message = self._made(msg_or_type, *args, **facts)
        self.deliver(self.replies if stream == _REPLIES else self.news, message, buffers)
        return message

    def deliver(self, queue: deque[dict[str, Any]], message: dict[str, Any], buffers: Any = None) -> None:
        """Put a message in a queue as it looks after its journey."""
        parts = [*self.serialize(message)[1:], *(bytes(memoryview(buffer)) for buffer in buffers or ())]
        queue.append(self.deserialize(parts))

    def _made(
        self,
        kind: str,
        content: Any = None,
        parent: Any = None,
        ident: object = None,
        *,
        header: Any = None,
        metadata: Any = None,
        **_wire: object,
    ) -> dict[str, Any]:
        message: dict[str, Any] = self.msg(kind, content, parent, header, metadata)
        return message


class _Here(IOPubThread):  # type: ignore[misc]
    """Stands where ipykernel has the thread that publishes: here whoever writes does it."""

    def __init__(self) -> None:
        self.thread = threading.Thread()  # never started
        self.io_loop = None

    def schedule(self, f: Any) -> None:
        """At once."""
        f()


class _Stream(OutStream):  # type: ignore[misc]
    """Standard output or error of the cells: held until a display, a flush or the end of the cell sends it."""

    def fileno(self) -> int:
        """The descriptor behind it, as a kernel that watches it gives."""
        return {"stdout": 1, "stderr": 2}[self.name]

    def _schedule_flush(self) -> None:
        """By no clock."""

    def _flush(self) -> None:
        """A text that no encoding takes is lost, as papermill's kernel loses it; the log tells."""
        try:
            super()._flush()
        except UnicodeEncodeError:
            traceback.print_exc(file=sys.__stderr__)

    def _is_master_process(self) -> bool:
        """Also in a child of a fork: what it holds is its own."""
        return True


class _Kernel(IPythonKernel):  # type: ignore[misc]
    """IPython's kernel, called instead of reached."""

    _supports_kernel_subshells = False
    _cancel_on_sigint = partialmethod(IPythonKernel._dummy_context_manager)

    def _abort_queues(self, subshell_id: str | None = None) -> None:
        """No request waits."""


class Client:
    """What nbclient holds of a kernel: requests, both channels, whether it lives."""

    def __init__(self, kernel: _Kernel) -> None:
        self.kernel, self.session = kernel, kernel.session
        self.asked: deque[dict[str, Any]] = deque()  # comm messages, for the moment when the kernel is free
        self.iopub_channel = SimpleNamespace(get_msg=self._news)
        self.shell_channel = SimpleNamespace(get_msg=self._reply, send=self._send)

    async def execute(self, code: str, *, store_history: bool = True, stop_on_error: bool = True) -> str:
        """Run a cell to its end; its messages then lie in the channels. The number of the request."""
        if not self.is_alive():
            raise DeadKernelError("Kernel died")
        self._comms()
        content = {"code": code, "silent": False, "store_history": store_history, "user_expressions": {}}
        content |= {"allow_stdin": False, "stop_on_error": stop_on_error}
        request = self._request("execute_request", content)
        self.kernel.set_parent([], request)
        self.kernel._publish_status("busy", "shell")
        self.kernel.pre_handler_hook()
        try:
            await self.kernel.execute_request(_REPLIES, [], request)
        finally:
            self.kernel.post_handler_hook()
            sys.stdout.flush()
            sys.stderr.flush()
            self.kernel._publish_status("idle", "shell")
        return str(request["msg_id"])

    def kernel_info(self) -> str:
        """Ask what kernel this is."""
        request = self._request("kernel_info_request", {})
        self.session.send(_REPLIES, "kernel_info_reply", {"status": "ok", **self.kernel.kernel_info}, request)
        return str(request["msg_id"])

    def is_alive(self) -> bool:
        """Whether no cell asked the kernel to end."""
        return not self.kernel.shell.exit_now

    def _request(self, kind: str, content: dict[str, Any]) -> dict[str, Any]:
        sent: deque[dict[str, Any]] = deque()
        self.session.deliver(sent, self.session.msg(kind, content))
        return sent[0]

    def _send(self, message: dict[str, Any]) -> None:
        self.session.deliver(self.asked, message, message.get("buffers"))

    def _comms(self) -> None:
        while self.asked:
            message = self.asked.popleft()
            self.kernel.set_parent([], message)
            self.kernel.shell_handlers[message["msg_type"]](_REPLIES, [], message)

    async def _news(self, timeout: float | None = None) -> dict[str, Any]:
        return _next(self.session.news)

    async def _reply(self, timeout: float | None = None) -> dict[str, Any]:
        return _next(self.session.replies)


def boot() -> None:
    """Make this process a kernel's, once: shell, comms, magics.

    Standard streams, environment and ``__main__`` stay as they are until it is `entered`.

    Raises RuntimeError in a process that is another kernel's.
    """
    if _BOOTED:
        return
    if InteractiveShell.initialized():
        raise RuntimeError("this process is a kernel already: a notebook needs one of its own")
    main, hook, told = sys.modules["__main__"], sys.excepthook, dict(os.environ)
    os.environ["PYDEVD_DISABLE_FILE_VALIDATION"] = "1"  # the debugger would warn of what it will not do
    kernel = _Kernel.instance(
        session=Channels(),
        iopub_socket="news",
        shell_channel_thread=SimpleNamespace(parent_thread=None),
        log=logging.getLogger(__name__),
        config=Config({"HistoryManager": {"enabled": False}}),
    )
    kernel.shell.enable_gui = partial(enable_gui, kernel=kernel)  # it would look for one in an application
    kernel.shell.extension_manager.load_extension("storemagic")
    sys.modules["__main__"], sys.excepthook = main, hook
    os.environ.clear()
    os.environ.update(told)
    _BOOTED.append(kernel)


def ready() -> bool:
    """Whether a kernel stands in this process and has served no notebook."""
    return len(_BOOTED) == 1


@contextmanager
def entered() -> Iterator[Client]:
    """Be the kernel for the length of a notebook: streams, log, ``__main__``, environment. The one who speaks to it.

    Raises RuntimeError when it has served a notebook already.
    """
    boot()
    if not ready():
        raise RuntimeError("this kernel has served its notebook: the next one needs a process of its own")
    kernel = _BOOTED[0]
    _BOOTED.append(kernel)
    shell, session, root = kernel.shell, kernel.session, logging.getLogger()
    before = sys.stdout, sys.stderr, sys.modules["__main__"], root.handlers, root.level
    session.pid = os.getpid()
    shell.init_ipython_dir(None)
    shell.init_profile_dir(None)
    shell.init_environment()
    os.environ.setdefault("MPLBACKEND", _INLINE)
    _at_home()
    if not sys.flags.safe_path and "" not in sys.path:
        sys.path.insert(0, "")  # as papermill's own kernel does
    here = _Here()
    sys.stdout, sys.stderr = (_Stream(session, here, name, watchfd=False) for name in ("stdout", "stderr"))
    sys.modules["__main__"], root.handlers, root.level = shell.user_module, [], logging.WARNING
    try:
        yield Client(kernel)
    finally:
        sys.stdout, sys.stderr, sys.modules["__main__"], root.handlers, root.level = before


def _at_home() -> None:
    """What two libraries settle when they are imported, settled again where they were imported before."""
    if pandas := sys.modules.get("pandas"):
        pandas.set_option("display.max_columns", _COLUMNS)
    if pyplot := sys.modules.get("matplotlib.pyplot"):
        pyplot.switch_backend(os.environ["MPLBACKEND"])
    elif matplotlib := sys.modules.get("matplotlib"):
        matplotlib.rcParams["backend"] = os.environ["MPLBACKEND"]


_BOOTED: list[_Kernel] = []  # the kernel; twice once it serves


def _next(queue: deque[dict[str, Any]]) -> dict[str, Any]:
    if not queue:
        raise Empty
    return queue.popleft()
