"""`gtkit batch` as a scheduler runs it: exit codes, a line for each run, a journal, Ctrl-C, equal bytes."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from gtkit.pipeline.verify import verify

COMMAND = [sys.executable, "-c", "from gtkit.cli import main; main()", "batch", "missions", "--epreuve", "3"]
Lay = Callable[..., Path]
Look = Callable[[Path], list[str]]


@pytest.fixture
def lay(scene: ModuleType, tmp_path: Path) -> Lay:
    """Lay down one engagement in ``missions/``, a cell put before the last one of its notebook."""

    def one(name: str, cell: str = "") -> Path:
        folder: Path = scene.lay_down(tmp_path / "missions" / name)
        toml = folder / "engagement.toml"
        toml.write_text(toml.read_text(encoding="utf-8").replace('id = "acme"', f'id = "{name}"'), encoding="utf-8")
        file = folder / "notebooks" / "3_customer_value.ipynb"
        notebook = json.loads(file.read_text(encoding="utf-8"))
        notebook["cells"].insert(1, {**notebook["cells"][0], "id": "new", "source": cell, "metadata": {}})
        file.write_text(json.dumps(notebook), encoding="utf-8")
        return folder

    return one


def _batch(where: Path, *more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*COMMAND, *more], cwd=where, capture_output=True, text=True, check=False, timeout=120)


def _states(where: Path) -> dict[str, str]:
    journal: dict[str, Any] = json.loads((where / "reports" / "batch.json").read_text(encoding="utf-8"))
    return {one["engagement"]: one["state"] for one in journal["engagements"].values()}


def test_one_bad_of_five(lay: Lay, tmp_path: Path) -> None:
    """Four delivered, exit 1, épreuve and cell named on one line; resumed, the bad one alone is run, and exit 0."""
    for name in "abcde":
        lay(name, "1 / 0" if name == "c" else "")
    done = _batch(tmp_path, "--jobs", "2", "--json")
    assert done.returncode == 1
    told = json.loads(done.stdout)
    assert (told["exit"], told["state"]) == (1, "ended")
    assert _states(tmp_path) == {"a": "ok", "b": "ok", "c": "error", "d": "ok", "e": "ok"}
    said = done.stderr.replace("\u00a0", " ")
    assert "c : erreur (3 · Valeur, cellule 2, ZeroDivisionError)" in said
    assert "Missions : 5 (publié : 4 · erreur : 1)." in said
    assert "\x1b" not in done.stderr
    assert all(verify(tmp_path / "reports" / name) == () for name in "abde")
    lay("c")
    again = subprocess.run([*COMMAND[:4], "--resume"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert again.returncode == 0
    assert _states(tmp_path) == {"a": "skipped", "b": "skipped", "c": "ok", "d": "skipped", "e": "skipped"}
    assert again.stdout.strip().endswith("index.html")
    overview = (tmp_path / "reports" / "index.html").read_text(encoding="utf-8")
    assert all(f'href="{name}/index.html"' in overview for name in "abcde")


@pytest.mark.skipif(os.name == "nt", reason="Windows ends a process without a signal")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_batch(lay: Lay, tmp_path: Path, number: signal.Signals, at_work: Look) -> None:
    """Exit 130 within five seconds, no kernel left, what was done kept and told, the rest resumed."""
    begun, go = tmp_path / "begun", tmp_path / "go"
    wait = "import time, pathlib\nhere = pathlib.Path(engagement).parent.parent\n(here / 'begun').touch()\n"
    wait += "while not (here / 'go').exists(): time.sleep(0.05)"
    for name in "abc":
        lay(name, wait if name == "b" else "")
    run = subprocess.Popen(
        [*COMMAND, "--jobs", "1"],
        cwd=tmp_path,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=_heeding_ctrl_c,  # noqa: PLW1509 - no thread of this process holds a lock that it needs
    )
    _until(begun.exists)
    asked = time.monotonic()
    os.killpg(run.pid, number)
    _, err = run.communicate(timeout=30)
    assert time.monotonic() - asked < 5
    assert run.returncode == 130
    assert at_work(tmp_path / "reports") == []
    assert _states(tmp_path) == {"a": "ok", "b": "interrupted", "c": "interrupted"}
    assert "--resume" in err
    assert [p.name for p in (tmp_path / "reports" / "b").iterdir()] == [".lock"]
    go.touch()
    again = _batch(tmp_path)
    assert again.returncode == 0, again.stderr
    assert _states(tmp_path) == {"a": "skipped", "b": "ok", "c": "ok"}


def test_the_same_batch_elsewhere_gives_the_same_bytes(lay: Lay, tmp_path: Path) -> None:
    """Another folder, another number of jobs, another locale, time zone and hash seed."""
    for name in "ab":
        lay(name)
    assert _batch(tmp_path, "--jobs", "1", "--output", "one").returncode == 0
    other = {"LC_ALL": "C", "LANG": "fr_FR.UTF-8", "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "7"}
    done = subprocess.run(
        [*COMMAND, "--jobs", "2", "--output", str(tmp_path / "deep" / "two")],
        cwd=tmp_path,
        env={**os.environ, **other},
        check=False,
    )
    assert done.returncode == 0
    assert _tree(tmp_path / "one") == _tree(tmp_path / "deep" / "two")


def test_a_bad_command_is_exit_2(lay: Lay, tmp_path: Path) -> None:
    """No engagement, two of one id, nothing to resume: one sentence, nothing run."""
    lay("a")
    for arguments in (["missions/nowhere"], ["--resume", "--output", "nowhere"]):
        done = subprocess.run([*COMMAND[:4], *arguments], cwd=tmp_path, capture_output=True, text=True, check=False)
        assert done.returncode == 2
        assert len(done.stderr.strip().splitlines()) == 1
    twin = lay("b") / "engagement.toml"
    twin.write_text(twin.read_text(encoding="utf-8").replace('id = "b"', 'id = "a"'), encoding="utf-8")
    done = _batch(tmp_path)
    assert done.returncode == 2
    assert "deux missions" in done.stderr.lower()


def _tree(output: Path) -> dict[str, bytes]:
    """Every byte of the reports; what is stamped or locked is left out."""
    stamped = {".lock", ".stamps.json", "batch.json"}
    files = (p for p in output.rglob("*") if p.is_file() and p.name not in stamped and p != output / "index.html")
    return {p.relative_to(output).as_posix(): p.read_bytes() for p in files}


def _until(happens: Callable[[], bool], seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not happens():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def _heeding_ctrl_c() -> None:
    """Whoever runs the tests in the background has them ignore it, and what they start too."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
