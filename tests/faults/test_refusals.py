"""Whatever the disk refuses of a batch, it is told, the earlier report stands, and the next batch goes through.

``GTKIT_REFUSALS=all pytest tests/faults`` refuses every call in its turn, and -s shows how many; CI refuses some of
them.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from gtkit.pipeline.verify import verify

from .grounds import Grounds, tree
from .refusing import CALLS

EVERY = os.environ.get("GTKIT_REFUSALS") == "all"
BATCH = ("batch", "missions", "--epreuve", "3", "--jobs", "1", "--json")
SOME = {"command": (1, 3), "run": (2, 7)}
MOST = 60  # calls of one kind that a run makes below its reports

Changed = tuple[dict[str, bytes], dict[str, bytes]]
DAMAGED = (b'{"state": "running"', b"", b"[]", b"\xff\xfe", b"[" * 100_000, None)


@pytest.fixture(scope="module")
def changed(grounds: Grounds) -> Changed:
    """One engagement that was published, then changed; the bytes of its report, before and after a batch."""
    grounds.clear()
    grounds.lay_down("a")
    assert grounds.run(*BATCH) == 0
    grounds.lay_down("a", amount="99,00")
    grounds.keep("one changed")
    before = tree(grounds.reports / "a")
    assert grounds.run(*BATCH) == 0
    return before, tree(grounds.reports / "a")


def _refused(grounds: Grounds, changed: Changed, refuse: dict[str, Any]) -> int:
    """The exit code of a batch whose disk refuses; the earlier report stands, the next batch goes through.

    Exit 0 means that nothing is missing: every byte is as it would have been.
    """
    before, after = changed
    grounds.restore("one changed")
    code = grounds.run(*BATCH, refuse=refuse)
    left = tree(grounds.reports / "a")
    assert {path: left[path] for path in before if path != "index.html"}.items() <= before.items(), refuse
    assert verify(grounds.reports / "a") == (), refuse
    assert grounds.rests() == [], refuse
    assert code in (0, 1, 5), (refuse, grounds.err)
    if code == 0:
        assert left == after, refuse
    if code == 5:
        assert "No space left on device" in grounds.err, refuse
    if code == 1:
        assert _told(grounds)["exit"] == 5, (refuse, grounds.out)
    assert grounds.run(*BATCH) == 0, (refuse, grounds.err)
    assert tree(grounds.reports / "a") == after, refuse
    assert (grounds.stages(), list(grounds.tmp.iterdir())) == ([], []), refuse
    return code


def _told(grounds: Grounds) -> dict[str, Any]:
    """What the journal tells of the one engagement."""
    outcomes = json.loads((grounds.reports / "batch.json").read_bytes())["engagements"].values()
    (outcome,) = outcomes
    found: dict[str, Any] = outcome
    return found


def _turns(grounds: Grounds, who: str, call: str) -> Iterator[tuple[dict[str, Any], Path]]:
    """The first call, the second, the nth; some of them unless every one is asked for."""
    for nth in range(1, MOST) if EVERY else SOME[who]:
        mark = grounds.root / "refused"
        mark.unlink(missing_ok=True)
        refuse = {"who": who, "call": call, "nth": nth, "below": str(grounds.reports), "mark": str(mark)}
        yield refuse, mark


@pytest.mark.parametrize("call", CALLS if EVERY else ("open", "write"))
@pytest.mark.parametrize("who", ["command", "run"])
def test_whichever_call_the_disk_refuses(grounds: Grounds, changed: Changed, who: str, call: str) -> None:
    """Of the batch itself (lock, journal, stamps, overview) and of a run and its notebook (stage, copy, pages, answer).

    Each is exit 5, or an outcome that is. Silent are only those of no consequence: a folder that stands already, what
    IPython would keep in its own folder, the journal's writings under way, since the last one tells.
    """
    codes = []
    for refuse, mark in _turns(grounds, who, call):
        code = _refused(grounds, changed, refuse)
        if not mark.exists():
            assert code == 0, refuse
            break
        codes.append(code)
        assert code in (0, {"run": 1, "command": 5}[who]), refuse
    print(f"{who}: {call} refused {len(codes)} times, exit codes", codes)  # noqa: T201
    assert any(codes) or (who, call) in {("command", "rename"), ("command", "mkdir"), ("run", "mkdir")}


@pytest.mark.parametrize("size", [0, 1, 20, 200, 1_000, 4_000, 40_000] if EVERY else [1_000])
def test_files_that_the_system_will_not_let_grow(grounds: Grounds, changed: Changed, size: int) -> None:
    """RLIMIT_FSIZE in a run and its notebook: the refusal is the system's own, in the middle of a file."""
    grounds.restore("one changed")
    code = grounds.run(*BATCH, refuse={"who": "run", "size": size})
    told = _told(grounds)
    print(f"files of {size} bytes at most: exit {code},", told["code"], told["cause"])  # noqa: T201
    assert (code, told["exit"]) in ((1, 5), (0, 0)), grounds.err
    assert code == 1 or size > 1_000
    assert verify(grounds.reports / "a") == ()
    assert grounds.run(*BATCH) == 0
    assert grounds.stages() == []


@pytest.mark.skipif(not EVERY, reason="in the long form")
def test_a_disk_that_is_full(grounds: Grounds, changed: Changed, tmp_path: Path) -> None:
    """A file system of a few kilobytes, in a name space of its own: exit 5 or an outcome that is, nothing partial."""
    grounds.restore("one changed")
    for size in ("4k", "16k", "32k", "64k"):
        script = f"mount -t tmpfs -o size={size} full {tmp_path} || exit 99; "
        script += f'"$@" batch {grounds.missions} --epreuve 3 --output {tmp_path}/reports; code=$?; '
        script += f"find {tmp_path} -name run.json; find {tmp_path} -name '.stage-*'; exit $code"
        command = ["unshare", "--map-root-user", "--mount", "sh", "-c", script, "sh"]
        command += [sys.executable, "-c", "from gtkit.cli import main; main()"]
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=grounds.root)
        if done.returncode in (1, 99) and "ermission" in done.stderr:
            pytest.skip("no name space of its own on this machine")
        print(f"a disk of {size}: exit {done.returncode}", done.stderr.strip().splitlines()[-2:])  # noqa: T201
        assert done.returncode in (1, 5)
        assert "Écriture impossible" in done.stderr
        assert "run.json" not in done.stdout
        assert ".stage-" not in done.stdout


@pytest.mark.parametrize("content", DAMAGED if EVERY else DAMAGED[:1])
@pytest.mark.parametrize("name", ["batch.json", ".stamps.json"])
def test_a_damaged_journal_or_stamps_stop_no_batch(
    grounds: Grounds, changed: Changed, name: str, content: bytes | None
) -> None:
    """Cut short, of another kind, gone: the batch runs what changed and writes them anew."""
    grounds.restore("one changed")
    (grounds.reports / name).unlink()
    if content is not None:
        (grounds.reports / name).write_bytes(content)
    assert grounds.run(*BATCH) == 0, grounds.err
    assert _told(grounds)["state"] == "ok"
    assert grounds.run(*BATCH) == 0
    assert _told(grounds)["state"] == "skipped"
