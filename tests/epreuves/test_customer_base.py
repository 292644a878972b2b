"""The one valuation that épreuves share."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest

from gtkit.epreuves.customer_base import margin_rates, value_customers
from gtkit.epreuves.valuation_settings import ValuationSettings
from gtkit.errors import NotEstimable
from gtkit.samples import Sample
from gtkit.samples.sample import contracted
from gtkit.valuation import Flag
from gtkit.words import Words

from .conftest import checked

AS_OF = ValuationSettings(as_of=date(2026, 6, 30))


def lines(*rows: tuple[str, float, float]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["customer_id", "amount", "margin"])


def test_a_margin_rate_is_the_customers_own_else_the_stated_else_the_files() -> None:
    """Own lines first; without any, the organisation's rate; without that, the whole file's."""
    known = lines(("A", 100.0, 40.0), ("A", 100.0, 20.0), ("B", 50.0, np.nan), ("C", -10.0, -5.0))
    assert margin_rates(known, 0.25).to_dict() == pytest.approx({"A": 0.3, "B": 0.25, "C": 0.25})
    assert margin_rates(known, None)["B"] == pytest.approx(55 / 190)


def test_a_stated_margin_is_no_history(sample: Sample) -> None:
    """What a value supposes tells of the customers' own margin rates where lines bear margins, and not otherwise."""
    sold = sample.tables["transactions"]
    bare = checked({"transactions": sold.assign(margin=np.nan)})["transactions"]
    own = value_customers(checked({"transactions": sold})["transactions"], AS_OF)
    stated = value_customers(bare, AS_OF.model_copy(update={"margin_rate": 0.3}))
    assert own is not None
    assert stated is not None
    assert set(own.supposed) - set(stated.supposed) == {"assumption.margin_constant"}
    assert "assumption.model.mbg_nbd" in stated.supposed


def test_years_end_on_the_date_and_hold_every_line(sample: Sample) -> None:
    """Three full years up to the date; the last one's margin is that of its lines."""
    base = value_customers(checked(sample.tables)["transactions"], AS_OF)
    assert base is not None
    assert list(base.yearly.columns) == [date(2024, 6, 30), date(2025, 6, 30), date(2026, 6, 30)]
    transactions = sample.tables["transactions"]
    inside = transactions[transactions["date"] > "2023-06-30"]
    assert base.yearly.to_numpy().sum() == pytest.approx(inside["margin"].sum(), abs=0.01)


def test_lines_after_the_date_are_not_counted(sample: Sample) -> None:
    """A file with later lines gives the same value as the file cut at the date."""
    early = ValuationSettings(as_of=date(2025, 12, 31))
    whole = value_customers(checked(sample.tables)["transactions"], early)
    cut = sample.tables["transactions"]
    cut = cut[cut["date"] <= "2025-12-31"].reset_index(drop=True)
    same = value_customers(checked({"transactions": cut})["transactions"], early)
    assert whole is not None
    assert same is not None
    assert whole.equity is not None
    assert same.equity is not None
    assert whole.equity.total == same.equity.total


def test_too_few_repeat_customers_leave_the_past_alone(sample: Sample) -> None:
    """Under the minimum, no model is read and the doubt is said; the historical method still stands."""
    strict = AS_OF.model_copy(update={"minimum_repeaters": 1000})
    base = value_customers(checked(sample.tables)["transactions"], strict)
    assert base is not None
    assert base.supposed == ()
    assert base.equity is None
    assert base.historical is not None
    assert "Trop peu" in Words.of("fr").say(base.doubts[0])


def test_without_margin_there_is_no_value_and_without_lines_nothing() -> None:
    """No margin at all is None; no line before the date is refused."""
    frame = pd.DataFrame(
        {"customer_id": ["A"], "date": pd.to_datetime(["2026-01-01"]), "amount": [10.0], "margin": [np.nan]}
    )
    assert value_customers(checked({"transactions": frame})["transactions"], AS_OF) is None
    with pytest.raises(NotEstimable):
        value_customers(checked({"transactions": frame})["transactions"], ValuationSettings(as_of=date(2020, 1, 1)))


def orders(k: int, seed: int) -> pd.DataFrame:
    """Lines of 60 firms, each at its own pace with gaps of k parts, that leave after an order once in eighty times."""
    rng, lines = np.random.default_rng(seed), []
    for firm in range(60):
        pace, day, leaves = rng.gamma(2.0, 1 / 28), float(rng.uniform(0, 240)), rng.beta(0.5, 40)
        while day < 728:
            lines.append((f"F{firm:02d}", pd.Timestamp("2024-07-01") + pd.Timedelta(days=int(day)), 100.0, 30.0))
            if rng.random() < leaves:
                break
            day += max(1.0, rng.gamma(k, 1 / pace))
    return pd.DataFrame(lines, columns=["customer_id", "date", "amount", "margin"])


def test_regular_orders_are_told_in_both_languages() -> None:
    """Where MBG/NBD cannot tell who left and orders are regular, the page says so and names the model it reads."""
    found = value_customers(checked({"transactions": orders(4, 2)})["transactions"], AS_OF)
    assert found is not None
    assert found.equity is not None
    assert found.equity.model == "mbg_cnbd_k"
    assert "assumption.model.mbg_cnbd_k" in found.supposed
    (doubt, *_) = found.doubts
    assert doubt.key == "flag.regular_orders"
    french, english = (Words.of(lang).say(doubt) for lang in ("fr", "en"))
    assert "degré 4" in french
    assert "degree 4" in english


def test_irregular_orders_are_told_in_both_languages() -> None:
    """The sentence that explains why regular orders were left bears the regularity found."""
    flag = Flag("irregular_orders", {"regularity": 1.03})
    base = value_customers(checked({"transactions": orders(4, 0)})["transactions"], AS_OF)
    assert base is not None
    (doubt,) = replace(base, flags=(flag,), equity=None).doubts
    assert "1,03" in Words.of("fr").say(doubt)
    assert "1.03" in Words.of("en").say(doubt)


def test_orders_at_fixed_opportunities_are_valued_in_opportunities() -> None:
    """Firms that order once a quarter at most: BG/BB, an order of the year is a quarter, and the page says why."""
    rng = np.random.default_rng(2)
    starts, rows = pd.date_range("2022-07-01", periods=16, freq="QS"), []
    for who, (takes, leaves) in enumerate(zip(rng.beta(6, 4, 120), rng.beta(1, 9, 120), strict=True)):
        stays = (rng.random(16) >= leaves).cumprod() > 0
        days = starts[stays & (rng.random(16) < takes)] + pd.Timedelta(days=int(rng.integers(0, 88)))
        rows += [(f"C{who:03d}", day, 1000 * rng.gamma(4)) for day in days]
    sold = pd.DataFrame(rows, columns=["customer_id", "date", "amount"])
    table = checked({"transactions": contracted("transactions", sold.assign(margin=sold["amount"] * 0.3))})
    base = value_customers(table["transactions"], AS_OF)
    assert base is not None
    assert base.fit is not None
    assert base.fit.model.name == "bg_bb"
    assert base.summary.attrs["period"] == "quarter"
    year = sold[sold["date"] > "2025-06-30"]
    quarters = year["date"].dt.quarter.groupby(year["customer_id"]).nunique()
    assert base.orders_last_year[quarters.index].tolist() == quarters.tolist()
    assert base.orders_last_year.max() <= 4
    assert "BG/BB" in Words.of("fr").say(base.doubts[0])
    assert base.equity is not None
    assert 0 < base.equity.total < 5 * base.last_year.sum()
