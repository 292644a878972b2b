"""Numbers of invoices as people copy them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gtkit.intake.fec.references import bare, number_of, spelled

LETTERS = st.text("ABFVX", min_size=1, max_size=3)
DIGITS = st.text("0123456789", min_size=3, max_size=6)
SEPARATORS = st.sampled_from(["", " ", "-", "/", "_", "."])


def names(label: str, own: str = "") -> set[str]:
    """All that a label could name."""
    return {name for _, _, name, _ in spelled(label, own=own)}


@given(LETTERS, DIGITS, SEPARATORS, SEPARATORS)
def test_a_reference_is_found_whatever_its_separators(letters: str, digits: str, one: str, other: str) -> None:
    """Copied with another separator, lower case, behind a prefix: it is among what the label names."""
    copied = f"{letters}{one}{digits}".casefold()
    for label in (f"Avoir {copied}", f"Avoir/{copied}, retour", f"AV s/{copied}", copied):
        assert bare(f"{letters}{other}{digits}") in names(label)


@given(LETTERS, DIGITS, DIGITS)
def test_a_reference_is_never_cut_out_of_a_longer_one(letters: str, digits: str, more: str) -> None:
    """Held together by a sign without space, before or behind."""
    own = bare(letters + digits)
    for label in (f"{letters}{digits}-{more}", f"{more}/{letters}{digits}", f"{letters}-{digits}.{more}"):
        assert own not in names(label) - {bare(label)}


@given(st.text(max_size=60))
def test_any_text_is_read(label: str) -> None:
    """Whatever the signs, what is named holds a digit and three signs at least."""
    for name in names(label):
        assert len(name) >= 3
        assert any(sign.isdigit() for sign in name)


@pytest.mark.parametrize(
    ("label", "own", "named"),
    [
        ("Avoir 0002", "", {"avoir0002"}),
        ("Avoir facture 0002", "", {"avoirfacture0002", "facture0002", "0002"}),
        ("AV 0007 sur 0002", "AV0007", {"0002", "sur0002"}),
        ("retour du 15/01/2024", "", set()),
        ("le 15.01.24 FA1", "", {"leFA1".casefold(), "fa1"}),
    ],
)
def test_what_a_label_names(label: str, own: str, named: set[str]) -> None:
    """Bare digits behind a word that announces them, no date, not the document's own reference."""
    assert names(label, own) == named


def test_the_number_of_a_reference() -> None:
    """One run of digits behind letters, else none."""
    assert [number_of(name) for name in ("FA0002", "fa-0002", "0002", "2024-0002", "FA2B3", "")] == [
        "0002",
        "0002",
        "0002",
        "",
        "",
        "",
    ]
