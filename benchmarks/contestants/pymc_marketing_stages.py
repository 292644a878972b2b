"""The stages, as pymc-marketing goes through them with maximum a posteriori fits."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pandas as pd
from measure import ANNUAL_RATE, CUT, END, MARGIN, run
from pymc_marketing.clv import BetaGeoModel, GammaGammaModel, ParetoNBDModel
from pymc_marketing.clv.utils import rfm_summary, rfm_train_test_split

COLUMNS = ("customer_id", "date", "amount")
WEEKS = {"time_unit": "D", "time_scaler": 7}
MONTHLY = (1 + ANNUAL_RATE) ** (1 / 12) - 1


def summary(log: Path) -> pd.DataFrame:
    """One row a customer."""
    return rfm_summary(pd.read_parquet(log / "sales.parquet"), *COLUMNS, observation_period_end=END, **WEEKS)


def summary_csv(log: Path) -> pd.DataFrame:
    """The same from CSV."""
    lines = pd.read_csv(log / "sales.csv", parse_dates=["date"])
    return rfm_summary(lines, *COLUMNS, observation_period_end=END, **WEEKS)


def fitted(kind: type, rows: pd.DataFrame) -> object:
    """A model at its maximum a posteriori."""
    model = kind(data=rows)
    model.fit(method="map", progressbar=False)
    return model


def gamma_gamma(rows: pd.DataFrame) -> object:
    """Gamma-Gamma, on those who bought again."""
    some = rows.loc[
        (rows["frequency"] > 0) & (rows["monetary_value"] > 0), ["customer_id", "frequency", "monetary_value"]
    ]
    return fitted(GammaGammaModel, some)


def clv(bought: object, spent: object, rows: pd.DataFrame) -> object:
    """Margin of the next twelve months."""
    value = spent.expected_customer_lifetime_value(
        bought, data=rows.copy(), future_t=12, discount_rate=MONTHLY, time_unit="W"
    )
    return MARGIN * value


def stages(log: Path) -> Iterator[tuple[str, Callable[[], object]]]:
    """Each stage and its work."""
    yield "summary", lambda: summary(log)
    yield "summary_csv", lambda: summary_csv(log)
    lines = pd.read_parquet(log / "sales.parquet")
    yield (
        "holdout",
        partial(
            rfm_train_test_split,
            lines,
            *COLUMNS[:2],
            train_period_end=CUT,
            test_period_end=END,
            monetary_value_col="amount",
            **WEEKS,
        ),
    )
    del lines
    rows = summary(log)
    history = rows[["customer_id", "frequency", "recency", "T"]]
    yield "bg_nbd", lambda: fitted(BetaGeoModel, history)
    yield "gamma_gamma", lambda: gamma_gamma(rows)
    fits = fitted(BetaGeoModel, history), gamma_gamma(rows)
    yield "clv", lambda: clv(*fits, rows)
    yield "pareto_nbd", lambda: fitted(ParetoNBDModel, history)


def whole(log: Path) -> float:
    """From the log to the value of everybody."""
    rows = summary(log)
    history = rows[["customer_id", "frequency", "recency", "T"]]
    return float(clv(fitted(BetaGeoModel, history), gamma_gamma(rows), rows).sum())


if __name__ == "__main__":
    run(stages, whole)
