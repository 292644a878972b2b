"""A customer that stands for many is told, with what it weighs; a customer that has the word in its name is not."""

from __future__ import annotations

import pytest

from gtkit.evidence import Name, Quantity, Unit
from gtkit.intake import Severity, describe
from gtkit.words import Words

from .conftest import ReadFec, invoice


@pytest.mark.parametrize(
    ("customer", "more"),
    [
        ("", {"CompteNum": "411DIVERS"}),
        ("", {"CompteNum": "411099", "CompteLib": "Clients divers"}),
        ("CDIVERS", {}),
        ("C999", {"CompAuxLib": "CLIENTS DIVERS"}),
        ("C999", {"CompAuxLib": "Ventes au comptant"}),
        ("C999", {"CompAuxLib": "Sundry customers"}),
    ],
)
def test_an_account_of_many_is_told_with_its_share(read_fec: ReadFec, customer: str, more: dict[str, str]) -> None:
    """By its number or its name, of the account or the auxiliary one: its sales, their sum and share."""
    lines = invoice("VE 1 20240115 F1", customer, 300, **more) + invoice("VE 2 20240116 F2", customer, 60, **more)
    intake = read_fec(lines + invoice("VE 3 20240117 F3", "C1", 40))
    (fault,) = [fault for fault in intake.faults if fault.code == "fec_catch_all"]
    assert (fault.severity, fault.row) == (Severity.WARNING, 3)
    assert fault.facts["customer"] == Name(customer or more["CompteNum"])
    assert [fault.facts[key] for key in ("n", "amount", "share")] == [
        Quantity(2, Unit.COUNT),
        Quantity(360.0, Unit.MONEY),
        Quantity(0.9, Unit.SHARE),
    ]
    assert "90" in describe(fault, Words.of("fr"))
    assert intake.errors == ()


@pytest.mark.parametrize("name", ["DIVERSIFIE SA", "Divers Plongée SARL", "Le Comptant Moderne", "Passage 31"])
def test_a_name_that_holds_the_word_is_a_customer(read_fec: ReadFec, name: str) -> None:
    """Nothing is told."""
    intake = read_fec(invoice("VE 1 20240115 F1", "C7", 100, CompAuxLib=name))
    assert "fec_catch_all" not in {fault.code for fault in intake.faults}
