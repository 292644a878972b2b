"""Texts stay texts in a workbook, and only what a cell can hold is written."""

from __future__ import annotations

import io

import openpyxl
import pytest

from gtkit.intake.writing.sheet_text import put_text, sheet_text


@pytest.mark.parametrize("text", ["=1+1", "#REF!", "00123", "1E5", "TRUE", "é", "a\nb", "\u202e", "https://x.fr"])
def test_a_text_comes_back_as_it_was(text: str) -> None:
    """To the letter, typed as text, after a journey through the file."""
    book, buffer = openpyxl.Workbook(), io.BytesIO()
    put_text(book.worksheets[0], 3, 2, text)
    book.save(buffer)
    cell = openpyxl.load_workbook(buffer).worksheets[0]["B3"]
    assert (cell.value, cell.data_type in {"s", "inlineStr"}, cell.hyperlink) == (text, True, None)


def test_what_xml_forbids_goes_and_the_rest_is_cut_at_excels_limit() -> None:
    """Control signs, lone surrogates, and signs beyond the 32,767th."""
    assert sheet_text("a\x00\x0b\ud800\uffffb") == "ab"
    assert sheet_text("x" * 40_000) == "x" * 32_766 + "…"
