"""What is fuzzed: kind of file -> sound seeds, ways to spoil them, and what reads them.

A further kind is one more entry of `KINDS`: its seeds, a tuple of spoilers (`spoil.ANY` knows nothing of the kind),
and a reader that answers an outcome and lets nothing but gtkit's own errors out.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from gtkit.contracts import TABLES
from gtkit.engagement import load_engagement
from gtkit.intake import DataRefused, SourceSpec, describe, load_tables, write_fec, write_french_csv, write_workbook
from gtkit.intake.writing.annotated import annotated_copy
from gtkit.intake.writing.examples import example_frame
from gtkit.pipeline.checkup import everything
from gtkit.places import shipped
from gtkit.samples import industrial_supplier
from gtkit.samples.general_ledger import general_ledger
from gtkit.words import Words

from . import spoil, spoil_book, spoil_parquet, spoil_text, spoil_toml

AS_OF = date(2026, 6, 30)
_ANNOTATED = 60_000  # bytes: the copies of larger files would take most of the time
WORDS = (Words.of("fr"), Words.of("en"))


@dataclass(frozen=True)
class Kind:
    """One kind of file."""

    suffix: str
    seeds: Callable[[Path], tuple[bytes, ...]]
    ways: tuple[spoil.Spoil, ...]
    read: Callable[[Path], str]


def sales() -> pd.DataFrame:
    """Forty sales: a credit note, awkward codes, an unknown margin."""
    days = pd.date_range("2024-01-05", periods=40, freq="17D")
    codes = ["00123", "1E5", "NA", "C8", "'=x"] * 8
    amounts = [1234.5, 12.05, -2500.0, 1_234_567.89, 0.0] * 8
    margins = [10.0, float("nan"), -5.5, 3.25, 0.0] * 8
    return pd.DataFrame({"customer_id": codes, "date": days, "amount": amounts, "margin": margins})


def text_seeds(folder: Path) -> tuple[bytes, ...]:
    """Exports of several hands."""
    path, frame = folder / "seed.csv", sales()
    write_french_csv(path, frame, TABLES["transactions"])
    french = path.read_bytes()
    head = "Code client;Date;Montant HT;Marge\n"
    written = [
        head + "".join(f'C{n};{n % 28 + 1:02}/03/2025;"{n} 234,5 €";{n},1\n' for n in range(30)),
        head.replace(";", ",") + "".join(f'C{n},2025-03-{n % 28 + 1:02},"1,{n:03}.50",({n})\n' for n in range(30)),
        head.replace(";", "\t")
        + "".join(f"C{n}\t{45_000 + n}\t{n}-\t12\n" for n in range(30))
        + "Total\t\t435-\t360\n",
        "Code;Date;Montant;\nclient;;HT;Marge\n" + "".join(f"C{n};05.03.25;{n},5 k€;1\n" for n in range(30)),
    ]
    encodings = ("utf-8-sig", "utf-8", "utf-16", "utf-8")
    return (french, *(text.encode(encoding) for text, encoding in zip(written, encodings, strict=True)))


def book_seeds(folder: Path) -> tuple[bytes, ...]:
    """Our own workbook, and a stranger's with styles, merges, formulas and notes."""
    path = folder / "seed.xlsx"
    contents = {"transactions": sales(), "customers": example_frame(TABLES["customers"])}
    write_workbook(path, [TABLES["transactions"], TABLES["customers"]], lang="fr", contents=contents)
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Transactions"
    sheet.append(["Code client", "Date", "Montant HT", "Marge"])
    for at, row in enumerate(sales().itertuples(index=False), 2):
        sheet.append([row.customer_id, row.date.to_pydatetime(), row.amount, f"=C{at}/2"])
    sheet.merge_cells("A3:A5")
    sheet["B7"].comment = openpyxl.comments.Comment("à voir", "client")
    buffer = io.BytesIO()
    book.save(buffer)
    return path.read_bytes(), buffer.getvalue()


def parquet_seeds(folder: Path) -> tuple[bytes, ...]:
    """What warehouses write: typed or in text, in one group of rows or several, packed in several ways."""
    frame = sales()
    typed = pa.table(
        {
            "Code client": [f"C{at}" for at in range(40)],
            "Date": pa.array(frame["date"], pa.timestamp("us")).cast(pa.date32()),
            "Montant HT": pa.array([Decimal(f"{amount:.2f}") for amount in frame["amount"]], pa.decimal128(12, 2)),
            "Marge": pa.array(frame["margin"], from_pandas=True),
            "Raison sociale": ["Exemple"] * 40,
            "Segment": ["Industrie", "Négoce"] * 20,
            "Indispensable": [True, None] * 20,
        }
    )
    moments = typed.set_column(1, "Date", pa.array(frame["date"], pa.timestamp("ns", "UTC")))
    texts = pa.table(
        {name: ["" if cell is None else str(cell) for cell in typed[name].to_pylist()] for name in typed.column_names}
    )
    ways = ((typed, "snappy", 40), (moments, "zstd", 7), (texts, "gzip", 40), (texts, "none", 15))
    written = []
    for table, compression, rows in ways:
        buffer = io.BytesIO()
        pq.write_table(table, buffer, compression=compression, row_group_size=rows)
        written.append(buffer.getvalue())
    return tuple(written)


def toml_seeds(folder: Path) -> tuple[bytes, ...]:
    """The templates with a source, and a short file."""
    source = '\n[sources.transactions]\nfiles = ["data/v.csv"]\ncolumns = { amount = "Total HT" }\nsheet = "x"\n'
    templates = ((shipped("templates") / "engagement" / f"{lang}.toml").read_text("utf-8") for lang in ("fr", "en"))
    full = [text.replace("[sources]\n", "") + source for text in templates]
    short = 'id = "acme"\norganisation = "Acme"\nas_of = 2026-06-30\n[customer_value]\nannual_rate = 0.1\n'
    return (*(text.encode() for text in (*full, short)), (short + source).encode())


def read_tables(path: Path) -> str:
    """A file as sales and as customers; what is handed on keeps its contract, and a file at fault can be annotated."""
    sources = {key: SourceSpec(files=(path.name,)) for key in ("transactions", "customers")}
    intake = load_tables(sources, folder=path.parent, as_of=AS_OF, salt=b"s" * 16, wanted=sources)
    for fault in intake.faults[:300]:
        if not all(describe(fault, words) for words in WORDS):
            raise AssertionError(fault.code)
    for table in intake.tables.values():
        required = [column.key for column in table.table.columns if column.required]
        numbers = table.frame.select_dtypes("float").fillna(0.0)
        if table.frame[required].isna().any(axis=None) or not np.isfinite(numbers).all(axis=None):
            raise AssertionError(table.table.key)
    try:
        small = path.stat().st_size < _ANNOTATED
        copy = annotated_copy(path.read_bytes(), path.name, intake.faults, WORDS[0]) if small and intake.faults else b""
    except DataRefused:
        copy = b""
    if copy:
        openpyxl.load_workbook(io.BytesIO(copy), read_only=True)
    if intake.errors:
        return f"refused ({intake.errors[0].code})"
    return "told" if intake.faults else "read"


def ledger_seeds(folder: Path) -> tuple[bytes, ...]:
    """The opening and the first invoices of a sound FEC."""
    path, sample = folder / "000000000FEC20230630.txt", industrial_supplier()
    write_fec(path, general_ledger(sample.tables, sample.as_of)[2023].head(60))
    return (path.read_bytes(),)


def read_ledger(path: Path) -> str:
    """A FEC as sales and as payments: what stands explains its class 70 to the cent."""
    sources = dict.fromkeys(("transactions", "payments"), SourceSpec(fec=(path.name,)))
    intake = load_tables(sources, folder=path.parent, as_of=AS_OF, salt=b"s" * 16, wanted=sources)
    for fault in intake.faults[:300]:
        if not all(describe(fault, words) for words in WORDS):
            raise AssertionError(fault.code)
    if not all(file.ledger is None or file.ledger.difference == 0 for file in intake.understood):
        raise AssertionError("a difference that nothing explains")
    if intake.errors:
        return f"refused ({intake.errors[0].code})"
    return "told" if intake.faults else "read"


def read_engagement(path: Path) -> str:
    """An engagement.toml, then the data that it names."""
    everything(load_engagement(path))
    return "read"


KINDS = {
    "csv": Kind(".csv", text_seeds, spoil_text.WAYS, read_tables),
    "xlsx": Kind(".xlsx", book_seeds, spoil_book.WAYS, read_tables),
    "parquet": Kind(".parquet", parquet_seeds, spoil_parquet.WAYS, read_tables),
    "fec": Kind(".txt", ledger_seeds, spoil_text.WAYS, read_ledger),
    "toml": Kind(".toml", toml_seeds, spoil_toml.WAYS, read_engagement),
}
