"""The marks of our own workbook."""

from __future__ import annotations

from gtkit.intake.files.stamp import STAMP, VERSION, example_marks
from gtkit.words import LANGUAGES


def test_the_example_mark_is_known_in_every_language() -> None:
    """A workbook made in one language is read in any."""
    assert len(example_marks()) == len(LANGUAGES)
    assert all(len(mark) > 10 for mark in example_marks())


def test_the_stamp_is_no_name_of_a_column() -> None:
    """A client's cell is never taken for it."""
    assert f"{STAMP} {VERSION}" == "gtkit-intake 1"
