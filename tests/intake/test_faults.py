"""Faults become sentences that say where, what and what to do, in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import gtkit
from gtkit.evidence import Name, Quantity, Unit
from gtkit.intake import DataRefused, Fault, Severity, describe
from gtkit.intake.faults import HIDDEN, numbered, shortened
from gtkit.words import Words, keys

FR, EN = Words.of("fr"), Words.of("en")


def test_a_fault_is_said_in_both_languages() -> None:
    """File, sheet, row, column, value, and the nearest name."""
    fault = Fault(
        code="unknown_reference",
        file="intake.xlsx",
        sheet="Temps",
        row=12,
        column="Code client",
        value="C04",
        facts={"n": Quantity(2, Unit.COUNT), "other_fr": "Clients", "other_en": "Customers", "nearest": "C042"},
    )
    assert describe(fault, EN) == (
        "intake.xlsx, sheet “Temps”, row 12, column “Code client”: “C04” is not in the table “Customers” (2 rows). "
        "Add it, or correct the code. Did you mean “C042”?"
    )
    assert describe(fault, FR).replace("\u00a0", " ").replace("\u202f", " ") == (
        "intake.xlsx, feuille « Temps », ligne 12, colonne « Code client » : « C04 » ne figure pas dans la table "
        "« Clients » (2 lignes concernées). Ajoutez-le, ou corrigez le code. Vouliez-vous dire « C042 » ?"
    )


def test_a_missing_column_is_named_in_the_readers_language() -> None:
    """The heading asked for is French for a French reader, English for an English one."""
    facts = {"found": (Name("A"),), "nearest": "", "column_fr": "Montant HT", "column_en": "Amount excl. VAT"}
    facts["setting"] = Name('columns = { amount = "…" }')
    fault = Fault(code="missing_column", file="v.csv", column="Montant HT", facts=facts)
    assert "“Amount excl. VAT”" in describe(fault, EN)
    assert "Did you mean" not in describe(fault, EN)


def test_a_value_that_looks_like_a_template_stays_as_it_is() -> None:
    """Data are never read as a format."""
    assert "“{0.__class__}”" in describe(Fault(code="bad_date", value="{0.__class__}"), EN)


def test_every_code_raised_has_its_sentence() -> None:
    """No fault of the sources is without words, and no sentence is without a fault."""
    text = "".join(file.read_text(encoding="utf-8") for file in Path(gtkit.__file__).parent.rglob("*.py"))
    said = {key.removeprefix("fault.") for key in keys("fr") if key.startswith("fault.")}
    codes = {code for code in said if not code.startswith("place.") and code not in {"sentence", "nearest", "allowed"}}
    assert {code for code in codes if f'"{code}"' not in text} == set()
    own = "".join(file.read_text(encoding="utf-8") for file in Path(gtkit.__file__).parent.glob("intake/**/*.py"))
    raised = set(re.findall(r'(?:Problem\(|Fault\(code=|_fault\()\s*"([a-z_0-9]+)"', own)) - {"none"}
    assert len(raised) > 30
    assert raised <= codes


@pytest.mark.parametrize(("value", "short"), [("a\nb\t c", "a b c"), ("x" * 80, "x" * 59 + "…"), ("\x1b[31m", "[31m")])
def test_a_value_is_shown_on_one_line_without_control_signs(value: str, short: str) -> None:
    """A message stays one line, and nothing in it drives a terminal."""
    assert shortened(value) == short


def test_the_refusal_carries_every_fault() -> None:
    """Warnings come along; the error's own facts count the errors only."""
    faults = [Fault(code="total_row", severity=Severity.WARNING), Fault(code="bad_date", file="v.csv")]
    refused = DataRefused(faults)
    assert (refused.faults, refused.found, refused.where) == (tuple(faults), 1, "v.csv")
    assert HIDDEN not in str(refused)


@pytest.mark.parametrize(("n", "listed"), [(2, "4 et 7)"), (3, "4 et 7…)")])
def test_a_list_of_rows_says_that_it_goes_on_only_where_it_does(n: int, listed: str) -> None:
    """Two rows of two are all of them; two of three are not."""
    rows = (Name("4"), Name("7"))
    fault = Fault(code="subtotal_rows", row=4, facts={"n": Quantity(n, Unit.COUNT), "rows": rows})
    assert listed in describe(fault, Words.of("fr"))


def test_rows_are_numbered_and_the_first_listed() -> None:
    """Five at most stand in the sentence; all are counted."""
    facts = numbered(list(range(2, 12)))
    assert facts["n"] == Quantity(10, Unit.COUNT)
    assert len(facts["rows"]) == 5  # type: ignore[arg-type]
