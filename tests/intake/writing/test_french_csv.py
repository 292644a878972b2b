"""What a French package would export, and nothing that a spreadsheet would run."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gtkit.contracts import TABLES
from gtkit.intake import write_french_csv
from gtkit.intake.files.csv_file import read_csv
from gtkit.intake.tables.part import read_part

SALES = TABLES["transactions"]
TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=12)
CODE = TEXT.filter(lambda text: not text.startswith(('="', "#")))
ROW = st.tuples(
    CODE,
    st.datetimes(pd.Timestamp(1990, 1, 13), pd.Timestamp(2026, 6, 29)),
    st.integers(-(10**12), 10**12).map(lambda cents: cents / 100),
    st.none() | st.integers(-(10**9), 10**9).map(lambda cents: cents / 100),
    st.just("") | CODE,
)


def test_the_file_is_french_to_the_letter(tmp_path: Path, golden: pd.DataFrame) -> None:
    """Semicolons, decimal commas, DD/MM/YYYY, blanks for what is missing, cp1252."""
    write_french_csv(tmp_path / "v.csv", golden.iloc[:2], SALES)
    text = (tmp_path / "v.csv").read_bytes().decode("cp1252")
    assert text == (
        "Code client;Date;Montant HT;Marge;Produit\r\n"
        "00123;05/01/2024;1234,50;437,50;Étanchéité\r\n"
        "1E5;29/02/2024;12,05;;\r\n"
    )


@pytest.mark.parametrize("name", ["=1+1", "+33", "-A", "@x", "'=1", "''-1"])
def test_no_text_is_a_live_formula_and_it_reads_back_equal(tmp_path: Path, name: str, read: Callable) -> None:
    """A guard goes before it and comes off at reading."""
    frame = pd.DataFrame({"customer_id": [name], "date": [pd.Timestamp(2024, 5, 13)], "amount": [1.5]})
    write_french_csv(tmp_path / "v.csv", frame, SALES)
    cell = (tmp_path / "v.csv").read_text(encoding="cp1252").splitlines()[1].split(";")[0]
    assert cell == f"'{name}"
    assert read({"transactions": tmp_path / "v.csv"}).tables["transactions"].frame["customer_id"].tolist() == [name]


def test_letters_that_the_encoding_lacks_are_refused(tmp_path: Path) -> None:
    """Nothing is turned into question marks."""
    frame = pd.DataFrame({"customer_id": ["Łódź"]})
    with pytest.raises(UnicodeEncodeError):
        write_french_csv(tmp_path / "v.csv", frame, SALES)


def test_chosen_columns_are_written_in_the_order_asked(tmp_path: Path, golden: pd.DataFrame) -> None:
    """A client's export rarely holds every column of ours."""
    write_french_csv(tmp_path / "v.csv", golden, SALES, columns=("amount", "customer_id"))
    assert (tmp_path / "v.csv").read_text(encoding="cp1252").startswith("Montant HT;Code client\n")


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(ROW, min_size=1, max_size=12))
def test_whatever_is_written_reads_back_equal(tmp_path: Path, rows: list[tuple[object, ...]]) -> None:
    """Codes to the letter, dates to the day, amounts to the cent, blanks as missing."""
    frame = pd.DataFrame(rows, columns=["customer_id", "date", "amount", "margin", "product"])
    frame = pd.concat([frame, frame.iloc[:1].assign(date=pd.Timestamp(2024, 1, 31))], ignore_index=True)
    frame["date"] = frame["date"].dt.normalize()
    write_french_csv(tmp_path / "v.csv", frame, SALES, encoding="utf-8-sig")
    raw = read_csv((tmp_path / "v.csv").read_bytes(), file="v.csv", sha256="")
    part = read_part(raw, SALES, {}, as_of=date(2026, 6, 30))
    assert [fault.code for fault in part.faults] == []
    back = part.frame[list(frame)]
    kinds = {"customer_id": "str", "product": "str", "margin": "float64", "date": "datetime64[us]"}
    pd.testing.assert_frame_equal(back, frame.astype(kinds))
