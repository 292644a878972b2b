"""A notebook runs alone, in time, or it is told how it ended; nothing it was not given reaches it, nothing stays."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from gtkit.errors import NotebookFailed
from gtkit.pipeline.environment import environment
from gtkit.pipeline.execute import executed
from gtkit.pipeline.job import MARK, Answer, Job

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
        ("raise KeyboardInterrupt", "error", "KeyboardInterrupt"),
        ("import sys; sys.exit(0)", "exited", "SystemExit: 0"),
        ("exit()", "exited", "exit()"),
        ("import os; os._exit(0)", "died", ""),
        ("import os; os.kill(os.getpid(), 9)", "died", ""),
    ],
)
def test_a_cell_that_does_not_end_well_is_named(
    execute, proof_cell: str, tmp_path: Path, cell: str, state: str, cause: str
) -> None:
    """Raised, left with success, died: none is taken for done nor rendered; the cell is counted as its author does."""
    answer = execute("fine = 1", cell, proof_cell, folder=tmp_path)
    assert {p.name for p in tmp_path.iterdir()} == {"source.ipynb", "work"}
    assert (answer.state, answer.cell) == (state, 3), answer
    assert answer.cause.startswith(cause)
    with pytest.raises(NotebookFailed) as failed:
        answer.proven("customer_value")
    assert failed.value.where == "customer_value"
    assert failed.value.hint == "3"


def test_a_cell_that_goes_elsewhere_takes_nothing_with_it(execute, proof_cell: str, tmp_path: Path) -> None:
    """Another current folder, files of names such as a worker's: the answer and what was asked for are in place."""
    away = "import os, pathlib\nfor name in ('answer.json', 'cell'): pathlib.Path(name).write_text('x')\nos.chdir('/')"
    answer = execute(away, proof_cell, folder=tmp_path)
    assert answer.state == "done", answer
    assert {p.name for p in tmp_path.iterdir()} == {
        "source.ipynb", "work", "executed.ipynb", "client.html", "internal.html"
    }  # fmt: skip


def test_a_cell_past_its_time_is_named(execute, proof_cell: str) -> None:
    """The limit of one cell ends the run, and says which cell."""
    answer = execute("fine = 1", "while True: pass", proof_cell, cell_seconds=1)
    assert (answer.state, answer.cell, answer.cause) == ("timeout", 3, "> 1 s")


def test_a_run_past_its_time_is_ended_from_outside(execute, proof_cell: str, tmp_path: Path) -> None:
    """A kernel deaf to every signal but the last one is gone a moment after the deadline."""
    deaf = "import signal, time\nfor s in (2, 15): signal.signal(s, signal.SIG_IGN)\nwhile True: time.sleep(1)"
    start = time.monotonic()
    answer = execute(deaf, proof_cell, folder=tmp_path, run_seconds=12)
    assert (answer.state, answer.cell, answer.cause) == ("timeout", 2, "> 12 s")
    assert time.monotonic() - start < 20
    assert not _started(tmp_path)


def test_a_notebook_without_a_proof_is_not_done(execute) -> None:
    """Every cell ran, but the last one handed nothing in."""
    answer = execute("1 + 1")
    assert (answer.state, answer.cell) == ("no_proof", 2)


def test_a_killed_child_is_told_by_its_signal(forking, job_spec, proof_cell: str, tmp_path: Path) -> None:
    """As when memory runs out: SIGKILL, and the cell that asked for too much."""
    kill = "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"
    answer = forking(job_spec(tmp_path, "fine = 1", kill, proof_cell))
    assert (answer["state"], answer["cell"], answer["cause"]) == ("died", 3, "SIGKILL")


def test_a_killed_worker_is_told_by_its_signal(job_spec, proof_cell: str, tmp_path: Path) -> None:
    """A cell that kills its worker: the answer says so, and the orphaned kernel is ended."""
    kill = "import os, signal; os.kill(os.getppid(), signal.SIGKILL)\nwhile True: pass"
    answer = next(executed([Job.model_validate(job_spec(tmp_path, kill, proof_cell))], at_once=1)).model_dump()
    assert (answer["state"], answer["cell"], answer["cause"]) == ("died", 2, "SIGKILL")
    assert not _started(tmp_path)


LEFT = {
    "in its folder": "import subprocess; p = subprocess.Popen(['sleep', '60'])",
    "forked": "import os, time\np = os.fork()\nif not p:\n  os.setsid(); os.environ.clear(); time.sleep(60)",
    "far away": "import subprocess; p = subprocess.Popen(['sleep', '60'], cwd='/', env={}, start_new_session=True)",
}


@pytest.mark.parametrize("left", LEFT)
def test_what_a_cell_leaves_running_is_ended(forking, job_spec, proof_cell: str, tmp_path: Path, left: str) -> None:
    """A child in the job's folder, one that changed its environment after a fork, one that kept nothing of the job."""
    tell = "\nimport pathlib; pathlib.Path('left').write_text(str(getattr(p, 'pid', p)))"
    answer = forking(job_spec(tmp_path, LEFT[left] + tell, proof_cell))
    assert answer["state"] == "done", answer
    assert not psutil.pid_exists(int((tmp_path / "work" / "left").read_text()))


def test_answers_come_in_the_order_of_the_jobs(job_spec, proof_cell: str, tmp_path: Path) -> None:
    """The second ends first, and waits for the first; two run at a time."""
    jobs = []
    for name, cell in {"slow": "import time; time.sleep(2)", "quick": "1 / 0"}.items():
        (tmp_path / name).mkdir()
        jobs.append(Job.model_validate(job_spec(tmp_path / name, cell, proof_cell)))
    assert [answer.state for answer in executed(jobs, at_once=2)] == ["done", "error"]


def test_whatever_stops_the_reader_ends_all_that_runs(job_spec, proof_cell: str, tmp_path: Path) -> None:
    """One answer taken, the others closed: nothing runs on."""
    jobs = []
    for name, cell in {"one": "1 / 0", "two": "while True: pass", "three": "while True: pass"}.items():
        (tmp_path / name).mkdir()
        jobs.append(Job.model_validate(job_spec(tmp_path / name, cell, proof_cell)))
    answers = executed(jobs, at_once=2)
    assert next(answers).state == "error"
    answers.close()  # type: ignore[attr-defined]
    assert not _started(tmp_path)
    assert not (tmp_path / "three" / "work").exists()


@pytest.mark.parametrize("way", ["started", "forked"])
def test_processes_end_with_a_killed_runner(job_spec, proof_cell: str, tmp_path: Path, way: str) -> None:
    """A runner killed outright takes what runs a busy cell with it, within five seconds."""
    begin = "import os, pathlib; pathlib.Path('pid').write_text(str(os.getpid()))\nwhile True: pass"
    spec = job_spec(tmp_path, begin, proof_cell)
    prepare = "from gtkit.pipeline.forked import prepare; prepare(); " if way == "forked" else ""
    code = f"{prepare}from gtkit.pipeline.execute import executed; from gtkit.pipeline.job import Job; "
    code += f"next(executed([Job.model_validate({spec!r})], at_once=1))"
    runner = subprocess.Popen([sys.executable, "-P", "-c", code], env=environment(tmp_path / "runner"))
    told = tmp_path / "work" / "pid"
    assert _until(lambda: told.is_file() and told.read_text(), seconds=60)
    busy = int(told.read_text())
    runner.kill()
    runner.wait()
    assert _until(lambda: not psutil.pid_exists(busy) and not _started(tmp_path), seconds=5)


def _started(folder: Path) -> list[psutil.Process]:
    """Processes that were started to work below a folder, or stand there, and still run."""

    def places(process: psutil.Process) -> str:
        try:
            return f"{process.environ().get(MARK, '')} {process.cwd()}"
        except (psutil.Error, OSError):
            return ""

    return [p for p in psutil.process_iter() if str(folder.resolve()) in places(p)]


def _until(holds: Callable[[], object], *, seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.1)
    return True
