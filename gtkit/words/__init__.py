"""Catalogue, numbers and dates in words and figures: the only place where a sentence is made."""

from gtkit.words.catalogue import LANGUAGES, keys, typeset
from gtkit.words.speech import Words

__all__ = ["LANGUAGES", "Words", "keys", "typeset"]
