"""The process of one order where forking is not safe.

It speaks as the server does, carries out the first order that comes, and ends. When standard input closes it is
interrupted.
"""

from __future__ import annotations

import _thread
import json
import os
import signal
import sys
import threading
from typing import NoReturn

from gtkit.pipeline.batch.answering import answer, interrupted, leave, outlet, say


def main() -> NoReturn:
    """One order, its steps and its outcome; then the end."""
    pipe = outlet()
    signal.signal(signal.SIGTERM, interrupted)
    message = json.loads(sys.stdin.buffer.readline())
    key, how = int(message["key"]), "exit 1"
    say(json.dumps({"key": key, "begun": os.getpid()}).encode(), pipe)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    try:
        answer(message, lambda line: say(line, pipe))
        how = "exit 0"
    except KeyboardInterrupt:
        how = "exit 130"
        leave()
    finally:
        say(json.dumps({"key": key, "ended": how, "process": os.getpid()}).encode(), pipe)
        os._exit(0)


def _end_with_parent() -> None:
    line = sys.stdin.buffer.readline()
    if line:  # a kill
        os._exit(137)
    _thread.interrupt_main(signal.SIGTERM)
