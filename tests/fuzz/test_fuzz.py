"""Spoiled files of every kind are read or refused in words: no traceback, none slow, none that fills the memory.

``GTKIT_FUZZ=2000 pytest tests/fuzz`` reads that many in all, and -s shows the outcomes; CI reads 500. Each number is
one file, always the same: ``python -m tests.fuzz.worker xlsx 62 1 /tmp`` reads it alone.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

pytest.importorskip("resource", reason="limits of memory are Unix's")

from .kinds import KINDS
from .worker import SECONDS

ROOT = Path(__file__).resolve().parent.parent.parent
FILES = int(os.environ.get("GTKIT_FUZZ", "500"))
SHARES = {"csv": 0.36, "xlsx": 0.4, "toml": 0.24}
PEAK = 1_000  # megabytes


@pytest.mark.parametrize("kind", KINDS)
def test_spoiled_files_are_read_or_refused_in_words(kind: str, tmp_path: Path) -> None:
    """In a process of bounded memory, which lives to the end; some are refused, and some are not."""
    count = round(FILES * SHARES.get(kind, 0.2))
    command = [sys.executable, "-m", "tests.fuzz.worker", kind, "0", str(count), str(tmp_path)]
    alone = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT, env=alone)
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert (len(rows), done.returncode) == (count, 0), done.stderr[-2000:]
    outcomes = Counter(row["outcome"].split(" (")[0].split(":")[0] for row in rows)
    print(kind, dict(Counter(row["outcome"] for row in rows).most_common()))  # noqa: T201 - the tally, with -s
    bad = [row for row in rows if not row["outcome"].startswith(("read", "told", "refused"))]
    assert bad == []
    assert max(row["seconds"] for row in rows) < SECONDS
    assert max(row["peak"] for row in rows) < PEAK
    assert outcomes["refused"] > count / 4
    assert outcomes["read"] + outcomes["told"] > 0
