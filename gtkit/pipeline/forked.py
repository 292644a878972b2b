"""A process that forks: everything a notebook needs is imported once, and each job runs in a child that inherits it.

A child leads a session of its own, dies with its parent, and knows of it only what the modules hold: its environment,
current folder, standard streams, arguments and random numbers are its own. Linux alone: elsewhere a library may not
survive a fork, and nothing ends a child with its parent.
"""

from __future__ import annotations

import ctypes
import gc
import os
import random
import signal
import stat
import sys
import tempfile
import time
import traceback
import warnings
from contextlib import suppress
from importlib import import_module
from pathlib import Path

from gtkit.pipeline.environment import environment
from gtkit.pipeline.job import LOG, UNWRITABLE, Job

_NEEDED = """
    numpy pandas matplotlib.pyplot matplotlib.backends.backend_agg PIL.PngImagePlugin
    gtkit.desk gtkit.present gtkit.pipeline.inprocess gtkit.pipeline.worker
"""
_HARMLESS = {"jemalloc_bg_thd"}  # returns memory for pyarrow; holds no lock across a fork
_PR_SET_PDEATHSIG = 1


class ForkedChild:
    """A child process, with the face of ``subprocess.Popen``."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.returncode: int | None = None

    def poll(self) -> int | None:
        """Its exit code, or less than 0 for the signal that ended it; None while it lives."""
        return self._ended(os.WNOHANG)

    def wait(self) -> int | None:
        """The same, once it has ended."""
        return self._ended(0)

    def kill(self) -> None:
        """End it, unless it has ended."""
        if self.poll() is None:
            os.kill(self.pid, signal.SIGKILL)

    def _ended(self, options: int) -> int | None:
        if self.returncode is None:
            pid, status = os.waitpid(self.pid, options)
            self.returncode = os.waitstatus_to_exitcode(status) if pid else None
        return self.returncode


def prepare() -> None:
    """Make this process one that forks: call it once, before anything starts a thread.

    The process must have been started with `environment` and ``python -P``.
    """
    import_module("gtkit.pipeline.kernel").boot()
    for name in _NEEDED.split():
        import_module(name)
    import_module("gtkit.pipeline.rehearsal").rehearse()
    gc.collect()
    gc.freeze()


def prepared() -> bool:
    """Whether this process may fork: it was prepared, as a job's process must be started, and one thread runs."""
    kernel = sys.modules.get("gtkit.pipeline.kernel")
    return (
        sys.platform == "linux"
        and kernel is not None
        and kernel.ready()
        and bool(sys.flags.safe_path and sys.flags.utf8_mode and not sys.flags.hash_randomization)
        and len(_threads()) == 1
    )


def _threads() -> list[str]:
    """Names of this process's threads, those of libraries included."""
    names = (task.joinpath("comm").read_text().strip() for task in Path("/proc/self/task").iterdir())
    return [name for name in names if name not in _HARMLESS]


def fork(job: Job, work: Path) -> ForkedChild:
    """Begin a job in a child of this process, which is `prepared`; its current folder is `work`."""
    for stream in (sys.stdout, sys.stderr):
        stream.flush()  # what they hold would be written twice
    parent = os.getpid()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # told of every thread, however harmless
        pid = os.fork()
    if pid:
        return ForkedChild(pid)
    code = 1
    try:
        _settle(work, parent)
        from gtkit.pipeline.worker import answered  # noqa: PLC0415

        code = answered(job, engine_name="gtkit", kernel_name="python3")
    except OSError:  # its folder cannot be written
        code = UNWRITABLE
    except BaseException:  # noqa: BLE001 - whatever it is, the child ends here
        traceback.print_exc(file=sys.__stderr__)
    finally:
        with suppress(Exception):
            sys.__stderr__.flush()  # type: ignore[union-attr]
        os._exit(code)


def _settle(work: Path, parent: int) -> None:
    """Part with the parent: session, death, signals, descriptors, environment, arguments, random numbers."""
    os.setsid()
    die_with_parent(parent)
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # as a kernel between two cells
    _let_go()
    nothing = os.open(os.devnull, os.O_RDONLY)
    log = os.open(work / LOG, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    for source, standard in ((nothing, 0), (log, 1), (log, 2)):
        os.dup2(source, standard)
    for source in (nothing, log):
        os.close(source)
    told = environment(work)
    os.environ.clear()
    os.environ.update(told)
    time.tzset()
    tempfile.tempdir = None  # it may hold the parent's
    os.chdir(work)
    sys.argv = ["gtkit"]
    random.seed()
    sys.modules["numpy"].random.seed()


def die_with_parent(parent: int) -> None:
    """Have Linux end this process when the one that forked it ends; at once when it has."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def _let_go() -> None:
    """Close what the parent holds open: locks, pipes, sockets; files that it reads stay, a library may read on."""
    for entry in list(Path("/proc/self/fd").iterdir()):
        with suppress(OSError):
            handle = int(entry.name)
            kept = handle <= 2 or (stat.S_ISREG(os.fstat(handle).st_mode) and _only_read(handle))
            if not kept:
                os.close(handle)


def _only_read(handle: int) -> bool:
    import fcntl  # noqa: PLC0415 - not on Windows

    return fcntl.fcntl(handle, fcntl.F_GETFL) & os.O_ACCMODE == os.O_RDONLY
