"""Exhibits of the valuation: bridge, parts, holdout, dependence, breakdowns, on invented results."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import pairwise
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from gtkit.present import (
    Exhibit,
    Origin,
    breakdowns,
    bridge_chart,
    dependence_table,
    holdout_table,
    parts_table,
    tracking_chart,
)
from gtkit.present.figures import bridge as waterfall
from gtkit.present.figures import tracking
from gtkit.present.theme import WIDE, canvas, themed
from gtkit.valuation import CustomerEquity, Dependence, EquityBridge, Holdout
from gtkit.valuation.bridge import STEPS
from gtkit.words import Words

HOSTILE = "<b>A&B</b>"


@pytest.fixture(scope="module")
def bridge() -> EquityBridge:
    """A hundred thousand become ninety: each step takes or adds something, but that nobody is on record as gone."""
    values = np.array([-2_000.0, -9_000.0, 0.0, -12_000.0, 6_000.5, -1_000.5, 8_000.0])
    steps = pd.DataFrame({"customers": [9, 9, 0, 3, 6, 6, 2], "value": values}, index=pd.Index(STEPS, name="step"))
    customers = pd.DataFrame([values], columns=list(STEPS), index=["C1"])
    return EquityBridge(
        since=date(2025, 6, 30),
        until=date(2026, 6, 30),
        opening=100_000.0,
        closing=90_000.0,
        steps=steps,
        customers=customers,
    )


@pytest.fixture(scope="module")
def holdout() -> Holdout:
    """Two models and the rule over six months, on three customers."""
    models = pd.DataFrame(
        {
            "expected": [110.0, 140.0, 90.0],
            "total_error": [0.1, 0.4, -0.1],
            "error": [1.25, 1.9, 2.5],
            "low": [1.0, 1.5, 2.1],
            "high": [1.5, 2.3, 2.9],
            "gain": [1.25, 0.6, 0.0],
            "gain_low": [0.9, -0.1, 0.0],
            "gain_high": [1.6, 1.3, 0.0],
        },
        index=pd.Index(["mbg_nbd", "nbd", "naive"], name="model"),
    )
    weeks = pd.Index([1, 2, 3, 4], name="week")
    tracking = pd.DataFrame({"actual": [5, 9, 16, 20], "nbd": [4.0, 9, 14, 22], "mbg_nbd": [5.0, 9.5, 15, 21]}, weeks)
    customers = pd.DataFrame({"frequency": [1, 2, 3], "actual": [0, 1, 2]}, index=["A", "B", "C"])
    return Holdout(
        models=models,
        bins=pd.DataFrame(),
        tracking=tracking,
        customers=customers,
        actual=100,
        cut=date(2025, 12, 31),
        end=date(2026, 6, 30),
        cut_period=2.5,
        level=0.9,
    )


@pytest.fixture(scope="module")
def dependence() -> Dependence:
    """One customer is two thirds of all; without the other nothing can be learned."""
    customers = pd.DataFrame(
        {
            "ltv": [60_000.0, 30_000.0],
            "share": [2 / 3, 1 / 3],
            "without": [28_000.0, np.nan],
            "indirect": [-2_000.0, np.nan],
        },
        index=pd.Index(["C1", "C2"]),
    )
    return Dependence(customers=customers, top5_share=1.0, half=1)


@pytest.fixture(scope="module")
def parted(equity: CustomerEquity) -> CustomerEquity:
    """The equity in three segments, one of them unnamed."""
    shares = np.array([0.25, 0.6, 0.15])
    value = shares * equity.total
    parts = pd.DataFrame({"customers": [1, 3, 2], "value": value, "share": shares, "low": value * 0.9})
    parts = parts.assign(high=value * 1.1, predicted_low=value * 0.5, predicted_high=value * 1.5)
    names = ["", HOSTILE, "Industrie"]
    keys = pd.MultiIndex.from_arrays([["segment"] * 3, names], names=["division", "part"])
    return replace(equity, parts=parts.set_axis(keys))


@pytest.fixture(scope="module")
def made(
    bridge: EquityBridge,
    holdout: Holdout,
    dependence: Dependence,
    parted: CustomerEquity,
    results: SimpleNamespace,
    origin: Origin,
) -> Callable[[str], dict[str, Exhibit]]:
    """Each exhibit in a language."""

    def make(lang: str) -> dict[str, Exhibit]:
        words = Words.of(lang, "EUR")
        return {
            "bridge": bridge_chart(bridge, words, origin),
            "tracking": tracking_chart(holdout, parted, words, origin),
            "holdout": holdout_table(holdout, parted, words, origin),
            "dependence": dependence_table(dependence, pd.Series({"C1": HOSTILE, "C2": ""}), words, origin),
            "parts": parts_table(parted, "segment", words, origin),
            "breakdowns": breakdowns(parted, results.served, results.names, words, origin),
        }

    return make


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_each_is_said_in_its_language_and_escaped(lang: str, made: Callable[[str], dict[str, Exhibit]]) -> None:
    """No number of the other language, no missing value, no tag from a name."""
    other = r"\d\.\d|\d,\d{3}\b" if lang == "fr" else r"\d,\d\b|\d[\u202f\u00a0]\d"
    for name, exhibit in made(lang).items():
        text = re.sub(r"<svg.*?</svg>|<[^>]*>", " ", str(exhibit.html), flags=re.S)
        assert not re.search(other, text), name
        assert not re.search(r"\b(nan|NaN|None|inf|True|False)\b", text), name
        assert HOSTILE not in str(exhibit.html), name
        assert exhibit.told


def test_the_waterfall_leads_from_one_total_to_the_other(bridge: EquityBridge) -> None:
    """Each bar begins where the last ended; discs stand at both totals; a fall is soft, a rise solid."""
    with themed():
        _, ax = canvas(WIDE)
        waterfall.draw(bridge, Words.of("fr", "EUR"), ax)
    bars = [(bar.get_x(), bar.get_width()) for bar in ax.patches]
    assert bars[0][0] == bridge.opening
    for (start, width), (following, _) in pairwise(bars):
        assert following == pytest.approx(start + width)
    assert sum(bars[-1]) == pytest.approx(bridge.closing)
    (discs,) = [line for line in ax.lines if line.get_marker() == "o"]
    assert list(discs.get_xdata()) == [bridge.opening, bridge.closing]
    colours = {width > 0: bar.get_facecolor() for bar, (_, width) in zip(ax.patches, bars, strict=True)}
    assert colours[True] != colours[False]


@pytest.mark.parametrize(
    ("used", "curve", "title"),
    [
        ("mbg_nbd", [5.0, 9.5, 15.0, 21.0], "the model in use, MBG/NBD, expected 110"),
        ("nbd", [4.0, 9.0, 14.0, 22.0], "the model in use, NBD, expected 140"),
        ("bg_bb", [5.0, 9.5, 15.0, 21.0], "MBG/NBD (and not the model in use, BG/BB) expected 110"),
    ],
)
def test_the_model_in_use_is_followed(
    used: str, curve: list[float], title: str, holdout: Holdout, equity: CustomerEquity, origin: Origin
) -> None:
    """The dashed curve is its own, even where another errs less; where it was not tried, the best stands in, named."""
    rests_on = replace(equity, model=used)
    with themed():
        _, ax = canvas(WIDE)
        tracking.draw(holdout, rests_on, Words.of("en", "EUR"), ax)
    assert list(ax.lines[1].get_ydata()) == curve
    assert title in tracking_chart(holdout, rests_on, Words.of("en", "EUR"), origin).told


@pytest.mark.parametrize(
    ("used", "low", "title", "note"),
    [
        ("mbg_nbd", 1.5, "the model in use, MBG/NBD, is the one that errs least", "MBG/NBD is the default model"),
        ("nbd", 1.5, "the model in use, NBD, is not told apart from the best, MBG/NBD", "NBD was chosen on all"),
        ("nbd", 1.6, "MBG/NBD errs less than the model in use, NBD, beyond chance", "NBD was chosen on all"),
        ("bg_bb", 1.6, "the model in use, BG/BB, is not put to the test here", "BG/BB was chosen on all"),
    ],
)
def test_the_model_in_use_is_named_beside_the_best(
    used: str, low: float, title: str, note: str, holdout: Holdout, equity: CustomerEquity, origin: Origin
) -> None:
    """The best, level with it while their ranges touch, beaten beyond, or not tried; the note says why it is in use."""
    models = holdout.models.assign(low=[1.0, low, 2.1])
    words = Words.of("en", "EUR")
    table = holdout_table(replace(holdout, models=models), replace(equity, model=used), words, origin)
    assert title in table.told
    assert note in words.say(table.note or "")


def test_a_gain_is_told_only_beyond_chance(made: Callable[[str], dict[str, Any]]) -> None:
    """Better where the whole interval says so, no telling where it holds zero, nothing for the rule itself."""
    assert [row[-1] for row in made("en")["holdout"].rows] == ["better", "no telling", "–"]


def test_parts_end_with_all_customers(made: Callable[[str], dict[str, Any]], equity: CustomerEquity) -> None:
    """Most valuable first, the unnamed part named so, and a line for the whole base."""
    rows = made("en")["parts"].rows
    assert [row[0] for row in rows] == [HOSTILE, "not stated", "Industrie", "All customers"]
    assert rows[-1][1] == str(len(equity.customers))
    assert rows[-1][3] == "100%"


def test_what_cannot_be_learned_without_a_customer_is_a_dash(made: Callable[[str], dict[str, Any]]) -> None:
    """The second customer's absence has no equity and no effect; the first's has both, the fall with its sign."""
    first, second = made("en")["dependence"].rows
    assert first[4].startswith("−")
    assert second[3:] == ("–", "–")
