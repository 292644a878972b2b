"""Holdout: published bins, a truth foreseen, the naive rule by hand, refusals."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest

from gtkit.errors import NotEstimable, OutOfRange
from gtkit.periods import Period
from gtkit.valuation import bg_nbd, mbg_nbd, nbd
from gtkit.valuation.holdout import Holdout, hold_out


@pytest.fixture(scope="module")
def cdnow_holdout(cdnow_lines: pd.DataFrame) -> Holdout:
    """CDNOW cut at 1997-09-30, watched to 1998-06-30."""
    return hold_out(
        cdnow_lines,
        {"bg_nbd": bg_nbd.fit, "mbg_nbd": mbg_nbd.fit, "nbd": nbd.fit},
        period=Period.WEEK,
        cut="1997-09-30",
        end="1998-06-30",
        rng=np.random.default_rng(1),
        draws=200,
    )


def test_bins_are_the_published_ones(published: Callable[[str], Any], cdnow_holdout: Holdout) -> None:
    """A19, A20: what came by number of past purchases, how many customers, and what BG/NBD expected."""
    bins, came = cdnow_holdout.bins, published("A20")
    assert bins.index.tolist() == ["0", "1", "2", "3", "4", "5", "6", "7+"]
    assert bins["actual"].to_numpy() == pytest.approx(came[:8], abs=1e-6)
    assert bins["customers"].tolist() == came[8:]
    assert bins["bg_nbd"].to_numpy() == pytest.approx(published("A19"), abs=2e-3)


def test_totals_are_sums_of_customers(published: Callable[[str], Any], cdnow_holdout: Holdout) -> None:
    """A24, A25: 1,882 purchases came; each model's total is the sum of its customers and its error follows from it."""
    assert cdnow_holdout.actual == published("A25")[-1]
    for name, row in cdnow_holdout.models.iterrows():
        expected = cdnow_holdout.customers[name].sum()
        assert row["expected"] == pytest.approx(expected)
        assert row["total_error"] == pytest.approx(expected / cdnow_holdout.actual - 1)
    assert cdnow_holdout.models.loc["mbg_nbd", "expected"] == pytest.approx(published("A24")[2], rel=3e-3)


def test_models_are_ranked_by_what_they_missed(cdnow_holdout: Holdout) -> None:
    """The least mean error first, inside its bounds; models beat going on as before, which the NBD does least."""
    table = cdnow_holdout.models
    assert table["error"].is_monotonic_increasing
    assert ((table["low"] < table["error"]) & (table["error"] < table["high"])).all()
    assert (table.loc[["bg_nbd", "mbg_nbd", "nbd"], "gain_low"] > 0).all()
    assert table.loc["naive", ["gain", "gain_low", "gain_high"]].tolist() == [0, 0, 0]
    missed = (cdnow_holdout.customers["bg_nbd"] - cdnow_holdout.customers["actual"]).abs().mean()
    assert table.loc["bg_nbd", "error"] == pytest.approx(missed)


def test_tracking_ends_where_the_file_does(cdnow_holdout: Holdout) -> None:
    """Cumulative repeat purchases never fall; they end at those before the cut and after it, save the last days."""
    curve = cdnow_holdout.tracking["actual"]
    assert curve.is_monotonic_increasing
    before = int(cdnow_holdout.customers["frequency"].sum())
    assert before + cdnow_holdout.actual - 60 < curve.iloc[-1] <= before + cdnow_holdout.actual
    assert curve.loc[39] == pytest.approx(before, abs=15)
    assert cdnow_holdout.tracking["bg_nbd"].loc[39] == pytest.approx(before, rel=0.03)


def test_the_naive_rule_by_hand() -> None:
    """Six purchases in the twelve months before the cut are three in the next six months; older ones do not count."""
    days = pd.to_datetime(
        ["2023-01-10", "2024-02-01", "2024-04-01", "2024-06-01", "2024-08-01", "2024-10-01", "2024-12-01"]
    )
    one = pd.DataFrame({"customer_id": "A", "date": days})
    others = pd.DataFrame({"customer_id": [f"B{i}" for i in range(12)], "date": pd.Timestamp("2023-01-05")})
    won_later = pd.DataFrame({"customer_id": ["Z"], "date": pd.to_datetime(["2025-03-01"])})
    told = hold_out(
        pd.concat([one, others, won_later]),
        {"nbd": nbd.fit},
        period=Period.MONTH,
        cut="2024-12-31",
        end="2025-07-01",
        rng=np.random.default_rng(1),
    )
    assert told.customers.loc["A", "naive"] == pytest.approx(6 * 182 / 365.25)
    assert told.customers.loc["B3", "naive"] == 0
    assert "Z" not in told.customers.index
    assert told.actual == 0
    assert told.models["total_error"].isna().all()


def test_a_truth_is_foreseen_best_by_its_own_model() -> None:
    """On customers drawn from the NBD with a common churn of none, the NBD's total is within 5 % and beats the rule."""
    rng = np.random.default_rng(3)
    rate, length = rng.gamma(2.0, 1 / 40.0, 500), 1400
    lines = [
        pd.DataFrame({"customer_id": f"C{i:03d}", "date": pd.Timestamp("2021-01-01") + pd.to_timedelta(days, "D")})
        for i, each in enumerate(rate)
        if len(days := np.flatnonzero(rng.random(length) < each))
    ]
    told = hold_out(
        pd.concat(lines),
        {"nbd": nbd.fit},
        period=Period.WEEK,
        cut="2023-06-30",
        end="2024-06-30",
        rng=np.random.default_rng(1),
    )
    assert abs(told.models.loc["nbd", "total_error"]) < 0.05
    assert told.models.loc["nbd", "gain_low"] > 0
    assert told.models.index[0] == "nbd"


def test_a_model_that_cannot_be_fitted_is_left_out() -> None:
    """Nobody bought twice before the cut: the naive rule stands alone."""
    lines = pd.DataFrame({"customer_id": [f"C{i}" for i in range(20)], "date": pd.Timestamp("2025-01-01")})
    told = hold_out(
        lines, {"mbg_nbd": mbg_nbd.fit}, period=Period.WEEK, cut="2025-06-30", end="2025-12-31",
        rng=np.random.default_rng(1),
    )  # fmt: skip
    assert told.models.index.tolist() == ["naive"]


def test_what_cannot_be_compared_is_refused(cdnow_lines: pd.DataFrame) -> None:
    """A cut after the end, and fewer than ten customers before it."""
    asked = {"fits": {}, "period": Period.WEEK, "rng": np.random.default_rng(1)}
    with pytest.raises(OutOfRange, match="cut"):
        hold_out(cdnow_lines, cut="1998-06-30", end="1998-06-30", **asked)
    with pytest.raises(NotEstimable, match="customers"):
        hold_out(cdnow_lines.head(4), cut="1997-09-30", end="1998-06-30", **asked)
