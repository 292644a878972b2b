"""Past a threshold, what was told refuses the data."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from gtkit.contracts import TABLES
from gtkit.contracts.fec import FEC_COLUMNS
from gtkit.intake import Fault, Intake, Severity, SourceSpec, Thresholds, describe, load_tables
from gtkit.intake.thresholds import FEW, judged
from gtkit.words import Words

HEAD = "Code client;Date;Montant HT;Marge\n"


def sales(folder: Path, *, rows: int, repeated: int, thresholds: Thresholds) -> Intake:
    """Sales of which some stand twice."""
    lines = [f"C{at};13/01/2025;{at + 1},5;1\n" for at in range(rows - repeated)]
    (folder / "v.csv").write_text(HEAD + "".join(lines + lines[:repeated]), encoding="utf-8")
    sources = {"transactions": SourceSpec(files=("v.csv",))}
    more = {"folder": folder, "as_of": date(2026, 6, 30), "salt": b"s" * 16, "wanted": TABLES}
    return load_tables(sources, thresholds=thresholds, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("rows", "repeated", "allowed", "severity"),
    [
        (3000, 30, 0.01, Severity.WARNING),
        (3000, 31, 0.01, Severity.ERROR),
        (3000, 31, 0.02, Severity.WARNING),
        (50, FEW, 0.01, Severity.WARNING),
        (50, FEW + 1, 0.01, Severity.ERROR),
        (50, FEW + 1, 1.0, Severity.WARNING),
    ],
)
def test_duplicates_are_told_up_to_the_share_allowed(
    tmp_path: Path, rows: int, repeated: int, allowed: float, severity: Severity
) -> None:
    """Exactly the share still passes, one row more does not; a handful passes whatever its share."""
    intake = sales(tmp_path, rows=rows, repeated=repeated, thresholds=Thresholds(duplicates_allowed=allowed))
    assert [(fault.code, fault.severity) for fault in intake.faults] == [("exact_duplicates", severity)]
    assert ("transactions" in intake.tables) is (severity is Severity.WARNING)


def test_the_sentence_tells_the_threshold_and_where_it_is_set(tmp_path: Path) -> None:
    """Share found, share allowed, section and line of engagement.toml, in both languages."""
    (fault,) = sales(tmp_path, rows=100, repeated=50, thresholds=Thresholds()).errors
    for lang, shares in (("fr", ("50\u202f%", "1,0\u202f%")), ("en", ("50%", "1.0%"))):
        told = describe(fault, Words.of(lang))
        assert all(share in told for share in shares)
        assert "[intake]" in told
        assert told.endswith("duplicates_allowed = 0.50")


def booked(folder: Path, *, nobody: int, thresholds: Thresholds) -> Intake:
    """A ledger of sales of 100, some to a customer and the others on a 411 account without auxiliary."""
    lines = []
    for at in range(100):
        sale = f"VE\tVentes\t{at}\t20250113\t{{}}\tCompte\t{{}}\t\tF{at}\t20250113\tVente\t{{}}\t{{}}\t\t\t20250113\t\t"
        lines += [
            sale.format("411000", "" if at < nobody else "C1", "100,00", ""),
            sale.format("707000", "", "", "100,00"),
        ]
    (folder / "123456789FEC20251231.txt").write_text("\n".join(["\t".join(FEC_COLUMNS), *lines]), encoding="utf-8")
    sources = {"transactions": SourceSpec(fec=("123456789FEC20251231.txt",))}
    more = {"folder": folder, "as_of": date(2026, 6, 30), "salt": b"s" * 16, "wanted": sources}
    return load_tables(sources, thresholds=thresholds, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("nobody", "allowed", "severity"),
    [
        (20, 0.2, Severity.WARNING),
        (21, 0.2, Severity.ERROR),
        (95, 0.2, Severity.ERROR),
        (100, 0.2, Severity.ERROR),
        (95, 0.95, Severity.WARNING),
        (1, 0.0, Severity.ERROR),
    ],
)
def test_sales_that_are_no_customers_refuse_a_ledger_past_the_share(
    tmp_path: Path, nobody: int, allowed: float, severity: Severity
) -> None:
    """Exactly the share allowed passes; more, up to a ledger whose sales are all nobody's, is refused whole."""
    intake = booked(tmp_path, nobody=nobody, thresholds=Thresholds(unassigned_sales_allowed=allowed))
    told = [(fault.code, fault.severity) for fault in intake.faults if fault.code != "fec_no_sales"]
    assert told == [("fec_left_no_customer", severity)]
    assert ("transactions" in intake.tables) is (severity is Severity.WARNING)


def test_the_sentence_of_a_refused_ledger_tells_the_share_and_the_remedy(tmp_path: Path) -> None:
    """What share of the sales, what is allowed, the column to export, the line that lets this file pass."""
    (fault,) = booked(tmp_path, nobody=95, thresholds=Thresholds()).errors
    for lang, shares in (("fr", ("95\u202f%", "20\u202f%")), ("en", ("95%", "20%"))):
        told = describe(fault, Words.of(lang))
        assert all(share in told for share in (*shares, "CompAuxNum", "[intake]"))
        assert told.endswith("unassigned_sales_allowed = 0.95")


def test_short_rows_are_weighed_too(read: Callable) -> None:
    """Excel drops trailing separators here and there; most rows short is another matter."""
    for short, severity in ((50, Severity.WARNING), (51, Severity.ERROR)):
        rows = [f"C{at};13/01/2025;{at},5" + ("" if at < short else ";1") + "\n" for at in range(100)]
        faults = read({"transactions": HEAD + "".join(rows)}).faults
        assert [(fault.code, fault.severity) for fault in faults] == [("short_rows", severity)]


def test_other_faults_are_left_as_they_are() -> None:
    """A warning without a threshold stays one, an error stays one."""
    for fault in (Fault(code="total_row", severity=Severity.WARNING), Fault(code="bad_date")):
        assert judged(fault, rows=1, thresholds=Thresholds(duplicates_allowed=0, short_rows_allowed=0)) == fault
