"""Sales and rates written as a client would, and what intake says of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from gtkit.intake import Intake, SourceSpec, Thresholds, load_tables

Settle = Callable[..., Intake]
USUAL = Thresholds()


@pytest.fixture
def settle(tmp_path: Path) -> Settle:
    """Read files of sales and a table of rates, each a text; `said` goes to the source of sales."""

    def _settle(*sales: str, rates: str = "", thresholds: Thresholds = USUAL, **said: object) -> Intake:
        names = [f"v{at}.csv" for at in range(len(sales))]
        for name, text in zip(names, sales, strict=True):
            (tmp_path / name).write_text(text, encoding="utf-8")
        sources = {"transactions": SourceSpec(files=tuple(names), **said)}  # type: ignore[arg-type]
        if rates:
            (tmp_path / "r.csv").write_text(rates, encoding="utf-8")
            sources["currency_rates"] = SourceSpec(files=("r.csv",))
        return load_tables(
            sources,
            folder=tmp_path,
            as_of=date(2026, 6, 30),
            salt=b"s" * 16,
            wanted=["transactions"],
            thresholds=thresholds,
        )

    return _settle
