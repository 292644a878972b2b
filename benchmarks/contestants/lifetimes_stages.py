"""The stages, as lifetimes 0.11.3 goes through them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pandas as pd
from lifetimes import BetaGeoFitter, GammaGammaFitter, ParetoNBDFitter
from lifetimes.utils import calibration_and_holdout_data, summary_data_from_transaction_data
from measure import ANNUAL_RATE, CUT, END, MARGIN, run

COLUMNS = ("customer_id", "date")
WEEKS = {"freq": "D", "freq_multiplier": 7, "monetary_value_col": "amount"}
MONTHLY = (1 + ANNUAL_RATE) ** (1 / 12) - 1


def summary(log: Path) -> pd.DataFrame:
    """One row a customer."""
    lines = pd.read_parquet(log / "sales.parquet")
    return summary_data_from_transaction_data(lines, *COLUMNS, observation_period_end=END, **WEEKS)


def summary_csv(log: Path) -> pd.DataFrame:
    """The same from CSV."""
    lines = pd.read_csv(log / "sales.csv", parse_dates=["date"])
    return summary_data_from_transaction_data(lines, *COLUMNS, observation_period_end=END, **WEEKS)


def bg_nbd(rows: pd.DataFrame) -> BetaGeoFitter:
    """BG/NBD, its standard errors with it."""
    return BetaGeoFitter().fit(rows["frequency"], rows["recency"], rows["T"])


def gamma_gamma(rows: pd.DataFrame) -> GammaGammaFitter:
    """Gamma-Gamma, on those who bought again."""
    some = rows[(rows["frequency"] > 0) & (rows["monetary_value"] > 0)]
    return GammaGammaFitter().fit(some["frequency"], some["monetary_value"])


def clv(bought: BetaGeoFitter, spent: GammaGammaFitter, rows: pd.DataFrame) -> pd.Series:
    """Margin of the next twelve months."""
    columns = (rows[name] for name in ("frequency", "recency", "T", "monetary_value"))
    value = spent.customer_lifetime_value(bought, *columns, time=12, discount_rate=MONTHLY, freq="W")
    return MARGIN * value


def stages(log: Path) -> Iterator[tuple[str, Callable[[], object]]]:
    """Each stage and its work."""
    yield "summary", lambda: summary(log)
    yield "summary_csv", lambda: summary_csv(log)
    lines = pd.read_parquet(log / "sales.parquet")
    yield (
        "holdout",
        partial(
            calibration_and_holdout_data,
            lines,
            *COLUMNS,
            calibration_period_end=CUT,
            observation_period_end=END,
            **WEEKS,
        ),
    )
    del lines
    rows = summary(log)
    yield "bg_nbd", lambda: bg_nbd(rows)
    yield "gamma_gamma", lambda: gamma_gamma(rows)
    fits = bg_nbd(rows), gamma_gamma(rows)
    yield "clv", lambda: clv(*fits, rows)
    yield "pareto_nbd", lambda: ParetoNBDFitter().fit(rows["frequency"], rows["recency"], rows["T"])


def whole(log: Path) -> float:
    """From the log to the value of everybody."""
    rows = summary(log)
    return float(clv(bg_nbd(rows), gamma_gamma(rows), rows).sum())


if __name__ == "__main__":
    run(stages, whole)
