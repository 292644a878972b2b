"""The stages, as gtkit goes through them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd
from measure import ANNUAL_RATE, CUT, END, MARGIN, run, tell

from gtkit.periods import Period
from gtkit.valuation import GammaGammaFit, PurchaseFit, bg_nbd, customer_equity, gamma_gamma, pareto_nbd, summarise
from gtkit.valuation.large import summarise_files

SOME = 20_000  # customers valued with intervals


def summary(log: Path) -> pd.DataFrame:
    """One row a customer."""
    return summarise(pd.read_parquet(log / "sales.parquet"), period=Period.WEEK, end=END)


def summary_csv(log: Path) -> pd.DataFrame:
    """The same from CSV."""
    return summarise(pd.read_csv(log / "sales.csv", parse_dates=["date"]), period=Period.WEEK, end=END)


def holdout(lines: pd.DataFrame) -> pd.Series:
    """Summaries before the cut and to the end, and what came between."""
    known, full = (summarise(lines, period=Period.WEEK, end=end) for end in (CUT, END))
    return full["frequency"].reindex(known.index) - known["frequency"]


def clv(bought: PurchaseFit, spent: GammaGammaFit, rows: pd.DataFrame) -> pd.Series:
    """Margin of the next twelve months."""
    purchases = bought.discounted_purchases(rows, annual_rate=ANNUAL_RATE, horizon_years=1.0)
    return MARGIN * purchases * spent.expected_spend(rows)


def stages(log: Path) -> Iterator[tuple[str, Callable[[], object]]]:
    """Each stage and its work."""
    yield "summary", lambda: summary(log)
    yield "summary_csv", lambda: summary_csv(log)
    lines = pd.read_parquet(log / "sales.parquet")
    yield "holdout", partial(holdout, lines)
    del lines
    rows = summary(log)
    yield "bg_nbd", lambda: bg_nbd.fit(rows)
    yield "gamma_gamma", lambda: gamma_gamma.fit(rows)
    bought, spent = bg_nbd.fit(rows), gamma_gamma.fit(rows)
    yield "clv", lambda: clv(bought, spent, rows)
    yield "pareto_nbd", lambda: pareto_nbd.fit(rows)
    yield (
        "equity",
        lambda: customer_equity(
            bought, spent, rows.iloc[:SOME], annual_rate=ANNUAL_RATE, margin=MARGIN, rng=np.random.default_rng(1)
        ),
    )


def whole(log: Path) -> float:
    """From the log to the value of everybody."""
    rows = summary(log)
    return float(clv(bg_nbd.fit(rows), gamma_gamma.fit(rows), rows).sum())


def large(log: Path) -> pd.DataFrame:
    """One row a customer, without the log in memory."""
    return summarise_files(log / "sales.parquet", period=Period.WEEK, end=END, memory_limit="512MB")


if __name__ == "__main__":
    if sys.argv[2] == "large":
        tell("large", lambda: large(Path(sys.argv[1])))
    else:
        run(stages, whole)
