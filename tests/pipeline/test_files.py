"""Bytes that last, or a refusal that says why."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from gtkit.errors import PublicationRefused
from gtkit.pipeline import files


def _full(*_: object) -> int:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_a_write_that_fails_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file is written whole or is not there."""
    monkeypatch.setattr(os, "write", _full)
    with pytest.raises(OSError, match="No space"):
        files.write(tmp_path / "a" / "page.html", b"x")
    assert not (tmp_path / "a" / "page.html").exists()


def test_a_short_write_is_continued(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that takes three bytes at a time gets them all in the end."""
    real: Callable[[int, bytes], int] = os.write
    monkeypatch.setattr(os, "write", lambda handle, content: real(handle, bytes(content[:3])))
    files.write(tmp_path / "page.html", b"0123456789")
    assert (tmp_path / "page.html").read_bytes() == b"0123456789"


@pytest.mark.parametrize("step", ["write", "fsync", "replace"])
def test_a_swap_that_fails_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    """Whichever step of a swap the disk refuses, the old bytes stand and nothing is left beside them."""
    index = tmp_path / "index.html"
    files.write(index, b"old")
    monkeypatch.setattr(os, step, _full)
    with pytest.raises(OSError, match="No space"):
        files.swap(index, b"new")
    assert index.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["index.html"]


def test_a_move_never_replaces(tmp_path: Path) -> None:
    """A final name that is taken is not given twice."""
    files.write(tmp_path / "stage" / "new", b"n")
    files.write(tmp_path / "runs" / "old", b"o")
    with pytest.raises(OSError, match=r"not empty|exist"):
        files.move(tmp_path / "stage", tmp_path / "runs")
    assert (tmp_path / "runs" / "old").read_bytes() == b"o"


def test_a_refusal_names_file_cause_and_room(tmp_path: Path) -> None:
    """What the disk refuses becomes one error with three facts."""
    with pytest.raises(PublicationRefused) as refused, files.refusals_told(tmp_path / "reports"):
        files.write(tmp_path, b"a folder stands there")
    assert refused.value.where == str(tmp_path)
    assert refused.value.found
    assert refused.value.hint.endswith(" GB")


def test_a_digest_is_that_of_the_content(tmp_path: Path) -> None:
    """SHA-256 of "abc" as FIPS 180-2 gives it."""
    files.write(tmp_path / "abc", b"abc")
    expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert files.digest(tmp_path / "abc") == expected
