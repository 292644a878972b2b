"""One golden table written in many dialects reads to the same frame, to the cent."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from gtkit.contracts import TABLES
from gtkit.intake import Severity, write_french_csv, write_workbook

HEAD = ("Code client", "Date", "Montant HT", "Marge", "Produit")
HEADED = {"amount": "Montant HT", "margin": "Marge"}


def _grouped(value: float, group: str, mark: str) -> str:
    return f"{value:,.2f}".replace(",", "\0").replace(".", mark).replace("\0", group)


def _parentheses(value: float) -> str:
    text = _grouped(abs(value), "\u202f", ",") + "\u00a0€"
    return f"({text})" if value < 0 else text


NUMBERS: dict[str, Callable[[float], str]] = {
    "comma": lambda v: f"{v:.2f}".replace(".", ","),
    "point": lambda v: f"{v:.2f}",
    "space": lambda v: _grouped(v, " ", ","),
    "no-break space": lambda v: _grouped(v, "\u00a0", ","),
    "narrow space, euro, parentheses": _parentheses,
    "points in groups": lambda v: _grouped(v, ".", ","),
    "commas in groups": lambda v: _grouped(v, ",", "."),
    "swiss": lambda v: _grouped(v, "’", "."),
    "thousands of euros": lambda v: f"{v / 1000:.5f}".replace(".", ",") + "\u202fk€",
    "millions of euros": lambda v: f"{v / 1e6:.8f}".replace(".", ",") + " MEUR",
    "trailing minus": lambda v: f"{abs(v):.2f}".replace(".", ",") + ("-" if v < 0 else ""),
}
DATES: dict[str, Callable[[pd.Timestamp], str]] = {
    "french": lambda d: f"{d:%d/%m/%Y}",
    "dots": lambda d: f"{d:%d.%m.%Y}",
    "dashes": lambda d: f"{d:%d-%m-%Y}",
    "two digits": lambda d: f"{d:%d/%m/%y}",
    "iso": lambda d: f"{d:%Y-%m-%d}",
    "iso with time": lambda d: f"{d:%Y-%m-%dT%H:%M:%S}",
    "compact": lambda d: f"{d:%Y%m%d}",
    "american": lambda d: f"{d:%m/%d/%Y}",
    "serial": lambda d: str((d - pd.Timestamp("1899-12-30")).days),
}
CASES = [
    ("comma", "french", ";", "cp1252"),
    ("comma", "french", ";", "utf-8-sig"),
    ("comma", "dots", "\t", "utf-16"),
    ("point", "iso", ",", "utf-8"),
    ("point", "american", "|", "utf-8"),
    ("space", "two digits", ";", "cp1252"),
    ("no-break space", "french", ";", "cp1252"),
    ("narrow space, euro, parentheses", "french", ";", "utf-8-sig"),
    ("points in groups", "compact", ";", "utf-8"),
    ("commas in groups", "iso with time", ",", "utf-16"),
    ("swiss", "dots", ";", "utf-8"),
    ("trailing minus", "serial", "\t", "cp1252"),
    ("thousands of euros", "french", ";", "utf-8-sig"),
    ("millions of euros", "dashes", ";", "utf-8"),
]


@pytest.mark.parametrize(
    "furniture", ["", "blank lines", "trailing separator", "total row", "two-line header", "title"]
)
@pytest.mark.parametrize(("number", "day", "separator", "encoding"), CASES)
def test_every_dialect_reads_to_the_golden_frame(
    read: Callable, golden: pd.DataFrame, number: str, day: str, separator: str, encoding: str, furniture: str
) -> None:
    """Encoding, separator, number and date forms, and what stands around the rows, change nothing."""
    amounts = [[("" if math.isnan(v) else NUMBERS[number](v)) for v in golden[key]] for key in ("amount", "margin")]
    days = [DATES[day](d) for d in golden["date"]]
    rows = [HEAD, *zip(golden["customer_id"], days, *amounts, golden["product"], strict=True)]
    if furniture == "total row":
        totals = (NUMBERS[number](golden[key].sum()) for key in ("amount", "margin"))
        rows.append(("Total général", "", *totals, ""))
    lines = [separator.join(f'"{cell}"' if separator in cell else cell for cell in row) for row in rows]
    if furniture == "blank lines":
        lines = ["", *lines[:4], "", separator * 4, *lines[4:], "", ""]
    if furniture == "two-line header":
        upper, lower = ("Code", "Date", "Montant", "Marge", ""), ("client", "", "HT", "", "Produit")
        lines[:1] = [separator.join(upper), separator.join(lower)]
    if furniture == "title":
        lines[:0] = ["Société Exemple", "Export du 12/03/2026", ""]
    if furniture == "units":
        lines.insert(1, separator.join(("", "jj/mm/aaaa", "€", "EUR", "")))
    if furniture == "trailing separator":
        lines = [lines[0], *(line + separator for line in lines[1:])]
    intake = read({"transactions": "\r\n".join(lines).encode(encoding)})
    assert intake.errors == ()
    frame = intake.tables["transactions"].frame
    pd.testing.assert_frame_equal(frame[list(golden)], golden)
    assert intake.understood[0].encoding == encoding
    assert intake.understood[0].separator == separator
    assert intake.understood[0].sums == {"amount": 1_235_340.04, "margin": 345_674.14}
    assert [f.row for f in intake.faults if f.code == "two_line_header"] == [2] * (furniture == "two-line header")
    assert [f.facts["head"] for f in intake.faults if f.code == "lines_above"] == ["4"] * (furniture == "title")
    dropped = {"total row": {"total": 1}, "blank lines": {"blank": 3}, "units": {"units": 1}}.get(furniture, {})
    assert intake.understood[0].dropped == dropped


def test_a_workbook_reads_to_the_golden_frame(read: Callable, golden: pd.DataFrame, tmp_path: Path) -> None:
    """Typed cells, texts among them, serial dates and a stranger's headings give the same frame."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["code CLIENT", "date", "MONTANT  ht", "Marge", "Produit", "Notes"])
    for at, (customer, day, amount, margin, product) in enumerate(golden.itertuples(index=False)):
        serial = (day - pd.Timestamp("1899-12-30")).days
        cells = [customer, serial if at == 3 else day.to_pydatetime(), amount, None if math.isnan(margin) else margin]
        cells[2] = "1 234 567,89 €" if at == 3 else cells[2]
        sheet.append([*cells, product, "libre"])
    book.save(tmp_path / "ventes.xlsx")
    intake = read({"transactions": tmp_path / "ventes.xlsx"})
    assert intake.faults == ()
    pd.testing.assert_frame_equal(intake.tables["transactions"].frame[list(golden)], golden)
    assert intake.understood[0].unused == ("Notes",)


@pytest.mark.parametrize("money", [pa.decimal128(12, 2), pa.float64(), pa.string()], ids=["decimal", "float", "text"])
@pytest.mark.parametrize("day", [pa.date32(), pa.timestamp("ns"), pa.timestamp("us", "Europe/Paris")], ids=str)
@pytest.mark.parametrize("how", [{}, {"row_group_size": 3, "compression": "zstd", "data_page_version": "2.0"}])
def test_a_parquet_file_reads_to_the_golden_frame(
    read: Callable, golden: pd.DataFrame, tmp_path: Path, money: pa.DataType, day: pa.DataType, how: dict[str, object]
) -> None:
    """Decimals, floats or texts; days, moments, moments of a time zone; in one piece or several."""
    days = pa.array(golden["date"], pa.timestamp("us"))
    amounts = {key: [None if math.isnan(v) else Decimal(f"{v:.2f}") for v in golden[key]] for key in HEADED}
    columns = {
        "Code client": pa.array(golden["customer_id"].tolist()),
        "Date": pc.assume_timezone(days, day.tz).cast(day) if getattr(day, "tz", None) else days.cast(day),
        **{HEADED[key]: pa.array(cells, pa.decimal128(12, 2)).cast(money) for key, cells in amounts.items()},
        "Produit": pa.array([text or None for text in golden["product"]]).dictionary_encode(),
        "Notes": pa.nulls(len(golden)),
    }
    pq.write_table(pa.table(columns), tmp_path / "ventes.parquet", **how)
    intake = read({"transactions": tmp_path / "ventes.parquet"})
    assert intake.faults == ()
    pd.testing.assert_frame_equal(intake.tables["transactions"].frame[list(golden)], golden)
    assert intake.understood[0].unused == ("Notes",)
    assert intake.understood[0].sums == {"amount": 1_235_340.04, "margin": 345_674.14}


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8-sig"])
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_our_own_files_read_to_the_golden_frame(
    read: Callable, golden: pd.DataFrame, tmp_path: Path, encoding: str, form: str
) -> None:
    """What we write for the worked example comes back equal."""
    path = tmp_path / f"ventes.{form}"
    table = TABLES["transactions"]
    if form == "csv":
        write_french_csv(path, golden, table, encoding=encoding)
    else:
        write_workbook(path, [table], lang="en", contents={"transactions": golden})
    intake = read({"transactions": path})
    assert [fault for fault in intake.faults if fault.severity is Severity.ERROR] == []
    pd.testing.assert_frame_equal(intake.tables["transactions"].frame[list(golden)], golden)


@pytest.mark.parametrize("epoch", [openpyxl.utils.datetime.WINDOWS_EPOCH, openpyxl.utils.datetime.MAC_EPOCH])
@pytest.mark.parametrize("bare", [True, False])
def test_both_calendars_of_excel_read_to_the_golden_frame(
    read: Callable, golden: pd.DataFrame, tmp_path: Path, epoch: datetime, bare: bool
) -> None:
    """Days counted from 1900 or from 1904, shown as dates or as bare numbers."""
    book = openpyxl.Workbook()
    book.epoch = epoch
    sheet = book.worksheets[0]
    sheet.append(list(HEAD[:3]))
    for code, day, amount in zip(golden["customer_id"], golden["date"], golden["amount"], strict=True):
        serial = openpyxl.utils.datetime.to_excel(day.to_pydatetime(), epoch)
        sheet.append([code, int(serial) if bare else day.to_pydatetime(), amount])
    book.save(tmp_path / "ventes.xlsx")
    intake = read({"transactions": tmp_path / "ventes.xlsx"})
    assert intake.faults == ()
    keys = ["customer_id", "date", "amount"]
    pd.testing.assert_frame_equal(intake.tables["transactions"].frame[keys], golden[keys])


def test_shares_are_read_with_their_sign_or_without(read: Callable) -> None:
    """Nine ways to write two fifths, in one column each."""
    head = "Code client;Raison sociale;Segment;Probabilité de concrétisation\n"
    for text in ("40 %", "40\u00a0%", "40\u202f%", "40%", "40,0 %", "40.0%", "0,4", "0.40", ",4"):
        frame = read({"customers": f"{head}C1;A;S;{text}\n"}).tables["customers"].frame
        assert frame["close_probability"].tolist() == [0.4], text
