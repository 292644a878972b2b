"""What a contestant runs in its own environment: each stage timed, its peak memory read, told as one JSON line."""

from __future__ import annotations

import json
import os
import resource
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

FIRST_DAY, CUT, END = "2024-01-01", "2025-06-30", "2025-12-31"
ANNUAL_RATE, MARGIN = 0.10, 0.35
Stages = Callable[[Path], Iterator["tuple[str, Callable[[], object]]"]]


def cpu() -> float:
    """Processor seconds of this process, its threads and its finished children."""
    return sum(os.times()[:4])


def run(stages: Stages, whole: Callable[[Path], object]) -> None:
    """Measure the stages of a log, or the way from it to the value of everybody."""
    log, part = Path(sys.argv[1]), sys.argv[2]
    if part == "stages":
        for name, work in stages(log):
            tell(name, work)
    else:
        tell("whole", lambda: whole(log))
        print(json.dumps(["process", cpu(), peak()]), flush=True)


def tell(name: str, work: Callable[[], object]) -> None:
    """Do the work of a stage and tell what it took."""
    forget_peak()
    start = cpu()
    work()
    print(json.dumps([name, cpu() - start, peak()]), flush=True)


def forget_peak() -> None:
    """Let the peak begin again (Linux; elsewhere it is that of the whole process so far)."""
    if sys.platform == "linux":
        Path("/proc/self/clear_refs").write_text("5")


def peak() -> int:
    """Peak memory, bytes."""
    if sys.platform == "linux":
        status = Path("/proc/self/status").read_text()
        return int(status.split("VmHWM:")[1].split()[0]) << 10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
