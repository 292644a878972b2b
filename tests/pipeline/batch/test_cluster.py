"""The same orders on a cluster of separate processes: the same bytes, a lost worker's order done again."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from gtkit.pipeline.batch.asked import Batch
from gtkit.pipeline.batch.cluster import NoCluster, executor
from gtkit.pipeline.batch.driver import run_all
from gtkit.pipeline.batch.engagements import found
from gtkit.pipeline.batch.order import Outcome
from gtkit.pipeline.verify import verify

distributed = pytest.importorskip("distributed", reason="the extra cluster is not installed")
Laid = Callable[..., Path]


@pytest.fixture(scope="module")
def cluster() -> Iterator[distributed.LocalCluster]:
    """A scheduler and two workers, each a process."""
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, host="127.0.0.1"
    ) as local:
        yield local


def _tree(output: Path) -> dict[str, bytes]:
    files = (p for p in output.rglob("*") if p.is_file() and p.name != ".lock")
    return {p.relative_to(output).as_posix(): p.read_bytes() for p in files}


def _silent(place: int, of: int, outcome: Outcome) -> None:
    """Nobody listens."""


def test_a_cluster_publishes_the_same_bytes(laid: Laid, cluster: distributed.LocalCluster, tmp_path: Path) -> None:
    """Each engagement whole and verified, as this machine's own processes make it."""
    missions = laid("a", "b", "c")
    away = Batch(output=tmp_path / "away", epreuves=("3",), jobs=2)
    done = run_all(away, found([missions]), _silent, partial(executor, cluster.scheduler_address))
    assert {outcome.state for outcome in done.outcomes} == {"ok"}
    here = Batch(output=tmp_path / "here", epreuves=("3",), jobs=2)
    assert run_all(here, found([missions]), _silent).exit == 0
    for name in "abc":
        assert verify(tmp_path / "away" / name) == ()
        assert _tree(tmp_path / "away" / name) == _tree(tmp_path / "here" / name)


def test_a_worker_that_is_killed_loses_nothing(laid: Laid, cluster: distributed.LocalCluster, tmp_path: Path) -> None:
    """Its engagement is made by another worker; nothing partial stands."""
    missions = laid("a", "b", "c", "d")
    begun = tmp_path / "reports"
    workers = list(cluster.workers.values())

    def kill() -> None:
        while not list(begun.glob("*/.stage-*")):
            time.sleep(0.02)
        os.kill(workers[0].process.pid, signal.SIGKILL)

    threading.Thread(target=kill, daemon=True).start()
    batch = Batch(output=begun, epreuves=("3",), jobs=2)
    done = run_all(batch, found([missions]), _silent, partial(executor, cluster.scheduler_address))
    assert {outcome.state for outcome in done.outcomes} <= {"ok", "skipped"}
    assert done.exit == 0
    for name in "abcd":
        assert verify(begun / name) == ()


def test_a_worker_of_another_kit_refuses(
    laid: Laid, cluster: distributed.LocalCluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its report might hold other numbers: it says so, and makes none."""
    monkeypatch.setattr("gtkit.pipeline.kit.versions", lambda: {"pandas": "0.1"})
    batch = Batch(output=tmp_path / "reports", epreuves=("3",))
    done = run_all(batch, found([laid("a")]), _silent, partial(executor, cluster.scheduler_address))
    assert [(outcome.state, outcome.code) for outcome in done.outcomes] == [("error", "other_versions")]


def test_an_address_where_nobody_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    """One error, not a traceback of the cluster's own."""
    monkeypatch.setattr("gtkit.pipeline.batch.cluster._PATIENCE", 1)
    with pytest.raises(NoCluster), executor("tcp://127.0.0.1:9"):
        pass
