"""The furniture of our own workbook: the version on each sheet, the marks of required columns and example."""

from __future__ import annotations

from functools import cache

from gtkit.words import LANGUAGES, Words

VERSION = "1"
STAMP = "gtkit-intake"  # closes the hidden row of keys: "gtkit-intake 1"
ANNOTATED = "gtkit-annotated"  # category of a copy whose faults are coloured, in its properties
AUTHOR = "gtkit"  # who last saved such a copy, until somebody else does
REQUIRED_MARK = " *"  # closes the heading of a required column


@cache
def example_marks() -> frozenset[str]:
    """What stands beside the example row, in any language."""
    return frozenset(Words.of(lang).say("workbook.example_mark") for lang in LANGUAGES)
