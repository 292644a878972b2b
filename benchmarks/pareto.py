"""How long a Pareto/NBD fit of a large base takes the processor: ``python -m benchmarks.pareto [customers]``.

Customers are drawn from the model itself over two years of days, so that the truth stands beside what is found.
"""

from __future__ import annotations

import sys
import time

import numpy as np
import pandas as pd

from gtkit.valuation import pareto_nbd

TRUTH = {"r": 0.8, "alpha": 8.0, "s": 0.6, "beta": 12.0}  # weeks
DAYS = 730


def base(customers: int) -> pd.DataFrame:
    """A base in weeks, its purchases merged by day."""
    rng = np.random.default_rng(1)
    rate = rng.gamma(TRUTH["r"], 1 / TRUTH["alpha"], customers) / 7
    life = 7 * rng.exponential(1 / rng.gamma(TRUTH["s"], 1 / TRUTH["beta"], customers))
    age = rng.integers(60, DAYS + 1, customers)
    active = np.minimum(life, age)
    who = np.repeat(np.arange(customers), rng.poisson(rate * active))
    day = np.ceil(rng.random(len(who)) * active[who]).astype(np.int64)
    purchases = np.unique(who * (DAYS + 1) + day)
    who, day = purchases // (DAYS + 1), purchases % (DAYS + 1)
    last = np.zeros(customers)
    np.maximum.at(last, who, day)
    frequency = np.bincount(who, minlength=customers)
    summary = pd.DataFrame({"frequency": frequency, "recency": last / 7, "T": age / 7})
    summary.attrs["period"] = "week"
    return summary


def main() -> None:
    """Print the seconds, the parameters and the slope that is left."""
    summary = base(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
    print(f"{len(summary):,} customers, {int(summary['frequency'].sum()):,} repeat purchases")
    start, clock = time.process_time(), time.perf_counter()
    fit = pareto_nbd.fit(summary)
    print(f"fit {time.process_time() - start:.2f} CPU s, {time.perf_counter() - clock:.2f} s by the clock")
    found = ", ".join(f"{name} {value:.4f} (truth {TRUTH[name]})" for name, value in fit.params.items())
    print(f"{found}; mean gradient in logs {fit.gradient:.1e}; flags {[flag.code for flag in fit.flags]}")


if __name__ == "__main__":
    main()
