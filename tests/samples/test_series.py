"""Three years of the invented firm's indicators."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from gtkit.samples import Planted, industrial_supplier
from gtkit.samples.indicators import SHEETS
from gtkit.samples.series import CHANGED_AT, MONTHS, YOUNG, record
from gtkit.scoring.indicators.progress import Reading, by_period, read

SALES = industrial_supplier().tables["transactions"]


def readings(planted: Planted, seed: int) -> dict[str, Reading]:
    found = {}
    for (key, group), rows in record(planted, SALES, np.random.default_rng(seed)).groupby(["indicator", "group"]):
        values = by_period(rows["period"], rows["value"])
        changes = list(rows.loc[rows["changed"], "period"].dt.to_period("M"))
        found[f"{key}.{group}"] = read(values, direction=SHEETS[str(key)].direction, changes=changes).reading
    return found


@pytest.mark.parametrize(("progress", "decline"), [("livraison", "reclamations"), ("remises", "rotation")])
def test_what_is_planted_is_what_is_read(progress: str, decline: str) -> None:
    """One progress and one decline besides the group that was helped, whichever sense is better."""
    found = readings(Planted(progress=progress, decline=decline), seed=0)
    moved = {key: reading for key, reading in found.items() if reading in (Reading.PROGRESS, Reading.DECLINE)}
    assert moved == {
        f"{progress}.": Reading.PROGRESS,
        f"{decline}.": Reading.DECLINE,
        "depannage.helped": Reading.PROGRESS,
    }
    assert found["contrats."] is Reading.UNREADABLE


def test_the_gaps_of_real_files_are_there() -> None:
    """Thirty-six months, but for one lost month and an indicator too young; the change is declared once a series."""
    table = record(Planted(), SALES, np.random.default_rng(3))
    months = table.groupby(["indicator", "group"]).size()
    assert months["contrats", ""] == YOUNG
    assert months["ruptures", ""] == MONTHS - 1
    assert (months.drop([("contrats", ""), ("ruptures", "")]) == MONTHS).all()
    changed = table[table["changed"]]
    assert set(changed["indicator"]) == {"livraison", "depannage"}
    assert set(changed["period"]) == {table["period"].min() + pd.DateOffset(months=CHANGED_AT)}
    assert (table["value"] >= 0).all()


def test_sales_and_margin_are_those_of_the_ledger() -> None:
    """Twelve months of the indicator add up to the year's sales, to the rounding of a month."""
    table = record(Planted(), SALES, np.random.default_rng(3))
    year = table[(table["indicator"] == "chiffre") & (table["period"] >= "2025-07-01")]["value"].sum()
    assert year == pytest.approx(SALES.loc[SALES["date"] >= "2025-07-01", "amount"].sum() / 1000, abs=6)
    assert table[table["indicator"] == "marge"]["value"].between(20, 50).all()
