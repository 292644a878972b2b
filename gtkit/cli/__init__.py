"""The commands. The only room with default paths and terminal output; everything heavy is imported when it is needed.

Messages go to standard error, results to standard output; with ``--json`` standard output is one JSON document.
"""

from __future__ import annotations

import signal
import sys
from typing import NoReturn

from gtkit.cli import engagements, guide, reports
from gtkit.cli.shared import app
from gtkit.cli.terminal import Terminal
from gtkit.errors import GtkitError

__all__ = ["app", "engagements", "guide", "main", "reports"]


def main() -> NoReturn:
    """Run the command line: one sentence for an error, and its exit code."""
    signal.signal(signal.SIGTERM, _interrupted)
    terminal = Terminal()
    try:
        code: object = app(obj=terminal)
    except SystemExit as done:
        code = done.code
    except GtkitError as error:
        if terminal.debug:
            raise
        code = terminal.refuse(error)
    except Exception as error:  # a person gets a sentence, a developer asks for the traceback
        if terminal.debug:
            raise
        terminal.tell(terminal.words.say("errors.unexpected", found=type(error).__name__), style="red")
        code = 1
    if code == 130:
        terminal.tell(terminal.words.say("errors.interrupted"), style="red")
    sys.exit(code if isinstance(code, int) else 0)


def _interrupted(number: int, frame: object) -> NoReturn:
    raise KeyboardInterrupt
