"""A progress that nobody follows changes nothing."""

from __future__ import annotations

import pytest

from gtkit.pipeline.progress import silent


def test_silence(capsys: pytest.CaptureFixture[str]) -> None:
    """Not a word on either stream."""
    silent("executed", "acme")
    assert capsys.readouterr() == ("", "")
