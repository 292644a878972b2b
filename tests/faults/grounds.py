"""Where a harness works: small engagements with an earlier good report of each, commands over them, what they leave."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import psutil

from gtkit.pipeline.environment import environment

from ..pipeline.scene import lay_down
from .loaded import REFUSE, WHERE, Process

STAMPED = {".lock", ".stamps.json", "batch.json"}  # what tells times or process numbers


class Grounds:
    """A folder with ``missions/``, ``reports/`` and what a command prints, and the process that forks commands."""

    def __init__(self, root: Path, tmp: Path) -> None:
        self.root, self.missions, self.reports = root, root / "missions", root / "reports"
        self.tmp = tmp
        self.missions.mkdir(parents=True)
        self.tmp.mkdir()
        self._socket = str(root / "loaded.socket")
        self._loaded = subprocess.Popen(
            [sys.executable, "-P", str(Path(__file__).with_name("loaded.py")), self._socket],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment(root / "loaded") | {"TMPDIR": str(tmp)},
        )
        assert self._loaded.stdout is not None
        assert self._loaded.stdout.readline() == b"ready\n"

    def close(self) -> None:
        """End the process that forks."""
        self._loaded.communicate()

    def clear(self) -> None:
        """Forget engagements and reports."""
        for folder in (self.missions, self.reports):
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()

    def lay_down(self, name: str, *cells: str, amount: str = "1 250,00") -> Path:
        """Lay down an engagement, or change it; cells are put before the last one of its notebook."""
        return retell(self.missions / name, *cells, name=name, amount=amount)

    def begin(self, *arguments: str, refuse: Mapping[str, Any] | None = None) -> Process:
        """Begin a command of gtkit; what it prints goes to ``out`` and ``err``."""
        told = {"TMPDIR": str(self.tmp), WHERE: self._socket, REFUSE: json.dumps(dict(refuse or {}))}
        told = {**environment(self.root / "loaded"), **told, "LANG": "fr_FR.UTF-8"}
        spec = {"role": "command", "argv": arguments, "cwd": str(self.root), "env": told, "refuse": dict(refuse or {})}
        with Path(os.devnull).open("rb") as nothing, self._said("out") as out, self._said("err") as err:
            return Process(self._socket, spec, (nothing.fileno(), out.fileno(), err.fileno()))

    def run(self, *arguments: str, refuse: Mapping[str, Any] | None = None) -> int:
        """Run a command to its end; its exit code."""
        return self.begin(*arguments, refuse=refuse).wait(120)

    @property
    def err(self) -> str:
        """What the last command said to a person, its no-break spaces plain."""
        return (self.root / "err").read_text(encoding="utf-8").replace("\u00a0", " ").replace("\u202f", " ")

    @property
    def out(self) -> str:
        """What the last command said to a program."""
        return (self.root / "out").read_text(encoding="utf-8")

    def keep(self, name: str) -> None:
        """Keep engagements and reports as they stand, to `restore` them."""
        for folder in (self.missions, self.reports):
            shutil.copytree(folder, self.root / name / folder.name, dirs_exist_ok=True)

    def restore(self, name: str) -> None:
        """Engagements and reports as they were kept; nothing else of theirs is left."""
        for folder in (self.missions, self.reports):
            shutil.rmtree(folder, ignore_errors=True)
            shutil.copytree(self.root / name / folder.name, folder)

    def family(self, command: Process) -> dict[str, list[int]]:
        """Numbers of the processes of a command that lives: its own, its server's, its runs' and their notebooks'."""
        own = [command.pid] if command.poll() is None else []
        servers = [pid for pid in _children(self._loaded.pid) if pid != command.pid]
        runs = [pid for server in servers for pid in _children(server)]
        notebooks = [pid for run in runs for pid in _children(run)]
        return {"command": own, "server": servers, "run": runs, "notebook": notebooks}

    def stages(self) -> list[str]:
        """What unfinished work stands beside the reports."""
        left = (*self.reports.glob("*/.stage-*"), *self.reports.glob("*/.index*"), *self.reports.glob(".*-*"))
        return sorted(p.relative_to(self.reports).as_posix() for p in left)

    def at_work(self) -> list[str]:
        """Processes of commands that work below: servers, runs, notebooks and whatever those started."""
        found = []
        for process in psutil.process_iter():
            try:
                place, state = Path(process.cwd()), process.status()
            except (psutil.Error, OSError):  # another person's, or gone
                continue
            inside = any(place.is_relative_to(folder) for folder in (self.reports, self.tmp))
            if inside and state != psutil.STATUS_ZOMBIE:
                found.append(f"{process.pid} {place}")
        return found

    def rests(self, seconds: float = 5) -> list[str]:
        """Those that are still at work after so long."""
        until(lambda: not self.at_work(), seconds)
        return self.at_work()

    def _said(self, name: str) -> Any:
        return (self.root / name).open("wb")


def retell(folder: Path, *cells: str, name: str, amount: str = "1 250,00") -> Path:
    """Lay down an engagement of an id; cells are put before the last one of its notebook."""
    lay_down(folder, amount=amount)
    toml = folder / "engagement.toml"
    toml.write_text(toml.read_text(encoding="utf-8").replace('id = "acme"', f'id = "{name}"'), encoding="utf-8")
    file = folder / "notebooks" / "3_customer_value.ipynb"
    notebook = json.loads(file.read_text(encoding="utf-8"))
    fresh = [{**notebook["cells"][0], "id": f"n{n}", "source": c, "metadata": {}} for n, c in enumerate(cells)]
    notebook["cells"][1:1] = fresh
    file.write_text(json.dumps(notebook), encoding="utf-8")
    return folder


def _children(pid: int) -> list[int]:
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()]
    except OSError:  # it ended
        return []


def tree(folder: Path) -> dict[str, bytes]:
    """Every published byte below a folder, hidden work and what is stamped left out."""
    files = (p for p in folder.rglob("*") if p.is_file() and p.name not in STAMPED)
    named = {p.relative_to(folder): p for p in files}
    return {n.as_posix(): p.read_bytes() for n, p in named.items() if not any(x.startswith(".") for x in n.parts)}


def until(happens: Callable[[], bool], seconds: float) -> bool:
    """Wait for it so long at most; whether it happened."""
    deadline = time.monotonic() + seconds
    while not (done := happens()) and time.monotonic() < deadline:
        time.sleep(0.01)
    return done
