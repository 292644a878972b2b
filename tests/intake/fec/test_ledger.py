"""The laws of a ledger: nothing is lost, and its form changes nothing."""

from __future__ import annotations

import hashlib
import random
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gtkit.contracts import TABLES
from gtkit.contracts.fec import AMOUNT_SIDE, DEBIT_CREDIT, FEC_COLUMNS, FEC_TABLES
from gtkit.intake import Severity, Thresholds, describe
from gtkit.intake.fec import ledger as reading
from gtkit.intake.fec.ledger import Ledger, read_ledger
from gtkit.intake.fec.parts import ledger_parts
from gtkit.intake.fec.sales import Sales
from gtkit.words import Words

from .conftest import AS_OF, Line, ReadFec, invoice, line, receipt, text_of

SIDED = tuple(dict(zip(DEBIT_CREDIT, AMOUNT_SIDE, strict=True)).get(name, name) for name in FEC_COLUMNS)
ANY_SHARE = Thresholds(unassigned_sales_allowed=1.0)
SEEDS = st.integers(0, 2**32).map(random.Random)
JOURNALS = ["VE", "VE", "VE", "BQ", "AN", "OD"]
ACCOUNTS = ["411000"] * 3 + ["707000", "708500", "709100", "445710", "512000", "418100", "120000"]
CUSTOMERS = ["C1", "C2", "NA", "Éts Œuvre", ""]


def amount(cents: int) -> str:
    """Cents as the file writes them."""
    return f"{cents // 100},{cents % 100:02d}"


def an_entry(rng: random.Random, number: int) -> list[Line]:
    """A balanced entry of any kind: customers, sides, accounts, pieces and dates as they come."""
    entry = f"{rng.choice(JOURNALS)} {number} 2024{rng.randint(1, 12):02d}{rng.randint(1, 28):02d}"
    lines, left = [], 0
    for account in rng.choices(ACCOUNTS, k=rng.randint(1, 6)):
        cents, side = rng.randint(1, 10**7), rng.choice(DEBIT_CREDIT)
        left += cents if side == "Debit" else -cents
        own = line(f"{entry} F{rng.choice([1, 2, number])}", account, **{side: amount(cents)})
        own["EcritureLib"] = rng.choice(["a", "b", "Avoir F01"])
        if account == "411000":
            own |= {"CompAuxNum": rng.choice(CUSTOMERS), "EcritureLet": rng.choice(["", "A"])}
        if rng.random() < 0.1:
            own["PieceRef"] = ""
        lines.append(own)
    if left:
        side = "Credit" if left > 0 else "Debit"
        lines.append(
            line(f"{entry} F{number}", rng.choice(["411000", "707000", "512000"]), **{side: amount(abs(left))})
        )
    return lines


def a_ledger(rng: random.Random) -> list[Line]:
    """Up to forty entries."""
    return [own for number in range(rng.randint(1, 40)) for own in an_entry(rng, number)]


def read(lines: list[Line] | bytes, as_of: date = AS_OF) -> Ledger:
    """A ledger of one file, which stands."""
    data = lines if isinstance(lines, bytes) else text_of(lines).encode()
    content = ("123456789FEC20241231.txt", data, hashlib.sha256(data).hexdigest())
    found, faults = read_ledger([content], as_of=as_of, thresholds=ANY_SHARE)
    assert found is not None, [fault.code for fault in faults]
    return found


def tables(ledger: Ledger) -> list[pd.DataFrame]:
    """Both tables."""
    return [ledger_parts(ledger, TABLES[key])[0].frame for key in FEC_TABLES]


def same(first: list[pd.DataFrame], second: list[pd.DataFrame]) -> None:
    """Both tables equal to the cent."""
    for one, other in zip(first, second, strict=True):
        pd.testing.assert_frame_equal(one, other)


@settings(max_examples=25, deadline=None)
@given(SEEDS, st.dates(date(2024, 1, 1), date(2025, 1, 31)))
def test_sales_and_reasons_are_class_70_to_the_cent(rng: random.Random, as_of: date) -> None:
    """Whatever the entries and the last day: nothing is lost, every line of the file is counted once."""
    lines = a_ledger(rng)
    ledger = read(lines, as_of)
    (told,) = ledger.reconciliations
    sold = [own for own in lines if own["CompteNum"].startswith("70")]
    credit, debit = (sum(int(own[side].replace(",", "") or 0) for own in sold) for side in ("Credit", "Debit"))
    assert told.balance == credit - debit
    assert told.difference == 0
    for key in FEC_TABLES:
        (part,) = ledger_parts(ledger, TABLES[key])
        assert part.rows_read == len(lines)
        assert part.rows_kept >= 0
        assert min(part.dropped.values(), default=1) > 0
    frame = tables(ledger)[0]
    assert round(frame["amount"].sum() * 100) == told.attributed
    assert (frame["customer_id"] != "").all()
    assert (frame["date"] <= pd.Timestamp(as_of)).all()


@settings(max_examples=12, deadline=None)
@given(SEEDS)
def test_the_order_of_lines_changes_nothing(rng: random.Random) -> None:
    """Neither sales nor payments."""
    lines = a_ledger(rng)
    shuffled = list(lines)
    rng.shuffle(shuffled)
    same(tables(read(lines)), tables(read(shuffled)))


@settings(max_examples=12, deadline=None)
@given(SEEDS)
def test_a_sales_line_in_parts_changes_nothing(rng: random.Random) -> None:
    """Each line of class 70 split in two of the same side."""
    lines, split = a_ledger(rng), []
    for own in lines:
        side = "Debit" if own["Debit"] else "Credit"
        cents = int(own[side].replace(",", ""))
        if not own["CompteNum"].startswith("70") or cents < 2:
            split.append(own)
            continue
        part = rng.randint(1, cents - 1)
        split += [own | {side: amount(part)}, own | {side: amount(cents - part), "CompteNum": "701000"}]
    same(tables(read(lines)), tables(read(split)))


@settings(max_examples=5, deadline=None)
@given(SEEDS)
def test_the_form_of_the_file_changes_nothing(rng: random.Random) -> None:
    """Montant and Sens, another encoding, bars: the same tables."""
    lines = a_ledger(rng)
    plain = tables(read(lines))
    sided = [own | {"Montant": own["Debit"] or own["Credit"], "Sens": "D" if own["Debit"] else "C"} for own in lines]
    same(plain, tables(read(text_of(sided, columns=SIDED).encode())))
    for encoding in ("utf-8-sig", "iso-8859-15", "cp1252"):
        same(plain, tables(read(text_of(lines, separator="|").encode(encoding))))


def test_several_years_are_one_ledger(read_fec: ReadFec) -> None:
    """A credit note of one year credits an invoice of another; each file has its own reconciliation."""
    first = invoice("VE 1 20231215 F01", "C1", 100)
    second = [own | {"EcritureLib": "Avoir F01"} for own in invoice("VE 1 20240115 A1", "C1", -30)]
    intake = read_fec(first, second)
    frame = intake.tables["transactions"].frame
    assert frame["credited_invoice"].tolist() == ["", "F01"]
    told = [file.ledger for file in intake.understood if file.table == "transactions"]
    assert [(own.balance, own.difference) for own in told if own] == [(10000, 0), (-3000, 0)]
    assert [source.rows_read for source in intake.tables["transactions"].provenance] == [3, 3]
    assert all(len(source.sha256) == 64 for source in intake.tables["transactions"].provenance)


def test_a_difference_that_nothing_explains_refuses_the_ledger(monkeypatch: pytest.MonkeyPatch) -> None:
    """Were a sale lost on the way, the ledger would not be read."""
    whole = reading.sales_of

    def lossy(*told: Any, **more: Any) -> Sales:
        sales = whole(*told, **more)
        return replace(sales, rows=sales.rows.assign(cents=sales.rows["cents"] - 1))

    monkeypatch.setattr(reading, "sales_of", lossy)
    data = text_of(invoice("VE 1 20240115 F1", "C1", 100)).encode()
    ledger, faults = read_ledger([("123456789FEC20241231.txt", data, "ab")], as_of=AS_OF)
    assert ledger is None
    (fault,) = (fault for fault in faults if fault.severity is Severity.ERROR)
    assert fault.code == "fec_unreconciled"
    assert "0,01" in describe(fault, Words.of("fr"))


def test_one_file_twice_and_two_firms_are_told(read_fec: ReadFec) -> None:
    """The same bytes would count twice: an error. Another SIREN may be meant: a warning."""
    lines = invoice("VE 1 20240115 F1", "C1", 100)
    assert [fault.code for fault in read_fec(lines, lines).errors] == ["file_twice"]
    data = [(name, text_of(invoice(f"VE {n} 20240115 F{n}", "C1", 9)).encode()) for n, name in enumerate("12")]
    contents = [(f"{name}23456789FEC20241231.txt", own, name) for name, own in data]
    ledger, faults = read_ledger(contents, as_of=AS_OF)
    assert ledger is not None
    assert [(fault.code, fault.value) for fault in faults] == [("fec_two_firms", "223456789")]


def test_a_ledger_that_is_refused_is_told_once(read_fec: ReadFec) -> None:
    """Though two tables are asked of it."""
    intake = read_fec(invoice("VE 1 20240115 F1", "C1", 100)[:2])
    assert [fault.code for fault in intake.faults] == ["fec_unbalanced"]
    assert intake.tables == {}


def test_a_ledger_without_sales_is_told(read_fec: ReadFec) -> None:
    """Receipts alone, or headings alone: a warning, and no rows."""
    assert [f.code for f in read_fec(receipt("BQ 1 20240220 R1", "C1", "120,00")).faults] == ["fec_no_sales"]
    assert [f.code for f in read_fec([]).faults] == ["fec_no_sales"]
