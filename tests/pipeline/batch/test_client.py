"""Orders carried out in processes of their own: what comes back, and what is left of one that died."""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path

import pytest

from gtkit.pipeline.batch import client
from gtkit.pipeline.batch.client import Server, asked, close, execute_job
from gtkit.pipeline.batch.order import Order, Outcome
from gtkit.pipeline.verify import verify

Laid = Callable[..., Path]
Look = Callable[[Path], list[str]]
ENDLESS = "import time\nwhile True: time.sleep(0.1)"


@pytest.fixture(autouse=True, scope="module")
def ended() -> Iterator[None]:
    """No server outlives these tests."""
    yield
    close()


def _order(missions: Path, name: str, **more: object) -> Order:
    paths = {"engagement": str(missions / name), "output": str(missions.parent / "reports")}
    return Order.model_validate({**paths, "epreuves": ("3",), **more})


def _retell(missions: Path, name: str, source: str) -> None:
    """Put a cell before the last one of an engagement's notebook."""
    file = missions / name / "notebooks" / "3_customer_value.ipynb"
    notebook = json.loads(file.read_text(encoding="utf-8"))
    notebook["cells"].insert(1, {**notebook["cells"][0], "id": "new", "source": source, "metadata": {}})
    file.write_text(json.dumps(notebook), encoding="utf-8")


def _tree(report: Path) -> dict[str, bytes]:
    files = (p for p in report.rglob("*") if p.is_file() and p.name != ".lock")
    return {p.relative_to(report).as_posix(): p.read_bytes() for p in files}


def test_an_order_is_carried_out_and_tells_its_steps(laid: Laid) -> None:
    """The report stands whole; the steps come in their order."""
    missions, steps = laid("a"), list[str]()
    done = asked(_order(missions, "a"), lambda step, what: steps.append(step))
    assert (done.state, done.exit, done.made) == ("ok", 0, "published")
    assert done.levels == {"customer_value": "conditional"}
    assert steps == ["read", "executed", "rendered", "scanned", "recorded", "published", "indexed"]
    assert verify(Path(done.index)) == ()


@pytest.mark.skipif(sys.platform != "linux", reason="forks on Linux alone")
def test_with_and_without_forking_the_bytes_are_the_same(laid: Laid, tmp_path: Path) -> None:
    """A process forked from a loaded one, and one started for this order alone."""
    missions = laid("a")
    asked(_order(missions, "a"))
    with Server(client._ALONE) as alone:
        done = alone.ask(_order(missions, "a", output=str(tmp_path / "other")))
    assert done.state == "ok"
    assert _tree(tmp_path / "other" / "a") == _tree(tmp_path / "reports" / "a")


def test_a_failed_notebook_is_an_outcome(laid: Laid) -> None:
    """Épreuve, cell, and the class of the exception: its text might be the client's."""
    missions = laid("a")
    _retell(missions, "a", "raise KeyError('DUPONT')")
    done = Outcome.model_validate(execute_job(_order(missions, "a").model_dump()))
    assert (done.state, done.exit, done.epreuve, done.cell, done.cause) == ("error", 4, "customer_value", 2, "KeyError")
    assert "DUPONT" in done.messages[0]
    assert not (missions.parent / "reports" / "a" / "index.html").exists()


def test_many_threads_ask_one_server(laid: Laid) -> None:
    """Each gets the outcome of its own order."""
    names = [f"e{n}" for n in range(4)]
    missions = laid(*names)
    with ThreadPoolExecutor(4) as threads:
        done = list(threads.map(lambda name: asked(_order(missions, name)), names))
    assert [outcome.engagement for outcome in done] == names
    assert {outcome.state for outcome in done} == {"ok"}
    assert all(f"/{name}/" in outcome.run for name, outcome in zip(names, done, strict=True))


def test_any_executor_carries_an_order(laid: Laid) -> None:
    """A pool of processes has a server in each: JSON in, JSON out."""
    missions = laid("a")
    with ProcessPoolExecutor(1) as pool:
        told = pool.submit(execute_job, _order(missions, "a").model_dump()).result(timeout=120)
    assert Outcome.model_validate(json.loads(json.dumps(told))).state == "ok"


def test_a_run_that_takes_too_long_is_ended_from_outside(laid: Laid, at_work: Look) -> None:
    """Its deadline is told; no process, no stage of it is left; the next order is served."""
    missions = laid("a", "b")
    _retell(missions, "a", ENDLESS)
    done = asked(_order(missions, "a", seconds=6))
    assert (done.state, done.exit, done.cause) == ("timeout", 4, "> 6 s")
    assert [p.name for p in (missions.parent / "reports" / "a").iterdir()] == [".lock"]
    assert at_work(missions.parent / "reports") == []
    assert asked(_order(missions, "b")).state == "ok"


@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_a_run_that_is_killed_is_told_with_its_signal(laid: Laid, at_work: Look) -> None:
    """Whoever kills it: the outcome names the signal, the stage is gone."""
    missions = laid("a")
    _retell(missions, "a", "import os, signal\nos.kill(os.getppid(), signal.SIGKILL)\n" + ENDLESS)
    done = asked(_order(missions, "a"))
    assert done.state == "died"
    assert at_work(missions.parent / "reports") == []
    assert verify_nothing(missions.parent / "reports" / "a")


@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_a_server_that_is_killed_ends_what_it_ran(laid: Laid, at_work: Look) -> None:
    """The order is told as dead, its processes are gone, and the next order finds a new server."""
    missions = laid("a", "b")
    _retell(missions, "a", ENDLESS)
    threading.Timer(8, lambda: os.kill(client.server()._process.pid, signal.SIGKILL)).start()
    assert asked(_order(missions, "a")).state == "died"
    deadline = time.monotonic() + 5
    while at_work(missions.parent / "reports") and time.monotonic() < deadline:
        time.sleep(0.1)
    assert at_work(missions.parent / "reports") == []
    assert asked(_order(missions, "b")).state == "ok"


def test_another_kit_refuses(laid: Laid) -> None:
    """A worker whose gtkit or libraries differ might make other numbers."""
    done = asked(_order(laid("a"), "a", kit="0" * 64))
    assert (done.state, done.exit, done.code) == ("error", 2, "other_versions")


def verify_nothing(report: Path) -> bool:
    """Nothing stands there under a final name, and no stage is left."""
    return [p.name for p in report.iterdir()] == [".lock"]


def test_a_server_that_dies_in_the_middle_of_a_word_keeps_nobody_waiting(
    laid: Laid, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half a line is no answer: the order is told as dead."""
    (tmp_path / "halfway.py").write_text(
        'import sys\ndef main():\n sys.stdin.readline()\n sys.stdout.write(\'{"key": 1, "outc\')\n', encoding="utf-8"
    )
    path = f"import sys; sys.path.insert(0, {str(tmp_path)!r}); from {{module}} import main; main()"
    monkeypatch.setattr(client, "_START", path)
    with Server("halfway") as server:
        assert server.ask(_order(laid("a"), "a")).state == "died"
