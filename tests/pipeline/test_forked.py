"""A forked child shares nothing with its parent but what was imported, and with its siblings nothing at all."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from gtkit.pipeline.environment import environment
from gtkit.pipeline.forked import prepared

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux forks")
SEEN = """
import gc, os, random, signal, sys, threading, numpy
from IPython.display import display
display({"application/vnd.gtkit.findings+json": {
    "epreuve": "customer_value", "lang": lang, "inputs": {}, "settings": {}, "findings": {
        "chance": [random.random(), numpy.random.random()],
        "open": sorted({os.readlink(f"/proc/self/fd/{n}") for n in os.listdir("/proc/self/fd")
                        if os.path.exists(f"/proc/self/fd/{n}")}),
        "session": [os.getsid(0), os.getpid()], "argv": sys.argv, "left": "left" in globals(),
        "threads": threading.active_count(), "signal": signal.getsignal(signal.SIGTERM) == signal.SIG_DFL,
        "modules": [m for m in ("polars", "pytest") if m in sys.modules], "ready": "gtkit.present" in sys.modules,
        "streams": [os.readlink(f"/proc/self/fd/{n}") for n in range(3)]}}}, raw=True)
left = 1
"""


@pytest.fixture(scope="module")
def seen(forking, job_spec, tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """What two children of one parent see of their process."""
    told = []
    for name in ("one", "two"):
        answer = forking(job_spec(tmp_path_factory.mktemp(name), SEEN.strip()))
        assert answer["state"] == "done", answer
        told.append(answer["proof"]["findings"])
    return told


def test_chance_is_each_child_s_own(seen: list[dict[str, Any]]) -> None:
    """Neither Python's nor numpy's random numbers are those of a sibling."""
    first, second = (told["chance"] for told in seen)
    assert not set(first) & set(second)


def test_what_one_child_names_no_other_sees(seen: list[dict[str, Any]]) -> None:
    """Each begins with an empty namespace, one thread, a session of its own, its parent's modules."""
    for told in seen:
        assert told["session"][0] == told["session"][1]
        assert (told["argv"], told["left"], told["threads"]) == (["gtkit"], False, 1)
        assert told["signal"]
        assert told["ready"]
        assert told["modules"] == []


def test_what_the_parent_holds_open_is_closed(seen: list[dict[str, Any]]) -> None:
    """Standard streams are the log and nothing; no pipe to the parent is left."""
    for told in seen:
        assert [Path(place).name for place in told["streams"]] == ["null", ".processes.log", ".processes.log"]
        assert not [place for place in told["open"] if place.startswith("pipe:")]


def test_a_process_that_was_not_prepared_does_not_fork() -> None:
    """That of the tests: nothing was rehearsed, hashes are left to chance."""
    assert not prepared()


@pytest.mark.parametrize("how", ["thread", "chance", "path"])
def test_a_process_that_is_not_safe_to_fork_is_not_prepared(tmp_path: Path, how: str) -> None:
    """A second thread; hashes that differ from run to run; the current folder among those that are imported from."""
    code = "import time, threading\nfrom gtkit.pipeline.forked import prepare, prepared\nprepare()\n"
    code += "threading.Thread(target=time.sleep, args=(9,), daemon=True).start()\n" if how == "thread" else ""
    code += "import sys; sys.stdout.write(str(prepared())); sys.stdout.flush(); import os; os._exit(0)"
    told = environment(tmp_path) | ({"PYTHONHASHSEED": "random"} if how == "chance" else {})
    flags = [] if how == "path" else ["-P"]
    done = subprocess.run([sys.executable, *flags, "-c", code], env=told, capture_output=True, text=True, check=True)
    assert done.stdout == "False"


def test_both_ways_leave_the_same(execute, proof_cell: str, tmp_path: Path) -> None:
    """Started or forked: the same executed copy and the same pages, byte for byte, the folder apart."""
    cells = [
        "print('x')\nimport matplotlib.pyplot as plt\nplt.plot([1, 2]);",
        "import pandas as pd\npd.DataFrame({'a': [1]})",
    ]
    assert execute(*cells, proof_cell.replace("sorted(os.environ)", "0"), folder=tmp_path).state == "done"
    left = {
        p.name: p.read_text("utf-8").replace(str(tmp_path.resolve()), "") for p in tmp_path.iterdir() if p.is_file()
    }
    assert set(left) == {"source.ipynb", "executed.ipynb", "client.html", "internal.html"}
    first = _LEFT.setdefault("first", left)
    assert {name: text == first[name] for name, text in left.items()} == dict.fromkeys(left, True)


_LEFT: dict[str, dict[str, str]] = {}


def test_the_parent_s_locks_do_not_outlive_it(tmp_path: Path, job_spec) -> None:
    """A lock that the parent holds is not held by its child: the next run takes it over."""
    (tmp_path / "job").mkdir()
    spec = job_spec(tmp_path / "job", SEEN.strip().replace("import gc", "import time; time.sleep(0); import gc"))
    code = f"""
import json, sys
from pathlib import Path
from gtkit.pipeline.execute import executed
from gtkit.pipeline.job import Job
from gtkit.pipeline.forked import prepare
from gtkit.pipeline.lock import held
prepare()
with held(Path({str(tmp_path / "report")!r})):
    answer = next(executed([Job.model_validate_json({json.dumps(json.dumps(spec))})], at_once=1)).model_dump()
print(json.dumps(answer["proof"]["findings"]["open"]))
"""
    told = environment(tmp_path / "runner")
    done = subprocess.run([sys.executable, "-P", "-c", code], env=told, capture_output=True, text=True, check=True)
    assert not [place for place in json.loads(done.stdout) if place.endswith(os.sep + ".lock")]
