"""Catalogues and French typography."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gtkit.errors import UnknownName
from gtkit.words.catalogue import LANGUAGES, keys, translations, typeset


def test_french_sentences_keep_no_breaking_space_before_high_punctuation() -> None:
    """No French sentence has a plain space before ; : ! ? % € or inside guillemets."""
    bad = [key for key in keys("fr") if re.search(r" [;:!?%€»]|« ", translations("fr").gettext(key))]
    assert bad == []


@given(st.text(alphabet=" ;:!?%€«»ab", max_size=30))
def test_typesetting_changes_spaces_only_and_once(text: str) -> None:
    """Letters and marks stay; setting twice is setting once."""
    done = typeset(text)
    assert re.sub(r"\s", " ", done) == text
    assert typeset(done) == done


def test_a_language_without_catalogue_is_refused() -> None:
    """Only the languages that people read are known."""
    with pytest.raises(UnknownName):
        keys("de")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_sentence_bears_a_word_that_a_page_scan_takes_for_an_accident(lang: str) -> None:
    """NaN, None, inf, True and False are never written: a page that holds one is not published."""
    accident = re.compile(r"\b(NaN|nan|None|inf|True|False)\b")
    assert [key for key in keys(lang) if accident.search(translations(lang).gettext(key))] == []
