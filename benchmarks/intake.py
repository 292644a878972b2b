"""How long intake takes: 20,000 rows from CSV and from a workbook, a million lines against `pandas.read_csv`.

Run with ``python benchmarks/intake.py [rows]``; the default is 1,000,000.
"""

from __future__ import annotations

import sys
import tempfile
import time
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd

from gtkit.contracts import TABLES
from gtkit.intake import SourceSpec, load_tables, write_french_csv, write_workbook

SALES = TABLES["transactions"]


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


def timed(folder: Path, name: str) -> float:
    """CPU seconds to read and check a file."""
    start = time.process_time()
    spec = {"transactions": SourceSpec(files=(name,))}
    intake = load_tables(spec, folder=folder, as_of=date(2026, 6, 30), salt=b"", wanted=spec)
    seconds = time.process_time() - start
    if intake.errors:
        raise SystemExit(f"{name}: {len(intake.errors)} faults")
    return seconds


def main() -> None:
    """Print the figures."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        small = sales(20_000)
        write_french_csv(folder / "small.csv", small, SALES)
        write_workbook(folder / "small.xlsx", [SALES], lang="fr", contents={"transactions": small})
        for name in ("small.csv", "small.xlsx"):
            print(f"20,000 rows, {name}: {timed(folder, name):.2f} s (bound 3 s)")
        write_french_csv(folder / "large.csv", sales(rows), SALES)
        start = time.process_time()
        pd.read_csv(folder / "large.csv", sep=";", dtype="str", encoding="cp1252")
        plain = time.process_time() - start
        ours = timed(folder, "large.csv")
        print(f"{rows:,} rows: {ours:.1f} s, pandas.read_csv as text {plain:.1f} s, ratio {ours / plain:.1f} (bound 4)")


if __name__ == "__main__":
    main()
