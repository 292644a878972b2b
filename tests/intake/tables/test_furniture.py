"""Merged cells, example rows and total rows are told, and money is complete."""

from __future__ import annotations

from datetime import date

import pytest

from gtkit.contracts import TABLES
from gtkit.intake.faults import Severity
from gtkit.intake.files.csv_file import read_csv
from gtkit.intake.files.raw import Merge, RawTable
from gtkit.intake.tables.furniture import furniture, unmerged
from gtkit.intake.tables.part import Part, read_part
from gtkit.intake.values.reading import read_column

COSTS, SALES = TABLES["service_costs"], TABLES["transactions"]


def test_a_merged_name_stands_for_each_of_its_rows_and_an_amount_is_counted_once() -> None:
    """Three invoices under one merged customer keep their customer; one merged amount is not tripled."""
    merges = (Merge(column=0, first=2, last=4), Merge(column=1, first=2, last=4))
    raw = RawTable(
        file="x.xlsx",
        sha256="",
        headings=("Code client", "Montant HT"),
        columns=(("C1", "", "", "C2"), (300.0, "", "", 5.0)),
        rows=(2, 3, 4, 5),
        merges=merges,
    )
    columns, faults = unmerged(raw, SALES, {"customer_id": 0, "amount": 1})
    assert columns == {"customer_id": ["C1", "C1", "C1", "C2"], "amount": [300.0, "", "", 5.0]}
    assert [(f.code, f.row, f.column) for f in faults] == [
        ("merged_cells", 2, "Code client"),
        ("merged_amounts", 2, "Montant HT"),
    ]


def _costs(*rows: tuple[object, ...], examples: tuple[int, ...] = ()) -> tuple[dict[int, str], list[str]]:
    """What is no data in a table of service costs, and the codes told."""
    columns = tuple(zip(*rows, strict=True))
    raw = RawTable(file="x", sha256="", columns=columns, rows=tuple(range(2, len(rows) + 2)), examples=examples)  # type: ignore[arg-type]
    keys = COSTS.keys[: len(columns)]  # a file may lack the last, which are optional
    cells = dict(zip(keys, columns, strict=True))
    readings = {
        key: read_column(column, COSTS.column(key), as_of=date(2026, 6, 30))  # type: ignore[arg-type]
        for key, column in cells.items()
    }
    places = {key: at for at, key in enumerate(keys)}
    out, _, faults = furniture(raw, COSTS, cells, readings, dict(zip(keys, keys, strict=True)), places)  # type: ignore[arg-type]
    return out, [fault.code for fault in faults]


EXAMPLE = ("Commerce", 320000.0, 8040, "82 %")


def test_the_example_row_is_left_out_only_while_it_is_one() -> None:
    """Marked and unchanged it goes; changed it is data, and told; unmarked it is data."""
    assert _costs(EXAMPLE, ("Achats", 1.0, 2, ""), examples=(2,)) == ({0: "example"}, [])
    assert _costs(("Commerce", 310000.0, 8040, 0.82), examples=(2,)) == ({}, ["example_changed"])
    assert _costs(EXAMPLE) == ({}, [])


def test_a_total_row_goes_and_is_told_whether_it_agrees() -> None:
    """A wrong total is an error for each sound column that it is wrong in, and is still no data."""
    rows = (("A", 10.0, 5, ""), ("B", 20.0, 6, ""))
    assert _costs(*rows, ("Total", 30.0, "", "")) == ({2: "total"}, ["total_row"])
    assert _costs(*rows, ("Total", 31.0, "", "")) == ({2: "total"}, ["total_mismatch"])
    assert _costs(rows[0], ("B", "2O", 6, ""), ("Total", 31.0, "", "")) == ({2: "total"}, [])


def _account(*foot: str) -> Part:
    """150 in debit and 30 in credit, and what stands below."""
    rows = ("C1;13/01/2025;F1;100;", "C1;14/01/2025;A1;;30", "C2;14/01/2025;F2;50;", *foot)
    text = "Code client;Date;N° de pièce;Débit;Crédit\n" + "".join(f"{row}\n" for row in rows)
    raw = read_csv(text.encode(), file="v.csv", sha256="")
    return read_part(raw, SALES, {}, as_of=date(2026, 6, 30), currency="EUR")


@pytest.mark.parametrize(
    "foot",
    [
        ("Total;;;150;30",), ("Total;;;120;",), (";;;120;",), ("Solde;;;120;",), ("Solde au 31/12/2025;;;120;",),
        ("Total;;;150;30", "Solde;;;120;"), ("Total;;;150;30", "Total net;;;120;"), ("Total;;;150;30", ";;;120;"),
        ("Total général;;;150;30", "Solde général;;;120;"),
    ],
)  # fmt: skip
def test_totals_at_the_foot_of_an_account_are_proved_net_of_both_sides(foot: tuple[str, ...]) -> None:
    """Each side, their difference, or both below each other: told, left out, and the three lines stand."""
    part = _account(*foot)
    assert {fault.severity for fault in part.faults} == {Severity.WARNING}
    assert (len(part.frame), dict(part.dropped)) == (3, {"total": len(foot)})


@pytest.mark.parametrize(
    ("foot", "code"),
    [
        (("Total;;;121;",), "total_mismatch"), (("Solde;;;121;",), "subtotal_wrong"),
        (("Total;;;150;30", "Solde;;;119;"), "subtotal_wrong"), (("Total;;;;120",), "total_mismatch"),
    ],
)  # fmt: skip
def test_totals_at_the_foot_that_no_side_proves_are_refused(foot: tuple[str, ...], code: str) -> None:
    """A euro off, or on the wrong side: something was lost."""
    assert code in [fault.code for fault in _account(*foot).faults if fault.severity is Severity.ERROR]


def test_what_is_called_a_balance_is_counted_where_it_is_a_line() -> None:
    """A product of the sales, an opening balance: no total, and no row is lost."""
    text = "Code client;Date;Montant HT;Produit\nC1;13/01/2025;100;Solde d'été\nC2;14/01/2025;50;Soldes de janvier\n"
    raw = read_csv(text.encode(), file="v.csv", sha256="")
    part = read_part(raw, SALES, {}, as_of=date(2026, 6, 30), currency="EUR")
    assert (len(part.frame), part.faults) == (2, ())
