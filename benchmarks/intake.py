"""How long intake takes: 20,000 rows from CSV and from a workbook, long files against `pandas.read_csv`.

A long file is written four ways: plainly, with thousands in groups, with every field in quotes, and both. Run with
``python benchmarks/intake.py [rows ...]``; the default is 200,000 and 1,000,000.
"""

from __future__ import annotations

import csv
import re
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd

from gtkit.contracts import TABLES
from gtkit.intake import SourceSpec, load_tables, write_french_csv, write_workbook

SALES = TABLES["transactions"]
RUNS = 2  # of which the quicker counts


def sales(rows: int) -> pd.DataFrame:
    """Invoice lines of five thousand customers over three years."""
    rng = np.random.default_rng(7)
    days = np.datetime64("2023-07-01") + rng.integers(0, 1095, rows).astype("timedelta64[D]")
    amount = rng.gamma(2, 400, rows).round(2)
    return pd.DataFrame(
        {
            "customer_id": pd.Series(rng.integers(0, 5000, rows)).map("C{:05d}".format),
            "date": pd.Series(days).astype("datetime64[us]"),
            "amount": amount,
            "margin": (amount * 0.35).round(2),
            "invoice": pd.Series(np.arange(rows)).map("F{:07d}".format),
            "channel": rng.choice(["Web", "Commercial", "Téléphone"], rows),
            "product": rng.choice(["Joints", "Vérins", "Filtration"], rows),
        }
    )


def quoted(path: Path) -> None:
    """Put every field of a file in quotes."""
    with path.open(encoding="cp1252", newline="") as source:
        rows = list(csv.reader(source, delimiter=";"))
    with path.open("w", encoding="cp1252", newline="") as target:
        csv.writer(target, delimiter=";", quoting=csv.QUOTE_ALL).writerows(rows)


def grouped(path: Path) -> None:
    """Write the thousands of each amount in groups, apart by a no-break space."""
    text = path.read_bytes().decode("cp1252")
    path.write_bytes(re.sub(r"(?<=\d)(?=\d{3},\d\d;)", "\u00a0", text).encode("cp1252"))


WAYS: dict[str, tuple[Callable[[Path], None], ...]] = {
    "plain": (),
    "thousands in groups": (grouped,),
    "quoted": (quoted,),
    "quoted, in groups": (grouped, quoted),
}


def intake_seconds(folder: Path, name: str) -> float:
    """CPU seconds to read and check a file."""
    spec = {"transactions": SourceSpec(files=(name,))}
    start = time.process_time()
    intake = load_tables(spec, folder=folder, as_of=date(2026, 6, 30), salt=b"", wanted=spec)
    seconds = time.process_time() - start
    if intake.errors:
        raise SystemExit(f"{name}: {len(intake.errors)} faults")
    return seconds


def pandas_seconds(path: Path) -> float:
    """CPU seconds that pandas takes to read the file as text, nothing checked."""
    start = time.process_time()
    pd.read_csv(path, sep=";", dtype="str", encoding="cp1252")
    return time.process_time() - start


def main() -> None:
    """Print the figures."""
    counts = [int(rows) for rows in sys.argv[1:]] or [200_000, 1_000_000]
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        small = sales(20_000)
        write_french_csv(folder / "small.csv", small, SALES)
        write_workbook(folder / "small.xlsx", [SALES], lang="fr", contents={"transactions": small})
        for name in ("small.csv", "small.xlsx"):
            print(f"20,000 rows, {name}: {intake_seconds(folder, name):.2f} s (bound 3 s)")
        print(f"{'rows':>10}  {'file':<20} {'intake':>8} {'pandas':>8} {'ratio':>6}  (bound 4)")
        for rows in counts:
            write_french_csv(folder / "sales.csv", sales(rows), SALES)
            for way, changes in WAYS.items():
                path = folder / "large.csv"
                path.write_bytes((folder / "sales.csv").read_bytes())
                for change in changes:
                    change(path)
                ours = min(intake_seconds(folder, path.name) for _ in range(RUNS))
                plain = min(pandas_seconds(path) for _ in range(RUNS))
                print(f"{rows:>10,}  {way:<20} {ours:>6.2f} s {plain:>6.2f} s {ours / plain:>6.1f}")


if __name__ == "__main__":
    main()
