"""The valuation of a million customers beside lifetimes and pymc-marketing: processor seconds, memory and ratios.

Run with ``python -m benchmarks.valuation`` at the project's root. The log is drawn from a seed; each peer is installed
once in an environment of its own (needs uv), and everything is measured in one run. A stage in which a peer takes more
than `--limit` seconds is measured on a tenth of the customers, gtkit's too. ``--without pymc-marketing`` leaves a
peer out; ``--customers`` makes it smaller.
"""

from __future__ import annotations

import argparse
import json
import os
import queue
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.sales_log import write_log

CONTESTANTS = Path(__file__).parent / "contestants"
CACHE = Path.home() / ".cache" / "gtkit-benchmarks"
PEERS = {
    "lifetimes": (
        "lifetimes==0.11.3",
        *("pandas==1.5.3", "numpy==1.24.4", "scipy==1.11.4", "autograd==1.6.2", "dill==0.3.9", "pyarrow==17.0.0"),
        "setuptools<80",
    ),
    "pymc-marketing": ("pymc-marketing==0.19.2", "pyarrow"),
}
STAGES = {
    "summary": "load + summary (Parquet)",
    "summary_csv": "load + summary (CSV)",
    "holdout": "calibration / holdout split",
    "bg_nbd": "BG/NBD fit",
    "gamma_gamma": "Gamma-Gamma fit",
    "clv": "CLV, 12 months (point)",
    "pareto_nbd": "Pareto/NBD fit",
    "whole": "log -> CLV and equity, imports left out",
    "process": "the same, whole process",
    "equity": "equity, 500 draws, 20,000 customers",
    "large": "summary of twice the log, DuckDB at 512 MB",
}
MIB = 1 << 20
WARM = 2_000  # customers of a first run, in which a library compiles what it will


@dataclass(frozen=True, slots=True)
class Measure:
    """Processor seconds of a stage, peak memory of its process meanwhile, and how many customers it saw."""

    seconds: float
    peak: int
    customers: int


@dataclass(slots=True)
class Contestant:
    """A library, the interpreter that has it, and what was measured by stage and number of customers."""

    name: str
    python: Path
    found: dict[tuple[str, int], Measure] = field(default_factory=dict)

    def run(self, log: Path, customers: int, *, limit: float) -> bool:
        """Measure every stage on a log; whether none took too long."""
        done = [self.measure(log, customers, part, limit=limit) for part in ("stages", "whole")]
        return all(done)

    def measure(self, log: Path, customers: int, part: str, *, limit: float) -> bool:
        """Measure one part of the stages in a process of its own; whether none took too long."""
        script = CONTESTANTS / f"{self.name.replace('-', '_')}_stages.py"
        # Without compiled modules, imports would take three times as long.
        around = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        process = subprocess.Popen([self.python, script, log, part], stdout=subprocess.PIPE, text=True, env=around)
        lines: queue.SimpleQueue[str] = queue.SimpleQueue()
        reader = threading.Thread(target=_read, args=(process, lines), daemon=True)
        reader.start()
        try:
            while line := lines.get(timeout=limit):
                stage, seconds, peak = json.loads(line)
                self.found[stage, customers] = Measure(seconds, peak, customers)
                print(f"  {self.name:<15} {STAGES[stage]:<43} {seconds:>8.2f} s {peak / MIB:>7,.0f} MiB", flush=True)
        except queue.Empty:
            print(f"  {self.name}: more than {limit:.0f} s", flush=True)
            return False
        finally:
            process.kill()
            process.wait()
        if process.returncode not in {0, -9}:
            raise SystemExit(f"{self.name} failed")
        return True

    def at(self, stage: str, sizes: tuple[int, ...]) -> Measure | None:
        """The measure on the most customers."""
        return next((self.found[stage, size] for size in sizes if (stage, size) in self.found), None)


def _read(process: subprocess.Popen[str], lines: queue.SimpleQueue[str]) -> None:
    for line in process.stdout or ():
        if line.startswith("["):
            lines.put(line)
    process.wait()
    lines.put("")


def installed(name: str) -> Path:
    """The interpreter of a peer's own environment, made at need."""
    uv, place = shutil.which("uv"), CACHE / name
    python = place / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    if not (place / "complete").exists():
        if uv is None:
            raise SystemExit("uv is needed to install the peers: pip install uv")
        subprocess.run([uv, "venv", "-q", "--clear", "-p", "3.11", place], check=True)
        subprocess.run([uv, "pip", "install", "-q", "--compile-bytecode", "--python", python, *PEERS[name]], check=True)
        (place / "complete").touch()
    return python


def table(contestants: list[Contestant], sizes: tuple[int, ...]) -> Iterator[str]:
    """Lines of the table; ratios are peer / gtkit, on as many customers."""
    ours, *peers = contestants
    yield " | ".join([f"{'stage (CPU s, peak MiB)':<43}", f"{'gtkit':>15}", *(f"{peer.name:>31}" for peer in peers)])
    for stage, title in STAGES.items():
        mine = ours.at(stage, sizes)
        cells = [f"{title:<43}", f"{_cell(mine):>15}"]
        for peer in peers:
            theirs = peer.at(stage, sizes)
            same = ours.found.get((stage, theirs.customers)) if theirs else None
            told = f"  x{theirs.seconds / max(same.seconds, 1e-3):,.0f}" if theirs and same else ""
            less = f" ({theirs.customers:,})" if theirs and theirs.customers < sizes[0] else ""
            cells.append(f"{_cell(theirs) + told + less:>31}")
        yield " | ".join(cells)


def _cell(measure: Measure | None) -> str:
    return f"{measure.seconds:.2f}  {measure.peak / MIB:,.0f}" if measure else "not measured"


def main() -> None:
    """Print the table."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--customers", type=int, default=1_000_000)
    asked.add_argument("--limit", type=float, default=600.0, help="seconds that one stage may take")
    asked.add_argument("--without", action="append", default=[], choices=list(PEERS), help="leave a peer out")
    options = asked.parse_args()
    sizes = (options.customers, options.customers // 10)
    contestants = [Contestant("gtkit", Path(sys.executable))]
    contestants += [Contestant(name, installed(name)) for name in PEERS if name not in options.without]
    contestants += [Contestant(name, Path()) for name in options.without]
    with tempfile.TemporaryDirectory() as place:
        logs = [Path(place) / str(size) for size in sizes]
        for log, size in zip(logs, sizes, strict=True):
            print(f"{size:,} customers, {write_log(log, customers=size):,} lines", flush=True)
        warm = Path(place) / "warm"
        write_log(warm, customers=WARM)
        for one in contestants:
            if one.name in options.without:
                continue
            one.run(warm, WARM, limit=options.limit)
            if not one.run(logs[0], sizes[0], limit=options.limit):
                one.run(logs[1], sizes[1], limit=options.limit)
        if any(size == sizes[1] for one in contestants[1:] for _, size in one.found):
            contestants[0].run(logs[1], sizes[1], limit=options.limit)
        twice = Path(place) / "twice"
        print(f"{write_log(twice, customers=2 * sizes[0]):,} lines", flush=True)
        contestants[0].measure(twice, sizes[0], "large", limit=options.limit)
    print("\n".join(table(contestants, sizes)))


if __name__ == "__main__":
    main()
