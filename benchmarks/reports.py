"""Reports of many engagements beside the stock tools: the two commands, and a script with a pool of processes.

Run with ``python -m benchmarks.reports`` at the project's root. Each engagement has 2,000 sales of its own and the same
reference notebook: four figures, three tables. All make its page, two at a time, in one run; processor seconds are
those of every process that was started. Then the batch is asked again: for nothing, after one file has changed, after
a template has; ``--unchanged`` is how many reports stand when nothing is asked.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from gtkit.places import shipped

JOBS = 2
KERNEL = {"name": "python3", "display_name": "Python 3", "language": "python"}
ROWS = 2_000
NAME = "3_customer_value.ipynb"
STEMS = ["parameters", "read", "figures", "tables", "proof"]
CELLS = {
    "parameters": 'engagement: str = "acme"\nlang: str = "fr"',
    "read": """
import hashlib, pathlib
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from IPython.display import display
file = pathlib.Path(engagement) / "data" / "ventes.csv"
sales = pd.read_csv(file, sep=";", decimal=",", encoding="utf-8-sig")
sales["Date"] = pd.to_datetime(sales["Date"], format="%d/%m/%Y")
by_customer = sales.groupby("Code client")["Montant HT"].agg(["sum", "count", "mean"]).sort_values("sum")
by_month = sales.groupby(sales["Date"].dt.to_period("M"))["Montant HT"].sum()""",
    "figures": """
figure, axes = plt.subplots(layout="constrained"); by_customer["sum"].tail(20).plot.barh(ax=axes); plt.show()
figure, axes = plt.subplots(layout="constrained"); by_month.plot(ax=axes); plt.show()
figure, axes = plt.subplots(layout="constrained"); axes.hist(np.log(sales["Montant HT"]), bins=40); plt.show()
figure, axes = plt.subplots(layout="constrained")
axes.plot(by_customer["count"], by_customer["mean"], "."); plt.show()""",
    "tables": """
display(by_customer.tail(20))
display(by_month.to_frame().tail(12))
display(sales.describe())""",
    "proof": """
display({"application/vnd.gtkit.findings+json": {
    "epreuve": "customer_value", "lang": lang, "settings": {},
    "inputs": {"data/ventes.csv": hashlib.sha256(file.read_bytes()).hexdigest()},
    "findings": {"verdict": {"level": "conditional"}}}}, raw=True)""",
}
TOML = """
id = "{id}"
organisation = "Organisation {id}"
lang = "fr"
currency = "EUR"
as_of = 2026-06-30
[sources.transactions]
files = ["data/ventes.csv"]
"""


@dataclass(frozen=True)
class Cost:
    """Processor and wall seconds of a command with all that it started."""

    cpu: float
    wall: float


def measured(work: Callable[[], None]) -> Cost:
    """What a piece of work costs in child processes; each must have been waited for by its parent."""
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    work()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(cpu, time.perf_counter() - begun)


def notebook(cells: Sequence[str]) -> str:
    """The reference notebook, or one of some of its cells."""
    told: list[dict[str, object]] = [
        {
            "cell_type": "code",
            "id": f"c{place}",
            "source": CELLS[cell].strip(),
            "metadata": {"tags": ["parameters"]} if cell == "parameters" else {},
            "outputs": [],
            "execution_count": None,
        }
        for place, cell in enumerate(cells)
    ]
    return json.dumps({"cells": told, "metadata": {"kernelspec": KERNEL}, "nbformat": 4, "nbformat_minor": 5})


def engagements(folder: Path, count: int, cells: Sequence[str], rows: int) -> list[Path]:
    """Lay engagements down, each with sales of its own."""
    rng = np.random.default_rng(20261126)
    made = []
    for number in range(count):
        place = folder / f"e{number:04d}"
        (place / "data").mkdir(parents=True)
        (place / "notebooks").mkdir()
        (place / "engagement.toml").write_text(TOML.format(id=place.name), encoding="utf-8")
        (place / ".salt").write_bytes(b"0123456789abcdef0123456789abcdef")
        (place / "notebooks" / NAME).write_text(notebook(cells), encoding="utf-8")
        days = np.datetime64("2024-07-01") + rng.integers(0, 730, rows)
        lines = [
            f"C{customer:03d};{day[8:]}/{day[5:7]}/{day[:4]};{amount:.2f}".replace(".", ",")
            for customer, day, amount in zip(
                rng.integers(0, 150, rows), days.astype(str), rng.lognormal(6, 1, rows), strict=True
            )
        ]
        table = "\n".join(("Code client;Date;Montant HT", *lines)) + "\n"
        (place / "data" / "ventes.csv").write_text(table, encoding="utf-8-sig")
        made.append(place)
    return made


def commands(places: Sequence[Path], output: Path) -> None:
    """Papermill's command, then nbconvert's, for each engagement, two at a time."""
    tools = Path(sys.executable).parent

    def one(place: Path) -> None:
        executed = output / f"{place.name}.ipynb"
        run = [tools / "papermill", place / "notebooks" / NAME, executed, "-k", "python3", "-p", "engagement", place]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        subprocess.run([*map(str, run), "-p", "lang", "fr"], check=True, **quiet)  # type: ignore[call-overload]
        page = [tools / "jupyter", "nbconvert", "--to", "html", executed]
        subprocess.run([*map(str, page)], check=True, **quiet)  # type: ignore[call-overload]

    with ThreadPoolExecutor(JOBS) as threads:
        list(threads.map(one, places))


def pool(places: Sequence[Path], output: Path) -> None:
    """The script with a pool of processes."""
    command = [
        sys.executable,
        "-m",
        "benchmarks.contestants.report_pool",
        str(JOBS),
        str(places[0] / "notebooks" / NAME),
    ]
    quiet = subprocess.DEVNULL
    subprocess.run([*command, str(output), *map(str, places)], check=True, stdout=quiet, stderr=quiet)


def batch(places: Sequence[Path], output: Path, templates: Path | None = None) -> dict[str, int]:
    """Gtkit's batch; how many ended how."""
    command = [sys.executable, "-c", "from gtkit.cli import main; main()", "batch", str(places[0].parent)]
    more = ["--epreuve", "3", "--jobs", str(JOBS), "--output", str(output), "--json"]
    done = subprocess.run([*command, *more], check=True, capture_output=True, text=True)
    states = [one["state"] for one in json.loads(done.stdout)["engagements"].values()]
    return {state: states.count(state) for state in dict.fromkeys(states)}


@contextmanager
def other_template() -> Iterator[None]:
    """A template of the page that differs by a remark, while the block lasts."""
    style = shipped("templates") / "report" / "style.css"
    before = style.read_bytes()
    style.write_bytes(before + b"/* another */\n")
    try:
        yield
    finally:
        style.write_bytes(before)


def side_by_side(folder: Path, count: int) -> None:
    """Print what each way takes for the same reports."""
    places = engagements(folder / "missions", count, STEMS, ROWS)
    for name in ("commands", "pool", "gtkit"):
        (folder / name).mkdir()
    commands(places[:1], folder / "commands")  # a first run, in which libraries write their caches
    told = {
        "papermill and nbconvert, commands": measured(lambda: commands(places, folder / "commands")),
        f"script with a pool of {JOBS} processes": measured(lambda: pool(places, folder / "pool")),
        "gtkit batch": measured(lambda: print(f"  {batch(places, folder / 'gtkit')}")),
    }
    ours = told["gtkit batch"]
    print(f"{count} reports, {ROWS:,} sales, 4 figures, 3 tables each; {JOBS} at a time, {os.cpu_count()} processors")
    print(f"{'':36}{'CPU s':>9}{'a report':>10}{'ratio':>8}{'wall s':>9}{'ratio':>8}")
    for name, cost in told.items():
        ratios = f"{cost.cpu / ours.cpu:8.1f}{cost.wall:9.1f}{cost.wall / ours.wall:8.1f}"
        print(f"{name:36}{cost.cpu:9.1f}{cost.cpu / count:10.2f}{ratios}")


def asked_again(folder: Path, count: int) -> None:
    """Print what a batch takes when little or nothing has changed."""
    places = engagements(folder / "many", count, ("parameters", "read", "proof"), 20)
    output = folder / "standing"
    print(f"{count} reports that stand")

    def tell(what: str) -> None:
        states: dict[str, int] = {}
        cost = measured(lambda: states.update(batch(places, output)))
        print(f"{what:36}{cost.cpu:9.2f} CPU s{cost.wall:9.2f} wall s   {states}", flush=True)

    tell("made")
    time.sleep(3)  # files so fresh prove nothing by their times
    tell("asked again, read once more")
    tell("asked again, nothing changed")
    table = places[0] / "data" / "ventes.csv"
    table.write_bytes(table.read_bytes().replace(b"C00", b"D00"))
    tell("one data file changed")
    with other_template():
        tell("a template of the page changed")


def main() -> None:
    """Measure, print, leave nothing."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=24)
    parser.add_argument("--unchanged", type=int, default=1_000)
    asked = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(1))  # what was changed for a measure is put back
    folder = Path(tempfile.mkdtemp(prefix="gtkit-reports-"))
    try:
        side_by_side(folder, asked.reports)
        asked_again(folder, asked.unchanged)
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
