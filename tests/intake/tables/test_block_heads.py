"""A customer on a row of its own gives its code to the lines below, or the remedy that has it do so is named."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gtkit.contracts import TABLES
from gtkit.intake import Fault, Severity, describe
from gtkit.intake.files.csv_file import read_csv
from gtkit.intake.tables.block_heads import BlockHeads, block_heads, customer_lacking
from gtkit.intake.tables.part import Part, read_part
from gtkit.intake.values.coded import Coded
from gtkit.words import Words

SALES = TABLES["transactions"]
HEAD = "Code client;Date;N° de pièce;Montant HT\n"
LINES = (";13/01/2025;F1;100\n;14/01/2025;F2;50\n", ";13/01/2025;F3;10\n")
DOWN = ("customer_id",)


def _part(text: str, *, head: str = HEAD, fill_down: tuple[str, ...] = ()) -> Part:
    raw = read_csv((head + text).encode(), file="v.csv", sha256="")
    return read_part(raw, SALES, {}, as_of=date(2026, 6, 30), currency="EUR", fill_down=fill_down)


def _errors(part: Part) -> list[Fault]:
    return [fault for fault in part.faults if fault.severity is Severity.ERROR]


def _blocks(first: str, second: str, *, total: str = "") -> str:
    return f"{first};;;\n{LINES[0]}{total}{second};;;\n{LINES[1]}"


@pytest.mark.parametrize(
    ("first", "second", "codes"),
    [
        ("Client : C001 DUPONT", "Client : C002 MARTIN", ("C001", "C002")),
        ("Code client: C001", "Code client: C002", ("C001", "C002")),
        ("Client n° 12 - DUPONT", "Client n° 131 - MARTIN", ("12", "131")),
        ("Compte client 411DUP1 Dupont", "Compte client 411MAR1 Martin", ("411DUP1", "411MAR1")),
        ("Customer: C001 Dupont", "Customer: C002 Martin", ("C001", "C002")),
        ("Client : DUPONT SA", "Client : MARTIN", ("DUPONT SA", "MARTIN")),
        ("Client : 3 SUISSES", "Client : MARTIN", ("3 SUISSES", "MARTIN")),
        ("C001 DUPONT", "C002 MARTIN", ("C001", "C002")),
        ("C001", "CL12", ("C001", "CL12")),
    ],
)
def test_the_lines_below_have_the_customer_above(first: str, second: str, codes: tuple[str, str]) -> None:
    """Refused with one message and its setting; written, each line is its customer's, and what was read is told."""
    text = _blocks(first, second, total="Total client;;;150\n")
    (fault,) = _errors(_part(text))
    assert (fault.code, fault.row, fault.others) == ("block_heads", 2, (6,))
    for lang in ("fr", "en"):
        said = describe(fault, Words.of(lang))
        assert all(word in said for word in ('fill_down = ["customer_id"]', first, codes[0], "[sources.transactions]"))
    part = _part(text, fill_down=DOWN)
    assert _errors(part) == []
    assert part.frame["customer_id"].tolist() == [codes[0], codes[0], codes[1]]
    assert (part.frame["amount"].sum(), dict(part.dropped)) == (160.0, {"block_head": 2, "total": 1})
    (told,) = [fault for fault in part.faults if fault.code == "block_heads_read"]
    assert all(word in describe(told, Words.of("fr")) for word in (first, codes[0]))


def test_a_name_that_nothing_calls_a_customer_is_asked_about() -> None:
    """It might be the foot of a page: one message, and what it says to write is read."""
    text = _blocks("DUPONT SA", "MARTIN")
    for down in ((), DOWN):
        (fault,) = _errors(_part(text, fill_down=down))
        assert (fault.code, fault.row, fault.others) == ("block_heads_bare", 2, (5,))
        assert "Client : DUPONT SA" in describe(fault, Words.of("en"))
        assert 'fill_down = ["customer_id"]' in describe(fault, Words.of("fr"))
    part = _part(_blocks("Client : DUPONT SA", "Client : MARTIN"), fill_down=DOWN)
    assert part.frame["customer_id"].tolist() == ["DUPONT SA", "DUPONT SA", "MARTIN"]


def test_a_file_without_the_column_says_where_the_customer_stands() -> None:
    """With the column added, blank, and the setting, each line is its customer's."""
    head, text = "Date;N° de pièce;Montant HT", "Client : C001 DUPONT;;\n13/01/2025;F1;100\n14/01/2025;F2;50\n"
    (fault,) = _errors(_part(text, head=head + "\n"))
    assert (fault.code, fault.row) == ("customer_above", 2)
    for lang, heading in (("fr", "Code client"), ("en", "Customer code")):
        said = describe(fault, Words.of(lang))
        assert heading in said
        assert 'fill_down = ["customer_id"]' in said
        added = "".join(f"{line};\n" for line in text.splitlines())
        part = _part(added, head=f"{head};{heading}\n", fill_down=DOWN)
        assert (_errors(part), part.frame["customer_id"].tolist()) == ([], ["C001", "C001"])


def test_the_faults_of_other_columns_stay() -> None:
    """Where no row names a customer, or no customer lacks, they are as they came."""
    raw = read_csv(b"Date;Montant HT\n13/01/2025;5\nx;\n", file="v.csv", sha256="")
    lacking = Fault(code="missing_column", column="Code client")
    for faults in ([lacking], [Fault(code="heading_twice", column="Date")]):
        assert customer_lacking(faults, raw, SALES) == (faults, frozenset())


def test_two_customers_of_one_code_are_refused() -> None:
    """C001 DUPONT and C001 DURAND; the same customer on two pages is one."""
    (fault,) = _errors(_part(_blocks("Client : C001 DUPONT", "Client : C001 DURAND"), fill_down=DOWN))
    assert (fault.code, fault.row) == ("block_heads_clash", 5)
    assert "C001 DURAND" in describe(fault, Words.of("fr"))
    assert _errors(_part(_blocks("Client : C001 DUPONT", "Client : C001 Dupont"), fill_down=DOWN)) == []


def test_lines_that_bear_their_own_code_keep_it() -> None:
    """The rows above them are left out all the same."""
    text = _blocks("Client : C001 DUPONT", "Client : C002 MARTIN").replace(";13/", "C7;13/").replace(";14/", "C8;14/")
    part = _part(text, fill_down=DOWN)
    assert (_errors(part), part.frame["customer_id"].tolist()) == ([], ["C7", "C8", "C7"])


@pytest.mark.parametrize("down", [(), DOWN])
def test_a_row_that_lacks_its_date_and_amount_is_no_head(down: tuple[str, ...]) -> None:
    """Among rows that bear their own code, it is asked about cell by cell."""
    part = _part("C1;13/01/2025;F1;100\nC2;;;\nC3;14/01/2025;F2;50\n", fill_down=down)
    assert [(fault.code, fault.row) for fault in _errors(part)] == [("missing_value", 3)] * 2


def test_a_text_of_another_form_is_no_head() -> None:
    """The address under a customer gives nothing to the lines below: it is refused."""
    text = _blocks("C001 DUPONT", "C002 MARTIN").replace("C002", "12 rue de la Paix;;;\nC002") + "C003 D;;;\n"
    assert {fault.row for fault in _errors(_part(text, fill_down=DOWN))} == {5}


@pytest.mark.parametrize("text", ["Clients douteux", "Total client", "Sous-total : C001", "Client :", "Client"])
def test_what_names_no_customer_is_none(text: str) -> None:
    """Alone on its row above blank customers, it gives nothing."""
    cells = {"customer_id": Coded.of([text, "", ""]), "date": Coded.of(["", "13/01/2025", "14/01/2025"])}
    assert block_heads(cells, ()).codes == {}


def test_a_table_without_such_rows_says_nothing() -> None:
    """Nor does one without the column, or a file of which every row is filled."""
    assert block_heads({"date": Coded.of(["", "x"])}, ()) == BlockHeads()
    assert block_heads({"customer_id": Coded.of(["C1", ""]), "date": Coded.of(["x", "y"])}, ()) == BlockHeads()


code = st.from_regex(r"C[0-9]{3}", fullmatch=True)


@given(st.lists(st.tuples(code, st.integers(1, 4)), min_size=1, max_size=6))
def test_a_list_by_blocks_reads_as_one_with_a_code_on_each_line(blocks: list[tuple[str, int]]) -> None:
    """Whatever the blocks."""
    lines = [f"13/01/2025;F{n};{n + 1}" for n in range(sum(n for _, n in blocks))]
    flat, printed, at = "", "", 0
    for who, n in blocks:
        printed += f"Client : {who} Dupont;;;\n" + "".join(f";{line}\n" for line in lines[at : at + n])
        flat += "".join(f"{who};{line}\n" for line in lines[at : at + n])
        at += n
    one, other = _part(printed, fill_down=DOWN), _part(flat)
    assert one.frame.equals(other.frame)
