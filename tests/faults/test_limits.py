"""What a batch says of a run that cannot go on: another holds it, no right to write, no end, no memory, a signal."""

from __future__ import annotations

import json
from typing import Any

import pytest

from gtkit.pipeline.verify import verify

from .grounds import Grounds, tree, until

BATCH = ("batch", "missions", "--epreuve", "3", "--json")
WAIT = """
import time
here = pathlib.Path(engagement).parent.parent
(here / "begun").touch()
while not (here / "go").exists(): time.sleep(0.02)
"""


@pytest.fixture
def alone(grounds: Grounds) -> Grounds:
    """Grounds with nothing on them."""
    grounds.clear()
    return grounds


def _told(grounds: Grounds, name: str) -> dict[str, Any]:
    journal = json.loads((grounds.reports / "batch.json").read_bytes())
    found: dict[str, Any] = journal["engagements"][str(grounds.missions / name)]
    return found


def test_two_at_once_on_one_engagement(alone: Grounds) -> None:
    """`gtkit run` beside a batch and a batch beside `gtkit run`: the second is refused at once, the first is whole."""
    run, begun, go = ("run", "missions/a", "--epreuve", "3"), alone.root / "begun", alone.root / "go"
    alone.lay_down("a", "import pathlib\n" + WAIT)
    for first, second in ((BATCH, run), (run, BATCH)):
        command = alone.begin(*first)
        assert until(begun.exists, 60)
        code = alone.run(*second)
        assert command.poll() is None
        go.touch()
        assert command.wait(60) == 0
        assert code == (2 if second == run else 1)
        if second == BATCH:
            told = _told(alone, "a")
            assert (told["state"], told["exit"], told["code"]) == ("error", 2, "locked")
        assert verify(alone.reports / "a") == ()
        begun.unlink()
        go.unlink()
        alone.lay_down("a", "import pathlib\n" + WAIT, amount="99,00")


@pytest.mark.parametrize("closed", ["reports", "reports/a", "reports/a/runs"])
def test_no_right_to_write(alone: Grounds, closed: str) -> None:
    """The folder of all reports: exit 5, told once the runs are done. That of one engagement: its outcome is exit 5."""
    alone.lay_down("a")
    assert alone.run(*BATCH) == 0
    alone.lay_down("a", amount="99,00")
    before = tree(alone.reports / "a")
    (alone.root / closed).chmod(0o555)
    try:
        code = alone.run(*BATCH, refuse={"unprivileged": True})
    finally:
        (alone.root / closed).chmod(0o755)
    assert code == (5 if closed == "reports" else 1), alone.err
    assert f"/{closed}" in alone.err
    assert "Permission denied" in alone.err
    assert verify(alone.reports / "a") == ()
    if closed != "reports":
        assert _told(alone, "a")["exit"] == 5
        assert tree(alone.reports / "a") == before


@pytest.mark.parametrize(
    ("cell", "state", "cause"),
    [
        ("while True: pass", "timeout", "> 2 s"),
        (
            "import resource\nresource.setrlimit(resource.RLIMIT_AS, (2**32, 2**32))\nheld = bytearray(2**33)",
            "error",
            "MemoryError",
        ),
        ("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)", "died", "SIGKILL"),
        ("import os, signal\nos.kill(os.getpid(), signal.SIGSEGV)", "died", "SIGSEGV"),
    ],
)
def test_a_cell_that_does_not_end_well(alone: Grounds, cell: str, state: str, cause: str) -> None:
    """No end, no memory, killed as a system without memory does: épreuve, cell and cause named; the neighbour whole."""
    alone.lay_down("a", cell)
    alone.lay_down("b")
    assert alone.run(*BATCH, refuse={"who": "run", "cell_seconds": 2}) == 1
    told = _told(alone, "a")
    assert (told["state"], told["exit"], told["cause"]) == (state, 4, cause)
    assert (told["epreuve"], told["cell"]) == ("customer_value", 2)
    assert f"3 · Valeur, cellule 2, {cause}" in alone.err
    assert not (alone.reports / "a" / "index.html").exists()
    assert alone.stages() == []
    assert alone.rests() == []
    assert verify(alone.reports / "b") == ()
