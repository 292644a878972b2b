"""Names that look the same are proposed, and those that something tells apart are not."""

from __future__ import annotations

import time
from collections.abc import Callable
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gtkit.intake import Severity, describe
from gtkit.intake.customers.near_names import bare, look_the_same, slip
from gtkit.samples import industrial_supplier
from gtkit.words import Words

CUSTOMERS = "Code client;Raison sociale;Segment\n"
GROUPS = "Code client;Client de rattachement\n"
WORD = st.text("abcdefghijklmnopqrstuvwxyz", min_size=6, max_size=10)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Bréval SARL", "SAS BREVAL"),
        ("Ets Bréval & Fils", "BREVAL ET FILS, S.A.R.L."),
        ("Sté Durandeau", "Durandeau SA"),
        ("SA Durandeau", "Durandeau"),
        ("T.P. Montreuil", "TP Montreuil"),
        ("Müller GmbH & Co. KG", "MULLER GMBH"),
        ("Hydro-Valtane", "Hydrovaltane"),
        ("Martin Jean Transports", "Transports Jean Martin"),
        ("L'Atelier d'Œuvrelle", "ATELIER ŒUVRELLE EURL"),
        ("Fonderie de Norrivoix", "Fonderie de Norivoix"),
        ("Fonderie Durand", "Fonderie Durant"),
        ("Garage Martin", "Garage Matrin"),
        ("Ateliers 2", "ATELIERS N° 2".replace("N° ", "")),
        ("Rossi S.p.A.", "ROSSI SPA"),
        ("De Vries B.V.", "De Vries BV"),
    ],
)
def test_one_firm_written_twice(one: str, other: str) -> None:
    """Legal form, case, accents, punctuation, spaces, order of words, one letter of a long word."""
    assert look_the_same([one, other]) == [(0, 1)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Agence Lyon", "Agence Lille"),
        ("Ateliers 2", "Ateliers 3"),
        ("Ateliers II", "Ateliers III"),
        ("Lycée Jean 23", "Lycée Jean 24"),
        ("Port de Lens", "Port de Sens"),
        ("Mairie de Cannes", "Mairie de Vannes"),
        ("Commune de Metz", "Commune de Mens"),
        ("Bâtiment A", "Bâtiment B"),
        ("Atelier D", "Atelier L"),
        ("AB Transports", "AS Transports"),
        ("Dupont", "Dupont Frères"),
        ("Garage Martin", "Garage Morton"),
        ("Carrières du Nord", "Carrières du Sud"),
        ("SARL", "SAS"),
        ("3F", "3M"),
        ("Syndicat 12", "Syndicat 21"),
        ("", ""),
        ("—", "…"),
    ],
)
def test_two_firms_stay_two(one: str, other: str) -> None:
    """A town, a number, a numeral, a letter, a short word, another word tell them apart."""
    assert look_the_same([one, other]) == []


@given(st.lists(WORD, min_size=1, max_size=3, unique=True), st.randoms(use_true_random=False))
def test_writing_changes_nothing(words: list[str], rng: Random) -> None:
    """Capitals, a form in front, words shuffled: still the same name, in either order of the rows."""
    name = " ".join(words)
    rng.shuffle(words)
    other = "S.A.R.L. " + " ".join(words).upper() + "."
    assert look_the_same([name, other]) == look_the_same([other, name]) == [(0, 1)]


@given(WORD, st.integers(1, 9), st.sampled_from("abcdefghijklmnopqrstuvwxyz"))
def test_a_slip_goes_both_ways(word: str, at: int, letter: str) -> None:
    """A letter changed or left out, never the first; a word is no slip of itself."""
    at = min(at, len(word) - 1)
    changed, shorter = word[:at] + letter + word[at + 1 :], word[:at] + word[at + 1 :]
    assert slip(word, changed) == slip(changed, word) == (changed != word)
    assert slip(word, shorter)
    assert slip(shorter, word)
    assert not slip(word, word)


def test_a_crowd_is_compared_as_a_pair_is() -> None:
    """Among many names of one pattern, the fast search finds exactly what comparing each with each finds."""
    rng = np.random.default_rng(5)
    names = ["Atelier " + "".join(rng.choice(list("aeln")) for _ in range(6)) for _ in range(300)]
    words = {at: bare(name)[-1] for at, name in enumerate(names)}
    first: dict[str, int] = {}
    expected = {(first[word], at) for at, word in words.items() if first.setdefault(word, at) != at}
    firsts = sorted(first.values())
    expected |= {(a, b) for a in firsts for b in firsts if a < b and slip(words[a], words[b])}
    assert set(look_the_same(names)) == expected
    assert len(expected) > 50


def test_the_worked_example_raises_no_alarm() -> None:
    """Two hundred and sixty invented firms, all different: not one pair."""
    assert look_the_same(list(industrial_supplier().tables["customers"]["name"])) == []


def test_twenty_thousand_names_take_under_two_seconds() -> None:
    """Of many patterns, of one word, or all the same: processor time, guarded at five times what is promised."""
    rng = np.random.default_rng(1)
    trades = ("Laiterie", "Minoterie", "Fonderie", "Carrières", "Levage", "Forages", "Transports", "Garage")
    towns = [a + b for a in ("Bas", "Bré", "Cal", "Dor", "Fau", "Lan") for b in ("çoy", "cevral", "lindoux", "pontel")]
    drawn = zip(*(rng.choice(words, 20_000) for words in (trades, towns, towns, ["A", "B", "C"])), strict=True)
    patterns = ["SARL " + " ".join(words) for words in drawn]
    single = ["".join(letters) for letters in rng.choice(list("aeioulmnrst"), (20_000, 6))]
    for names in (patterns, single, ["Particulier"] * 20_000):
        start = time.process_time()
        look_the_same(names)
        assert time.process_time() - start < 5 * 2


def test_a_pair_is_one_warning_with_both_codes_and_what_to_do(read: Callable) -> None:
    """Located at the second; nothing is grouped."""
    intake = read({"customers": CUSTOMERS + "C1;Bréval SARL;X\nC2;Ateliers 2;X\nC3;SAS BREVAL;X\n"})
    (fault,) = intake.faults
    assert (fault.code, fault.severity, fault.row, fault.cell) == ("near_names", Severity.WARNING, 4, "B4")
    for lang, sheet in (("fr", "Regroupement de clients"), ("en", "Customer groups")):
        told = describe(fault, Words.of(lang))
        assert all(part in told for part in ("C1", "C3", "Bréval SARL", "SAS BREVAL", sheet))
    assert len(intake.tables["customers"].frame) == 3


@pytest.mark.parametrize(("rows", "left"), [("C3;C1\n", []), ("C3;C3\n", []), ("C1;C1\n", []), ("C2;C1\n", ["C3"])])
def test_what_was_said_is_asked_no_more(read: Callable, rows: str, left: list[str]) -> None:
    """Grouped, or said to stand alone on either side; a group with another code says nothing of the third."""
    customers = CUSTOMERS + "C1;Bréval SARL;X\nC2;Ateliers 2;X\nC3;SAS BREVAL;X\n"
    intake = read({"customers": customers, "customer_groups": GROUPS + rows})
    assert [fault.facts["code"] for fault in intake.faults if fault.code == "near_names"] == left


def test_many_pairs_are_counted(read: Callable) -> None:
    """A hundred and fifty customers of one name: a hundred told, the others counted."""
    faults = read({"customers": CUSTOMERS + "".join(f"C{at};Particulier;X\n" for at in range(150))}).faults
    assert [fault.code for fault in faults] == ["near_names"] * 100 + ["many_more"]
    assert faults[-1].facts["n"] == "49"
