"""Files spoiled at random are read or refused in words: no traceback, whatever the bytes."""

from __future__ import annotations

import io
import random
import zipfile
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from gtkit.contracts import TABLES
from gtkit.intake import SourceSpec, describe, load_tables, write_fec, write_french_csv, write_workbook
from gtkit.intake.examples import example_frame
from gtkit.samples import industrial_supplier
from gtkit.samples.general_ledger import general_ledger
from gtkit.words import Words

FR = Words.of("fr")
NASTY = [b"", b";", b'"', b"\n", b"\r", b"\0", b"\xff", b"#REF!", b"=1+1", b"9" * 400, b"1E999", b"nan", b"30/02/2025"]
NASTY += [
    b"\xe2\x80\xaf",
    b"'",
    b"-",
    b"(",
    b"%",
    b"{0}",
    "é".encode(),
    "\u202e".encode(),
    b"," * 50,
    b"45292",
    b"Total",
]


def _spoiled(data: bytes, rng: random.Random) -> bytes:
    """One to six cuts, insertions, swaps or repetitions."""
    for _ in range(rng.randint(1, 6)):
        at, size = rng.randrange(len(data) + 1), rng.choice([0, 1, 1, 4, 40, 400])
        kind = rng.randrange(4)
        if kind == 0:
            data = data[:at] + rng.choice(NASTY) + data[at + size :]
        elif kind == 1:
            data = data[:at] + bytes(rng.randrange(256) for _ in range(min(size, 8))) + data[at + size :]
        elif kind == 2:
            data = data[:at] + data[at : at + size] * 3 + data[at + size :]
        else:
            data = data[: max(at, 1)] if rng.random() < 0.1 else data[:at] + data[at:][::-1][:size] + data[at + size :]
    return data


def _spoiled_inside(archive: bytes, rng: random.Random) -> bytes:
    """A workbook whose zip is sound and whose XML is not."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as source, zipfile.ZipFile(out, "w") as target:
        chosen = rng.choice([name for name in source.namelist() if "sheet" in name.lower() or "workbook" in name])
        for name in source.namelist():
            data = source.read(name)
            target.writestr(name, _spoiled(data, rng) if name == chosen else data)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["csv", "xlsx", "xml"])
def test_spoiled_files_are_read_or_refused_in_words(tmp_path: Path, golden: pd.DataFrame, kind: str) -> None:
    """A few hundred of each kind; each fault can be said, and every table handed on keeps its contract."""
    rng = random.Random(20260630)  # noqa: S311
    path = tmp_path / ("x.csv" if kind == "csv" else "x.xlsx")
    if kind == "csv":
        write_french_csv(path, golden, TABLES["transactions"], encoding="utf-8-sig")
    else:
        contents = {"transactions": golden, "customers": example_frame(TABLES["customers"])}
        write_workbook(path, [TABLES["transactions"], TABLES["customers"]], lang="fr", contents=contents)
    whole, spoil = path.read_bytes(), _spoiled_inside if kind == "xml" else _spoiled
    sources = {key: SourceSpec(files=(path.name,)) for key in ("transactions", "customers")}
    refused = 0
    for _ in range(250):
        path.write_bytes(spoil(whole, rng))
        intake = load_tables(sources, folder=tmp_path, as_of=date(2026, 6, 30), salt=b"s", wanted=sources)
        refused += bool(intake.errors)
        assert all(describe(fault, FR) for fault in intake.faults)
        for table in intake.tables.values():
            required = [column.key for column in table.table.columns if column.required]
            assert not table.frame[required].isna().any(axis=None)
            assert np.isfinite(table.frame.select_dtypes("float").fillna(0.0)).all(axis=None)
    assert refused > 50


def test_spoiled_ledgers_are_read_or_refused_in_words(tmp_path: Path) -> None:
    """The same of a FEC: cut, swapped, repeated, its fields torn; what stands explains its class 70 to the cent."""
    rng = random.Random(20260630)  # noqa: S311
    sample = industrial_supplier()
    path = tmp_path / "000000000FEC20230630.txt"
    write_fec(path, general_ledger(sample.tables, sample.as_of)[2023].head(40))
    whole = path.read_bytes()
    sources = dict.fromkeys(("transactions", "payments"), SourceSpec(fec=(path.name,)))
    refused = 0
    for _ in range(150):
        path.write_bytes(_spoiled(whole, rng))
        intake = load_tables(sources, folder=tmp_path, as_of=date(2026, 6, 30), salt=b"s", wanted=sources)
        refused += bool(intake.errors)
        assert all(describe(fault, FR) for fault in intake.faults)
        assert all(file.ledger is None or file.ledger.difference == 0 for file in intake.understood)
    assert 30 < refused < 150
