"""One process that reads spoiled files, one after the other: ``python -m tests.fuzz.worker KIND FIRST COUNT FOLDER``.

It prints one JSON object a line: number, outcome, seconds, and the peak of its memory so far in megabytes. Its memory
is bounded, and a file that takes too long is interrupted.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
import time
import traceback
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import NoReturn

from gtkit.errors import GtkitError
from gtkit.pipeline.telling import told

from .kinds import KINDS, WORDS
from .spoil import spoiled

SECONDS = 10  # of processor time
MEMORY = 1_000_000_000  # bytes beyond what the libraries map


class TooSlow(BaseException):
    """A file that was interrupted."""


def spoiled_file(kind: str, number: int, seeds: Sequence[bytes]) -> bytes:
    """The spoiled file of a number, always the same."""
    rng = Random(f"{kind} {number}")  # noqa: S311 - not for secrets
    return spoiled(rng.choice(seeds), rng, KINDS[kind].ways)


def outcome(kind: str, path: Path) -> str:
    """What became of a file."""
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        return KINDS[kind].read(path)
    except GtkitError as error:
        return f"refused ({error.code})" if all(all(told(error, words)) for words in WORDS) else "silent"
    except TooSlow:
        return "too slow"
    except MemoryError:
        return "too large"
    except Exception:  # noqa: BLE001 - the very thing that is looked for
        return "traceback: " + traceback.format_exc(limit=-4)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def main(kind: str, first: int, count: int, folder: Path) -> None:
    """Read `count` files from number `first` on."""
    signal.signal(signal.SIGPROF, _interrupt)
    mapped = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * os.sysconf("SC_PAGE_SIZE")
    resource.setrlimit(resource.RLIMIT_AS, (mapped + MEMORY, mapped + MEMORY))
    (folder / ".salt").write_bytes(b"s" * 32)
    path = folder / f"engagement{KINDS[kind].suffix}"
    seeds = KINDS[kind].seeds(folder)
    for number in range(first, first + count):
        path.write_bytes(spoiled_file(kind, number, seeds))
        start = time.process_time()
        found = outcome(kind, path)
        seconds = round(time.process_time() - start, 3)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1000
        print(json.dumps({"number": number, "outcome": found, "seconds": seconds, "peak": peak}), flush=True)  # noqa: T201


def _interrupt(number: int, frame: object) -> NoReturn:
    raise TooSlow


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), Path(sys.argv[4]))
