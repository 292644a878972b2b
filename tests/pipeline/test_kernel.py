"""A kernel in the process: made once, entered once, and the process is as it was before and after."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from gtkit.pipeline.environment import environment

BEFORE = """
import asyncio, logging, os, sys
from gtkit.pipeline.kernel import boot, entered, ready
def state():
    streams, main = (sys.stdout, sys.stderr), sys.modules["__main__"]
    return streams, main, sys.excepthook, logging.root.handlers, dict(os.environ)
before = state()
"""


def _told(code: str, folder: Path) -> str:
    command = [sys.executable, "-P", "-c", BEFORE + code]
    done = subprocess.run(command, env=environment(folder), cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_booted_process_shows_nothing_of_it(tmp_path: Path) -> None:
    """Streams, ``__main__``, hooks, log and environment are as before; no thread was started; twice is once."""
    code = "boot(); boot(); import threading; print(state() == before, ready(), threading.active_count())"
    assert _told(code, tmp_path) == "True True 1\n"


def test_messages_travel_as_json(tmp_path: Path) -> None:
    """What was a tuple in the cell is a list for the reader; the reply tells the count; streams are given back."""
    code = """
with entered() as client:
    request = asyncio.run(client.execute("display({'application/json': (1, 2)}, raw=True); print('x'); 3"))
news = [(m["msg_type"], m["content"]) for m in client.session.news if m["parent_header"]["msg_id"] == request]
print([kind for kind, _ in news], news[2][1]["data"], client.session.replies[-1]["content"]["execution_count"])
print(state()[:2] == before[:2], ready())
"""
    kinds = ["status", "execute_input", "display_data", "stream", "execute_result", "status"]
    assert _told(code, tmp_path) == f"{kinds} {{'application/json': [1, 2]}} 1\nTrue False\n"


def test_a_text_that_no_encoding_takes_stops_nothing(tmp_path: Path) -> None:
    """It is lost; what is printed next is not."""
    code = """
with entered() as client:
    for cell in ("print(chr(0xd800))", "print('x')"): asyncio.run(client.execute(cell))
print([m["content"]["text"] for m in client.session.news if m["msg_type"] == "stream"])
"""
    assert _told(code, tmp_path) == "['x\\n']\n"


def test_nothing_runs_after_exit(tmp_path: Path) -> None:
    """The kernel is dead for whoever asks, as papermill's is a moment later."""
    code = """
from nbclient.exceptions import DeadKernelError
with entered() as client:
    asyncio.run(client.execute("exit()"))
    alive = client.is_alive()
    try: asyncio.run(client.execute("1"))
    except DeadKernelError: print("dead", alive)
"""
    assert (
        _told(code.replace('print("dead", alive)', 'end = ("dead", alive)') + "print(*end)", tmp_path) == "dead False\n"
    )


@pytest.mark.parametrize(
    ("code", "told"),
    [
        (
            "from IPython.core.interactiveshell import InteractiveShell as S; S.instance(); boot()",
            "is a kernel already",
        ),
        ("with entered(): pass\nwith entered(): pass", "has served its notebook"),
    ],
)
def test_one_kernel_and_one_notebook_a_process(tmp_path: Path, code: str, told: str) -> None:
    """Another kernel's process, a second notebook: refused."""
    command = [sys.executable, "-P", "-c", BEFORE + code]
    done = subprocess.run(command, env=environment(tmp_path), capture_output=True, text=True, check=False)
    assert told in done.stderr.splitlines()[-1]
