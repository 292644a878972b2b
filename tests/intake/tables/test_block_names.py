"""A name that changes where the code is blank is another customer, whatever engagement.toml says of blanks."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gtkit.intake import Intake, Severity, describe
from gtkit.intake.files.raw import RawTable
from gtkit.intake.tables.block_names import OtherName, other_names
from gtkit.intake.values.coded import Coded
from gtkit.words import Words

LISTED = (
    "Code client;{};Date;Montant HT\nC1;DUPONT;13/01/2025;100\n;;13/02/2025;50\n;MARTIN SA;14/01/2025;70\n"
    ";;15/01/2025;30\nC3;PETIT;16/01/2025;10\nC4;ROUX;16/01/2025;20\n;;17/01/2025;5\n"
)
Read = Callable[..., Intake]


@pytest.mark.parametrize("setting", [(), ("customer_id",)], ids=["unsaid", "fill_down"])
@pytest.mark.parametrize("heading", ["Client", "Raison sociale", "Compte tiers"])
def test_a_new_name_without_a_code_is_refused_with_both_names(
    read: Read, heading: str, setting: tuple[str, ...]
) -> None:
    """By its heading, or because each block begins with one of its own: the row is told, and DUPONT gets no 70 €."""
    intake = read({"transactions": LISTED.format(heading)}, fill_down=setting)
    (fault,) = [fault for fault in intake.faults if fault.code == "other_name"]
    assert (fault.severity, fault.row, fault.column) == (Severity.ERROR, 4, "Code client")
    for lang in ("fr", "en"):
        assert all(name in describe(fault, Words.of(lang)) for name in ("DUPONT", "MARTIN SA"))


def test_the_name_repeated_in_its_block_is_no_other(read: Read) -> None:
    """In other letters too: the setting fills the block."""
    text = "Code client;Client;Date;Montant HT\nC1;Dupont;13/01/2025;1\n;DUPONT;14/01/2025;2\nC2;Roux;15/01/2025;3\n"
    frame = read({"transactions": text}, fill_down=("customer_id",)).tables["transactions"].frame
    assert frame["customer_id"].tolist() == ["C1", "C1", "C2"]


@pytest.mark.parametrize(
    "heads",
    [("Vis", "Vis", "Vis"), ("F1", "F2", "F3")],
    ids=["a family that several customers buy", "a number printed once an invoice"],
)
def test_a_column_that_names_no_customer_may_change_in_a_block(heads: tuple[str, str, str]) -> None:
    """What several blocks begin with, or what bears figures, is not a customer's name."""
    texts = [heads[0], "", "Clous", heads[1], "", heads[2], ""]
    codes = Coded.of(["C1", "", "", "C2", "", "C3", ""])
    raw = RawTable(file="x", sha256="", headings=("Code", "Famille"), columns=(codes, texts), rows=tuple(range(2, 9)))
    assert other_names(raw, codes, {"customer_id": 0}, ()) == []


@given(st.lists(st.sampled_from(["", "A", "B"]), min_size=1, max_size=12))
def test_each_change_of_name_below_a_code_is_told_once(names: list[str]) -> None:
    """As a reader would count them, down the page."""
    texts = ["A", *names]
    codes = Coded.of(["C1", *[""] * len(names)])
    raw = RawTable(
        file="x", sha256="", headings=("Code", "Nom"), columns=(codes, texts), rows=tuple(range(2, 2 + len(texts)))
    )
    wanted, last = [], "A"
    for at, name in enumerate(names, 1):
        if name and name != last:
            wanted.append(OtherName(at, last, name))
        last = name or last
    assert other_names(raw, codes, {"customer_id": 0}, ()) == wanted
