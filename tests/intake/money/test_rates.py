"""Dated rates, in order whatever the order of the file."""

from __future__ import annotations

from datetime import date

import numpy as np

from gtkit.contracts import TABLES
from gtkit.intake.files.csv_file import read_csv
from gtkit.intake.money.rates import Rates, dated_rates
from gtkit.intake.tables.part import read_part

TABLE = TABLES["currency_rates"]


def rates(rows: str) -> tuple[Rates, list[tuple[str, int | None]]]:
    """A table of rates, and its faults."""
    raw = read_csv(f"Devise;Date;Valeur d'une unité\n{rows}".encode(), file="r.csv", sha256="")
    found, faults = dated_rates([read_part(raw, TABLE, {}, as_of=date(2026, 6, 30))], TABLE, "EUR")
    return found, [(fault.code, fault.row) for fault in faults]


def test_rates_are_found_by_their_day() -> None:
    """The last on or before it, none before the first; each knows its row."""
    found, faults = rates("USD;28/02/2025;0,8\nCHF;31/01/2025;1,1\nUSD;31/01/2025;0,9\n")
    dollar = found.series["USD"]
    days = np.array(["2025-01-30", "2025-01-31", "2025-02-27", "2026-01-01"], dtype="datetime64[D]").astype(np.int64)
    assert dollar.places(days).tolist() == [-1, 0, 0, 1]
    assert (dollar.rate.tolist(), dollar.row.tolist(), faults) == ([0.9, 0.8], [4, 2], [])


def test_a_rate_that_cannot_be_is_told() -> None:
    """Zero, and a rate of the engagement's own currency: the table is in another base; 1 is harmless."""
    found, faults = rates("EUR;31/01/2025;1\nUSD;31/01/2025;0\nEUR;28/02/2025;1,08\n")
    assert faults == [("rate_zero", 3), ("rate_of_home", 4)]
    assert "USD" not in found.series


def test_no_table_holds_no_rate() -> None:
    """Absent, it is no fault of its own: only a line that needs it is."""
    assert dated_rates([], TABLE, "EUR") == (Rates(), [])
