"""A small engagement on disk, and the shortest road from a CSV to what intake says of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from gtkit.contracts import TABLES
from gtkit.intake import Intake, SourceSpec, load_tables

AS_OF = date(2026, 6, 30)
Read = Callable[..., Intake]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Read files written from table key -> bytes, text or path; a text is written as UTF-8."""

    def _read(
        files: Mapping[str, str | bytes | Path], *, columns: Mapping[str, str] | None = None, **more: str
    ) -> Intake:
        sources = {}
        for key, content in files.items():
            path = content if isinstance(content, Path) else tmp_path / f"{key}.csv"
            if not isinstance(content, Path):
                path.write_bytes(content.encode() if isinstance(content, str) else content)
            sources[key] = SourceSpec(files=(path.name,), columns=columns or {}, **more)
        return load_tables(sources, folder=tmp_path, as_of=AS_OF, salt=b"0123456789abcdef", wanted=TABLES)

    return _read


@pytest.fixture
def golden() -> pd.DataFrame:
    """The same eight sales in every dialect: awkward codes, a credit note, a million, an unknown margin."""
    return pd.DataFrame(
        {
            "customer_id": ["00123", "1E5", "NA", "None", "nan", "N/A", "NULL", "C8"],
            "date": pd.to_datetime(
                [
                    "2024-01-05",
                    "2024-02-29",
                    "2025-12-31",
                    "2025-03-04",
                    "2025-10-11",
                    "2026-06-30",
                    "2023-07-14",
                    "2024-05-06",
                ]
            ).astype("datetime64[us]"),
            "amount": [1234.5, 12.05, -2500.0, 1234567.89, 0.0, 980.0, 1000.0, 45.6],
            "margin": [437.5, float("nan"), -800.25, 345678.9, 0.0, 98.0, 250.0, 9.99],
            "product": ["Étanchéité", "", "Vérins", "", "", "Ø 12 mm", "", ""],
        }
    ).astype({"customer_id": "str", "product": "str"})
