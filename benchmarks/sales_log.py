"""A seeded log of sales over two years, drawn from BG/NBD and Gamma-Gamma: a line a purchase."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
from pyarrow import csv, parquet, table

FIRST, END, DAYS = np.datetime64("2024-01-01"), "2025-12-31", 731
CUT = "2025-06-30"  # end of calibration
R, ALPHA, A, B = 0.95, 50.0, 0.8, 6.0  # alpha in days
P, Q, V = 6.0, 4.0, 90.0


def write_log(folder: Path, *, customers: int, seed: int = 7) -> int:
    """Write sales.parquet and sales.csv into a new folder, sorted by date; how many lines they hold."""
    rng = np.random.default_rng(seed)
    rate = rng.gamma(R, 1 / ALPHA, customers)
    leaves = rng.beta(A, B, customers)
    price = 1 / rng.gamma(Q, 1 / V, customers)
    who, when = np.arange(customers), rng.uniform(0, DAYS, customers)
    seen = []
    while len(who):
        seen.append((who, when, rng.gamma(P, price[who])))
        # The first purchase gives no occasion to leave.
        stays = rng.random(len(who)) >= leaves[who] if len(seen) > 1 else np.ones(len(who), dtype=bool)
        who, when = who[stays], when[stays] + rng.exponential(1 / rate[who[stays]])
        who, when = who[when < DAYS], when[when < DAYS]
    who, when, paid = (np.concatenate(column) for column in zip(*seen, strict=True))
    order = np.argsort(when, kind="stable")
    days = FIRST + when[order].astype(np.int64).astype("timedelta64[D]")
    frame = pd.DataFrame(
        {
            "customer_id": who[order],
            "date": days.astype("datetime64[ms]"),
            "amount": np.maximum(paid[order].round(2), 0.01),
        }
    )
    folder.mkdir()
    lines = table({name: frame[name].to_numpy() for name in frame})
    parquet.write_table(lines, folder / "sales.parquet", row_group_size=1 << 20)
    csv.write_csv(lines.set_column(1, "date", lines["date"].cast("date32")), folder / "sales.csv")
    return len(frame)
