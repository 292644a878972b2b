"""Whoever of a batch is killed, whenever: no partial report, no lost one, nobody left at work, and it can be resumed.

``GTKIT_KILLS=200 pytest tests/faults`` kills that many, and -s shows whom and what became of it; CI kills 12.
"""

from __future__ import annotations

import json
import os
import signal
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest

from gtkit.pipeline.verify import verify

from .grounds import Grounds, tree, until
from .loaded import Process

ROUNDS = int(os.environ.get("GTKIT_KILLS", "12"))
WHOM = ("command", "server", "run", "notebook")
BATCH = ("batch", "missions", "--epreuve", "3", "--jobs", "2")
NAMES = ("a", "b", "c")


@dataclass(frozen=True, slots=True)
class Scene:
    """Reports as they stood before a batch, as a batch leaves them that nobody disturbs, and how long it takes."""

    before: dict[str, bytes]
    after: dict[str, bytes]
    seconds: float


@pytest.fixture(scope="module")
def scene(grounds: Grounds) -> Scene:
    """Three engagements that were published, then changed; ``restore("changed")`` brings them back."""
    grounds.clear()
    for name in NAMES:
        grounds.lay_down(name)
    assert grounds.run(*BATCH) == 0
    for name in NAMES:
        grounds.lay_down(name, amount="99,00")
    grounds.keep("changed")
    before = _reports(grounds)
    begun = time.monotonic()
    assert grounds.run(*BATCH) == 0
    return Scene(before, _reports(grounds), time.monotonic() - begun)


def test_random_kills(grounds: Grounds, scene: Scene) -> None:
    """Each of four kinds of process, at a moment drawn over the length of a batch; the same draw each time."""
    rng, tally = Random(7), Counter[str]()  # noqa: S311 - not for secrets
    begun = time.monotonic()
    for number in range(ROUNDS):
        grounds.restore("changed")
        whom, moment = WHOM[number % len(WHOM)], rng.uniform(0, scene.seconds)
        command = grounds.begin(*BATCH)
        time.sleep(moment)
        hit = _killed(grounds, command, whom, rng)
        code = command.wait(60)
        told = f"round {number}: {whom} after {moment:.2f} s, exit {code}"
        assert grounds.rests() == [], told
        states = _sound(grounds, scene, told)
        assert code in ({-signal.SIGKILL} if hit and whom == "command" else {0, 1}), told + grounds.err
        assert code != 1 or "died" in states, told + grounds.err
        tally[f"{whom}: " + (f"{states.count('died')} died" if hit else "was gone already")] += 1
        assert grounds.run(*(("batch", "--resume") if rng.random() < 0.5 else BATCH)) == 0, told + grounds.err
        assert _reports(grounds) == scene.after, told
        assert (grounds.stages(), list(grounds.tmp.iterdir())) == ([], []), told
        if number % 20 == 19 or number == ROUNDS - 1:
            seconds = time.monotonic() - begun
            print(f"{number + 1} kills in {seconds:.0f} s:", dict(sorted(tally.items())), flush=True)  # noqa: T201
    assert sum(count for what, count in tally.items() if "gone" not in what) > ROUNDS / 2


def _killed(grounds: Grounds, command: Process, whom: str, rng: Random) -> bool:
    """Kill a process of a kind, the first that appears if there is none yet; False when the command ends before."""
    found: list[int] = []

    def appears() -> bool:
        found[:] = grounds.family(command)[whom]
        return bool(found) or command.poll() is not None

    until(appears, 60)
    if found and command.poll() is None:
        try:
            os.kill(rng.choice(found), signal.SIGKILL)
        except ProcessLookupError:
            return False
        return True
    return False


def _sound(grounds: Grounds, scene: Scene, told: str) -> list[str]:
    """Nothing partial, nothing lost; the states that the journal tells of."""
    left = _reports(grounds)
    for name in NAMES:
        assert verify(grounds.reports / name) == (), told
    for path, content in scene.before.items():
        assert left[path] in (content, scene.after[path]), f"{told}: {path}"
    new = {path.rpartition("/runs/")[0] + "/runs/" + Path(path).parts[2] for path in left.keys() - scene.before.keys()}
    for run in new:
        whole = {path: content for path, content in scene.after.items() if path.startswith(f"{run}/")}
        assert whole.items() <= left.items(), f"{told}: {run}"
    assert left.items() <= scene.after.items() | scene.before.items(), told
    journal = json.loads((grounds.reports / "batch.json").read_bytes())
    outcomes = journal["engagements"].values()
    assert {one["cause"] for one in outcomes if one["state"] == "died"} <= {"SIGKILL", "server"}, told
    return [one["state"] for one in outcomes]


def _reports(grounds: Grounds) -> dict[str, bytes]:
    """Every byte of the reports; the overview, which tells times, is left out."""
    return {path: content for path, content in tree(grounds.reports).items() if path != "index.html"}
