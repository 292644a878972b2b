"""Names compared as people write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gtkit.contracts import TABLES
from gtkit.intake.names import folded, named, nearest, side_of


@pytest.mark.parametrize("written", ["Montant HT", "montant_ht", " MONTANT-ht *", "Montânt\u00a0HT"])
def test_what_people_write_differently_does_not_count(written: str) -> None:
    """Case, accents, spaces, underscores and marks are folded away."""
    assert folded(written) == "montant ht"


@given(st.text(max_size=30))
def test_folding_twice_is_folding_once(text: str) -> None:
    """Folding is settled at the first stroke."""
    assert folded(folded(text)) == folded(text)


def test_the_nearest_name_is_given_as_it_was_written() -> None:
    """The hint can be copied; a far name gives none."""
    assert nearest("Montan HT", ["Date", "Montant HT"]) == "Montant HT"
    assert nearest("xyz", ["Date"]) == ""


def test_a_table_and_a_column_are_told_in_the_readers_language() -> None:
    """French or English, from the contract."""
    table = TABLES["time"]
    assert (named(table, "fr"), named(table.column("hours"), "en")) == ("Temps", "Hours")


@pytest.mark.parametrize(
    ("heading", "side"),
    [
        *(("Débit", "debit"), ("Montant DEBIT (EUR)", "debit"), ("Total credit", "credit"), ("Haben", "credit")),
        *(("Sens débit/crédit", ""), ("Facture créditée", ""), ("Credit note no.", ""), ("Crédits d'avoir", "")),
    ],
)
def test_a_heading_names_a_side_by_its_word_alone(heading: str, side: str) -> None:
    """Both sides at once are none; a credit note, or what is credited, is no side of an account."""
    assert side_of(heading) == side
