"""The record is a strict document, equal for equal runs."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from gtkit.errors import ConfigurationError
from gtkit.pipeline.record import Inputs, Results, document, files_of, finished, run_name

INPUTS: dict[str, Any] = {
    "files": {"b": "2", "a": "1"},
    "notebooks": {"customer_value": {"sha256": "3", "adapted": False}},
    "templates": "4",
    "exhibits": "6",
    "code": "5",
    "versions": {"python": "3.11"},
    "overrides": {"customer_value.annual_rate": 0.12},
    "epreuves": ("customer_value",),
    "languages": ("fr",),
}


def test_a_run_is_named_by_date_and_inputs() -> None:
    """As-of date and twelve hexadecimal digits; the order in which inputs were found does not count."""
    name = run_name(date(2026, 6, 30), Inputs.model_validate(INPUTS))
    assert name[:11] == "2026-06-30-"
    assert len(name) == 23
    other = {**INPUTS, "files": {"a": "1", "b": "2"}}
    assert run_name(date(2026, 6, 30), Inputs.model_validate(other)) == name


def test_a_document_is_read_back_as_it_was() -> None:
    """JSON in UTF-8 with sorted keys, accents in clear, one line feed at the end."""
    results = Results(
        engagement="a", organisation="Élan", currency="EUR", as_of=date(2026, 6, 30), run="r", epreuves={}
    )
    text = document(results)
    assert "Élan".encode() in text
    assert text.endswith(b"}\n")
    assert Results.model_validate_json(text) == results


def test_a_document_holds_no_number_that_json_has_not() -> None:
    """NaN is refused, in a setting as anywhere."""
    with pytest.raises(ValidationError):
        Inputs.model_validate({**INPUTS, "overrides": {"a.b": float("nan")}})


def test_an_unknown_key_is_refused() -> None:
    """A record with one key more is another document."""
    with pytest.raises(ValidationError):
        Inputs.model_validate({**INPUTS, "more": 1})


def test_every_file_but_the_record_is_listed(tmp_path: Path) -> None:
    """By its path with slashes, its size and its hash."""
    (tmp_path / "fr").mkdir()
    (tmp_path / "fr" / "p.html").write_bytes(b"abc")
    (tmp_path / "run.json").write_bytes(b"{}")
    files = files_of(tmp_path)
    assert list(files) == ["fr/p.html"]
    assert files["fr/p.html"].size == 3
    assert files["fr/p.html"].sha256.startswith("ba7816bf")


@pytest.mark.parametrize("epoch", ["yesterday", "1e9", "9" * 30])
def test_a_stamp_that_is_no_number_of_seconds_is_refused(epoch: str) -> None:
    """SOURCE_DATE_EPOCH is obeyed or refused, never guessed."""
    with pytest.raises(ConfigurationError):
        finished({"SOURCE_DATE_EPOCH": epoch})
