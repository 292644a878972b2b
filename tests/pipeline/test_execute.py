"""A notebook runs alone, in time, or it is told how it ended; nothing it was not given reaches it, nothing stays."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from gtkit.errors import NotebookFailed
from gtkit.pipeline.execute import environment, sweep
from gtkit.pipeline.job import MARK, Answer

CANARY = "GTKIT_TEST_CANARY_TOKEN"


@pytest.fixture(scope="module")
def done(execute, proof_cell: str, tmp_path_factory: pytest.TempPathFactory) -> tuple[Answer, Path]:
    """One notebook that ends well, executed beside a secret in the environment."""
    folder = tmp_path_factory.mktemp("done")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(CANARY, "secret")
        noise = (
            "import sys, warnings\nprint('kept')\nprint('dropped', file=sys.stderr)\nwarnings.warn('dropped')\n1 + 1"
        )
        return execute(noise, proof_cell, folder=folder), folder


def test_a_notebook_that_ends_well_leaves_its_proof(done: tuple[Answer, Path]) -> None:
    """State, proof with the parameter as given, executed copy."""
    answer, folder = done
    assert answer.state == "done", answer.log
    assert answer.proven("customer_value")["settings"] == {"rate": 0.1}
    assert (folder / "executed.ipynb").is_file()


def test_a_secret_of_the_environment_does_not_reach_the_kernel(done: tuple[Answer, Path]) -> None:
    """Only what the allow-list names is seen."""
    seen = done[0].proof["findings"]["seen"]
    assert CANARY not in seen
    assert "PATH" in seen


def test_the_kernel_stands_in_a_folder_of_its_own(done: tuple[Answer, Path]) -> None:
    """The current folder is the job's, and no import comes from it."""
    answer, folder = done
    findings = answer.proof["findings"]
    assert Path(findings["cwd"]) == (folder / "work").resolve()
    assert not {"", findings["cwd"]} & set(findings["path"])


def test_the_executed_copy_tells_nothing_of_the_machine(done: tuple[Answer, Path]) -> None:
    """No path in the parameters, no time, no version, nothing from stderr; the page's block is there."""
    text = (done[1] / "executed.ipynb").read_text(encoding="utf-8")
    copy = json.loads(text)
    assert "/secret/place" not in text
    assert [o.get("text", "2") for cell in copy["cells"] for o in cell["outputs"][:2]] == ["kept\n", "2", "2"]
    assert "dropped" not in json.dumps([cell["outputs"] for cell in copy["cells"]])
    assert set(copy["metadata"]) == {"gtkit", "kernelspec", "language_info"}
    assert copy["metadata"]["gtkit"] == {"lang": "fr", "title": "Épreuve"}
    assert {key for cell in copy["cells"] for key in cell["metadata"]} == {"tags"}


def test_no_process_is_left(done: tuple[Answer, Path]) -> None:
    """Worker and kernel are gone when the answer comes."""
    assert not _started(done[1])


def test_the_same_job_twice_gives_the_same_bytes(
    execute, done: tuple[Answer, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another locale, time zone and hash seed change nothing; the folder shows only in what the cells print."""
    cells = [cell["source"] for cell in json.loads((done[1] / "source.ipynb").read_text(encoding="utf-8"))["cells"]]
    for name, value in {"LANG": "fr_FR.UTF-8", "TZ": "Asia/Tokyo", "PYTHONHASHSEED": "7"}.items():
        monkeypatch.setenv(name, value)
    assert execute(*cells[1:], folder=tmp_path).state == "done"
    first, second = (
        (folder / "executed.ipynb").read_text(encoding="utf-8").replace(str(folder.resolve()), "")
        for folder in (done[1], tmp_path)
    )
    assert first == second


@pytest.mark.parametrize(
    ("cell", "state", "cause"),
    [
        ("1 / 0", "error", "ZeroDivisionError: division by zero"),
        ("import sys; sys.exit(0)", "exited", "SystemExit: 0"),
        ("import os; os._exit(0)", "died", ""),
    ],
)
def test_a_cell_that_does_not_end_well_is_named(execute, proof_cell: str, cell: str, state: str, cause: str) -> None:
    """Raised, left with success, died: none is taken for done, and the cell is counted as its author counts."""
    answer = execute("fine = 1", cell, proof_cell)
    assert (answer.state, answer.cell, answer.cause) == (state, 3, cause)
    with pytest.raises(NotebookFailed) as failed:
        answer.proven("customer_value")
    assert failed.value.where == "customer_value"
    assert failed.value.hint == "3"


def test_a_cell_past_its_time_is_named(execute, proof_cell: str) -> None:
    """The limit of one cell ends the run, and says which cell."""
    answer = execute("while True: pass", proof_cell, cell_seconds=1)
    assert (answer.state, answer.cell, answer.cause) == ("timeout", 2, "> 1 s")


def test_a_run_past_its_time_is_ended_from_outside(execute, proof_cell: str, tmp_path: Path) -> None:
    """A kernel deaf to every signal but the last one is gone a moment after the deadline."""
    deaf = "import signal, time\nfor s in (2, 15): signal.signal(s, signal.SIG_IGN)\nwhile True: time.sleep(1)"
    start = time.monotonic()
    answer = execute(deaf, proof_cell, folder=tmp_path, run_seconds=3)
    assert (answer.state, answer.cause) == ("timeout", "> 3 s")
    assert time.monotonic() - start < 8
    assert not _started(tmp_path)


def test_a_notebook_without_a_proof_is_not_done(execute) -> None:
    """Every cell ran, but the last one handed nothing in."""
    answer = execute("1 + 1")
    assert (answer.state, answer.cell) == ("no_proof", 2)


def test_a_killed_worker_is_told_by_its_signal(execute, proof_cell: str) -> None:
    """A cell that kills its worker: the answer says so, and the orphaned kernel is ended."""
    answer = execute("import os, signal; os.kill(os.getppid(), signal.SIGKILL)\nwhile True: pass", proof_cell)
    assert (answer.state, answer.cause) == ("died", "SIGKILL")


def test_processes_end_with_a_killed_runner(proof_cell: str, notebook_of, tmp_path: Path) -> None:
    """A runner killed outright takes its worker and its busy kernel with it, within five seconds."""
    (tmp_path / "source.ipynb").write_text(json.dumps(notebook_of("while True: pass", proof_cell)), encoding="utf-8")
    places = {name: str(tmp_path / name) for name in ("work", "output")}
    spec = {"epreuve": "e", "notebook": str(tmp_path / "source.ipynb"), **places}
    spec |= {"parameters": {}, "shown": {}, "page": {}}
    code = f"from gtkit.pipeline.execute import execute_job; execute_job({spec!r})"
    runner = subprocess.Popen([sys.executable, "-c", code])
    assert _until(lambda: len(_started(tmp_path)) >= 2, seconds=20)  # worker and kernel
    runner.kill()
    runner.wait()
    assert _until(lambda: not _started(tmp_path), seconds=5)


def test_the_environment_is_an_allow_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every variable is passed on by name, the same everywhere, or the job's own."""
    for name in list(os.environ):
        monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "x")
    monkeypatch.setenv("PYTHONPATH", "/elsewhere")
    monkeypatch.setenv("PATH", "/bin")
    names = set(environment(tmp_path))
    assert "PATH" in names
    assert not names & {"AWS_SECRET_ACCESS_KEY", "PYTHONPATH"}


def test_a_sweep_ends_marked_processes_alone(tmp_path: Path) -> None:
    """A process of another job lives on."""
    sleep = [sys.executable, "-c", "import time; time.sleep(30)"]
    ours, other = (
        subprocess.Popen(sleep, env={**os.environ, MARK: str(tmp_path / name)}) for name in ("mine/work", "other")
    )
    try:
        sweep(tmp_path / "mine")
        assert ours.wait(5) != 0
        assert other.poll() is None
    finally:
        other.kill()
        other.wait()


def _started(folder: Path) -> list[psutil.Process]:
    """Processes that were started to work below a folder, and still run."""

    def mark(process: psutil.Process) -> str:
        try:
            return str(process.environ().get(MARK, ""))
        except (psutil.Error, OSError):
            return ""

    return [p for p in psutil.process_iter() if mark(p).startswith(str(folder.resolve()))]


def _until(holds: Callable[[], object], *, seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.1)
    return True
