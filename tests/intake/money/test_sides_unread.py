"""Two sides beside an amount tell its sign, or the file is refused with the line that has them read."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gtkit.intake import Intake, describe
from gtkit.words import Words

from .conftest import Settle

HEAD = "Code client;Date;N° de pièce;Montant HT;{};{}\n"
ROWS = "C1;13/01/2025;F1;100,00;120,00;\nC1;14/01/2025;A1;40,00;;48,00\nC1;15/01/2025;F3;50,00;60,00;\n"
SIDES = ("Débit", "Crédit")


def amounts(intake: Intake) -> list[float]:
    """Amounts of a sound intake, to the cent."""
    assert intake.errors == ()
    return [round(amount, 2) for amount in intake.tables["transactions"].frame["amount"]]


def followed(intake: Intake, code: str) -> dict[str, str]:
    """The columns that the one error of an intake says to write, as TOML reads them, in both languages."""
    (fault,) = intake.errors
    assert fault.code == code
    lines = set()
    for lang in ("fr", "en"):
        said = describe(fault, Words.of(lang))
        start = said.index("columns = {")
        lines.add(said[start : said.index("}", start) + 1])
    (line,) = lines
    columns: dict[str, str] = tomllib.loads(line)["columns"]
    return columns


def test_the_side_of_a_line_tells_the_sign_of_its_amount(settle: Settle) -> None:
    """An unsigned amount in Crédit is a credit note, and what told it is told."""
    intake = settle(HEAD.format(*SIDES) + ROWS)
    assert amounts(intake) == [100.0, -40.0, 50.0]
    assert intake.faults == ()
    (file,) = intake.understood
    assert file.sales is not None
    assert file.sales.signed is not None
    assert (file.sales.signed.formula, file.sales.signed.lines) == ("Débit | Crédit", 1)


def test_sales_in_credit_are_refused_until_it_is_said(settle: Settle) -> None:
    """The other way round nothing is guessed; once sales_side is written, the debit is the credit note."""
    text = HEAD.format(*reversed(SIDES)) + ROWS
    (fault,) = settle(text).errors
    assert (fault.code, fault.headings) == ("sides_doubtful", ("Débit", "Crédit"))
    assert "colonnes « Débit » et « Crédit »" in describe(fault, Words.of("fr")).replace("\u00a0", " ")
    assert "columns “Débit” and “Crédit”" in describe(fault, Words.of("en"))
    assert amounts(settle(text, sales_side="credit")) == [100.0, -40.0, 50.0]


def test_amounts_that_bear_their_sign_stand(settle: Settle) -> None:
    """The side agrees, or stands for nothing: a line on both sides, a line on none."""
    rows = ROWS.replace(";40,00;", ";-40,00;") + "C2;16/01/2025;F4;10,00;12,00;12,00\nC2;17/01/2025;F5;5,00;;\n"
    assert amounts(settle(HEAD.format(*SIDES) + rows)) == [100.0, -40.0, 50.0, 10.0, 5.0]


def test_some_signed_and_some_not_are_refused(settle: Settle) -> None:
    """As many credit notes with a sign as without: which of them count is not known."""
    rows = ROWS + "C2;16/01/2025;A2;-10,00;;12,00\n"
    (fault,) = settle(HEAD.format(*SIDES) + rows).errors
    assert (fault.code, fault.row, fault.others) == ("credit_signs_mixed", 3, (5,))


def test_margin_and_amount_take_the_sign_together(settle: Settle) -> None:
    """The margin of a credit note is lost too."""
    text = HEAD.format(*SIDES).replace("\n", ";Marge\n") + ROWS.replace("\n", ";4,00\n")
    frame = settle(text).tables["transactions"].frame
    assert frame["margin"].tolist() == [4.0, -4.0, 4.0]


@pytest.mark.parametrize("names", [("Mvt débit", "Mvt crédit"), ("Débit EUR", "Crédit EUR"), ("Débit", "Crédit TTC")])
def test_sides_under_other_headings_are_refused_and_read_once_named(settle: Settle, names: tuple[str, str]) -> None:
    """They would have counted the credit note as a sale: the line to write is whole, and following it reads it."""
    text = HEAD.format(*names) + ROWS
    columns = followed(settle(text), "sides_untold")
    assert columns == {"debit": names[0], "credit": names[1]}
    assert amounts(settle(text, columns=columns)) == [100.0, -40.0, 50.0]


def test_a_stray_word_in_a_side_hides_nothing(settle: Settle) -> None:
    """Most of its cells are amounts: the sides are asked for all the same, and the word is told once they are read."""
    text = HEAD.format("Mvt débit", "Mvt crédit") + ROWS + "C1;16/01/2025;F4;5,00;x;\n"
    columns = followed(settle(text), "sides_untold")
    assert [(fault.code, fault.row) for fault in settle(text, columns=columns).errors] == [("bad_number", 5)]


def test_sides_taken_for_something_else_are_refused_and_read_once_named(settle: Settle) -> None:
    """The line to write keeps what else was said, and drops what the sides stood for."""
    text = HEAD.format(*SIDES).replace("Code client", "Tiers") + ROWS
    said = {"customer_id": "Tiers", "amount_with_vat": "Débit", "margin": "Crédit"}
    columns = followed(settle(text.replace("Montant HT", "Net"), columns=said, vat_rate=0.2), "side_as_amount")
    assert columns == {"customer_id": "Tiers", "debit": "Débit", "credit": "Crédit"}
    columns = followed(settle(text, columns={"customer_id": "Tiers", "margin": "Crédit"}), "sides_untold")
    assert columns == {"customer_id": "Tiers", "debit": "Débit", "credit": "Crédit"}
    assert amounts(settle(text, columns=columns)) == [100.0, -40.0, 50.0]


@pytest.mark.parametrize("blank", ["", "0,00"])
@pytest.mark.parametrize("key", ["amount", "amount_with_vat"])
def test_one_side_named_as_the_amount_is_refused_and_both_are_read(settle: Settle, key: str, blank: str) -> None:
    """Whatever stands on the other side of a line, nothing or 0; one message, however many lines there are."""
    text = "Code client;Date;Débit TTC;Crédit TTC\n"
    text += f"C0;13/01/2025;100,00;{blank}\nC1;14/02/2025;140,00;{blank}\nC1;20/10/2025;{blank};60,00\n"
    intake = settle(text, columns={key: "Débit TTC"}, vat_rate=0.2)
    columns = followed(intake, "side_as_amount")
    for lang in ("fr", "en"):
        said = describe(intake.errors[0], Words.of(lang))
        assert "Débit TTC + Crédit TTC" not in said
        assert key in said
    assert columns == {"debit": "Débit TTC", "credit": "Crédit TTC"}
    assert amounts(settle(text, columns=columns, vat_rate=0.2)) == [83.33, 116.67, -50.0]


def test_the_side_of_credit_named_as_the_amount_says_what_else_to_write(settle: Settle) -> None:
    """Sales in credit: following both lines reads the debit as the credit note."""
    text = "Code client;Date;Débit;Crédit\nC1;13/01/2025;;100\nC1;14/02/2025;40;\n"
    intake = settle(text, columns={"amount": "Crédit"})
    columns = followed(intake, "side_as_amount_credit")
    assert all('sales_side = "credit"' in describe(intake.errors[0], Words.of(lang)) for lang in ("fr", "en"))
    assert amounts(settle(text, columns=columns, sales_side="credit")) == [100.0, -40.0]


@pytest.mark.parametrize(
    ("names", "rows"),
    [
        (("Compte débit", "Compte crédit"), "C1;13/01/2025;F1;100;411000;707000\n"),
        (("Date de débit", "Date de crédit"), "C1;13/01/2025;F1;100;;14/01/2025\n"),
        (("Débit EUR", "Crédit EUR"), "C1;13/01/2025;F1;100;120;120\nC1;14/01/2025;F2;50;60;0\n"),
        (("Débit EUR", "Crédit EUR"), "C1;13/01/2025;F1;100;120;\nC1;14/01/2025;A1;-50;;60\n"),
    ],
    ids=["accounts", "dates", "what was paid of each invoice", "signed already"],
)
def test_columns_that_change_no_sign_refuse_nothing(settle: Settle, names: tuple[str, str], rows: str) -> None:
    """What tells no side, or says what the sign says."""
    assert settle(HEAD.format(*names) + rows).errors == ()


cents = st.integers(1, 10**6)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(cents, st.booleans()), min_size=1, max_size=8), st.sampled_from(["debit", "credit"]))
def test_a_line_counts_for_its_amount_on_the_side_where_it_stands(
    settle: Settle, lines: list[tuple[int, bool]], side: str
) -> None:
    """Whatever the lines: positive on the side of sales, negative on the other, to the cent."""
    text = HEAD.format(*SIDES) + "".join(
        f"C{at};13/01/2025;F{at};{c / 100:.2f};{'' if credit else '7'};{'7' if credit else ''}\n"
        for at, (c, credit) in enumerate(lines)
    ).replace(".", ",")
    expected = [(-c if credit == (side == "debit") else c) / 100 for c, credit in lines]
    assert amounts(settle(text, sales_side=side)) == expected
