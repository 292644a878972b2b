"""Merged cells, example rows and total rows are told, and money is complete."""

from __future__ import annotations

from datetime import date

from gtkit.contracts import TABLES
from gtkit.intake.files.raw import Merge, RawTable
from gtkit.intake.tables.furniture import furniture, unmerged
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
