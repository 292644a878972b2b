"""A column filled at the head of each block: filled down on engagement.toml's word alone, and one fault without it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gtkit.contracts import TABLES
from gtkit.intake import Intake, Severity, describe
from gtkit.intake.tables.blocks import filled_down, repeatable
from gtkit.intake.values.coded import Coded
from gtkit.words import Words

HEAD = "Code client;Date;Montant HT\n"
LISTED = HEAD + "".join(
    f"{'C' + str(at // 4) if at % 4 == 0 else ''};{at % 28 + 1:02}/01/2025;{at},5\n" for at in range(40)
)
Read = Callable[..., Intake]


def test_a_printed_list_is_one_fault_that_names_the_setting(read: Read) -> None:
    """Thirty blanks are one sentence at the column, with their number, that of the blocks, and the line to write."""
    (fault,) = read({"transactions": LISTED}).faults
    assert (fault.code, fault.severity, fault.column, fault.row) == ("blank_below", Severity.ERROR, "Code client", 3)
    for lang in ("fr", "en"):
        sentence = describe(fault, Words.of(lang))
        assert all(said in sentence for said in ("30", "10", 'fill_down = ["customer_id"]', "[sources.transactions]"))


def test_the_setting_fills_each_block_and_is_told(read: Read) -> None:
    """Every sale goes to the customer above it; the count of filled cells is a warning."""
    intake = read({"transactions": LISTED}, fill_down=("customer_id",))
    assert [(fault.code, fault.severity, fault.facts["n"].value) for fault in intake.faults] == [
        ("filled_down", Severity.WARNING, 30)
    ]
    assert intake.tables["transactions"].frame["customer_id"].tolist() == [f"C{at // 4}" for at in range(40)]


def test_a_total_below_a_block_names_no_customer(read: Read) -> None:
    """What stands in the column on a row of total is not carried into the next rows."""
    text = HEAD + "C1;13/01/2025;10\n;14/01/2025;5\nReport;;15\n;15/01/2025;1\nTotal C1;;16\n"
    intake = read({"transactions": text}, fill_down=("customer_id",))
    assert intake.tables["transactions"].frame["customer_id"].tolist() == ["C1", "C1", "C1"]


def test_equal_lines_of_two_blocks_are_no_duplicates(read: Read) -> None:
    """Two customers who bought the same on the same day, each at the second row of its block."""
    text = HEAD + "C1;13/01/2025;10\n;14/01/2025;5\nC2;13/01/2025;9\n;14/01/2025;5\n"
    codes = [fault.code for fault in read({"transactions": text}, fill_down=("customer_id",)).faults]
    assert codes == ["filled_down"]


def test_a_subtotal_without_a_label_is_never_a_sale(read: Read) -> None:
    """Sums below each block that bear no word: 260 € sold are 260 € read, and the two sums are counted as dropped."""
    text = (
        "Code client;Date;N° de pièce;Montant HT\nC1;13/01/2025;F1;100\n;;F2;50\n;;;150\n"
        "C2;14/01/2025;F3;70\n;15/01/2025;F4;30\n;;;100\nC3;16/01/2025;F5;10\n"
    )
    intake = read({"transactions": text}, fill_down=("customer_id", "date"))
    table = intake.tables["transactions"]
    assert table.frame["amount"].tolist() == [100, 50, 70, 30, 10]
    assert intake.understood[0].dropped == {"total": 2}


def test_an_amount_alone_that_equals_nothing_is_one_error_and_never_filled(read: Read) -> None:
    """Neither a sale nor a proved total: its row is told once, by what it is, with the setting or without."""
    text = HEAD + "C1;13/01/2025;10\n;14/01/2025;5\n;;99\nC2;14/01/2025;7\n;15/01/2025;8\n"
    for setting in ((), ("customer_id", "date")):
        errors = [f for f in read({"transactions": text}, fill_down=setting).faults if f.severity is Severity.ERROR]
        assert [(fault.code, fault.row) for fault in errors if fault.row == 4] == [("bare_amounts", 4)]
        assert not any("date" in str(fault.facts.get("setting", "")) for fault in errors)


def test_a_date_is_proposed_only_where_its_rows_say_something_else(read: Read) -> None:
    """Rows without a date that name their customer draw the setting; a label of total among them does not count."""
    text = HEAD + "C1;13/01/2025;10\nC2;;5\nC3;;6\nTotal jour;;21\nC4;14/01/2025;7\nC5;;8\n"
    (fault,) = [f for f in read({"transactions": text}).faults if f.severity is Severity.ERROR]
    assert (fault.code, fault.facts["n"].value) == ("blank_below", 3)


def test_a_code_printed_again_at_the_head_of_a_page_is_a_block_still(read: Read) -> None:
    """The last row of a page and the first of the next bear one code: the column is one fault all the same."""
    text = HEAD + f"C1;13/01/2025;1\n;14/01/2025;2\nC2;15/01/2025;3\nPage 1/2;;\n{HEAD}C2;16/01/2025;4\n;17/01/2025;5\n"
    assert [f.code for f in read({"transactions": text}).faults if f.severity is Severity.ERROR] == ["blank_below"]


@pytest.mark.parametrize(
    "rows",
    [
        ";13/01/2025;1\nC1;13/01/2025;2\n;14/01/2025;3\nC2;13/01/2025;4\n",
        "C1;13/01/2025;1\nC1;14/01/2025;2\n;15/01/2025;3\n;16/01/2025;4\n",
        "C0;13/01/2025;1\n" + "".join(f"C{n};13/01/2025;{n},25\n" for n in range(1, 40)) + ";1/1/2025;1\n;1/1/2025;2\n",
    ],
    ids=["the first is blank", "a code that repeats", "two blanks among many"],
)
def test_blanks_that_may_be_forgotten_cells_are_told_one_by_one(read: Read, rows: str) -> None:
    """Nothing is proposed where the column does not look as a printed list's does."""
    codes = {fault.code for fault in read({"transactions": HEAD + rows}).faults}
    assert "missing_value" in codes
    assert "blank_below" not in codes


def test_figures_are_never_repeated_downwards() -> None:
    """An amount counted on two rows would be money that nobody paid."""
    repeated = [column.key for column in TABLES["transactions"].columns if repeatable(column)]
    assert not {"amount", "margin", "vat", "vat_rate", "amount_with_vat"} & set(repeated)
    assert {"customer_id", "date", "invoice"} <= set(repeated)


@given(st.lists(st.sampled_from(["", "A", "B"]), max_size=20))
def test_each_cell_is_the_last_filled_one_above(cells: list[str]) -> None:
    """As a person with a pencil would do it."""
    wanted, last = [], ""
    for cell in cells:
        last = cell or last
        wanted.append(last)
    filled, n = filled_down(Coded.of(cells))
    assert list(filled) == wanted
    assert n == sum(before == "" != after for before, after in zip(cells, wanted, strict=True))


def test_a_code_that_comes_again_once_makes_no_message_a_row(read: Read) -> None:
    """Nine blanks and one repeated code are one question; as many of each are cells that somebody forgot."""
    blocks = "".join(f"C{n};13/01/2025;1\n" + "".join(f";14/0{k}/2025;{n}{k}\n" for k in range(1, 4)) for n in range(3))
    (fault,) = [
        f for f in read({"transactions": HEAD + blocks + "C9;13/01/2025;1\nC9;14/01/2025;2\n"}).faults
        if f.severity is Severity.ERROR
    ]  # fmt: skip
    assert (fault.code, fault.facts["n"].value) == ("blank_below", 9)
    again = "C1;13/01/2025;1\nC1;14/01/2025;2\n;15/01/2025;3\nC2;16/01/2025;4\nC2;17/01/2025;5\n;18/01/2025;6\n"
    codes = [f.code for f in read({"transactions": HEAD + again}).faults if f.severity is Severity.ERROR]
    assert codes == ["missing_value", "missing_value"]
