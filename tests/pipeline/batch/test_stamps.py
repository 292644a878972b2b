"""A stamp spares work and never decides: whatever changed, appeared or went away makes a file be read again."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from gtkit.pipeline.batch import stamps
from gtkit.pipeline.batch.order import Outcome
from gtkit.pipeline.batch.stamps import NAME, Stamps, states

DONE = Outcome(state="ok", exit=0, engagement="a", made="published")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """An engagement with a settled file, one that is not there, and a published page."""
    for name in ("data.csv", "page.html"):
        (tmp_path / name).write_text("1", encoding="utf-8")
    return tmp_path


def _stamped(place: Path, monkeypatch: pytest.MonkeyPatch, *, fresh: int = 0) -> Stamps:
    monkeypatch.setattr(stamps, "_FRESH", fresh)
    inputs = states([place / "data.csv", place / "absent.csv"])
    time.sleep(0.02)
    kept = Stamps(place)
    kept.put(place, "asked", DONE, inputs=inputs, published=[place / "page.html"])
    kept.write()
    return Stamps(place)


def test_what_stands_as_it_stood_is_unchanged(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The outcome comes back; asked otherwise, or of another engagement, nothing does."""
    read = _stamped(place, monkeypatch)
    assert read.unchanged(place, "asked") == DONE
    assert read.unchanged(place, "asked otherwise") is None
    assert read.unchanged(place / "other", "asked") is None


def _rewritten_in_place(place: Path) -> None:
    """Same size, same time of content: the entry's own time tells it."""
    before = (place / "data.csv").stat()
    (place / "data.csv").write_text("2", encoding="utf-8")
    os.utime(place / "data.csv", ns=(before.st_atime_ns, before.st_mtime_ns))


@pytest.mark.parametrize(
    "change",
    [
        lambda place: (place / "data.csv").write_text("22", encoding="utf-8"),
        lambda place: (place / "data.csv").unlink(),
        lambda place: (place / "absent.csv").write_text("", encoding="utf-8"),
        lambda place: (place / "page.html").write_text("other", encoding="utf-8"),
        _rewritten_in_place,
    ],
)
def test_any_change_is_seen(place: Path, monkeypatch: pytest.MonkeyPatch, change: Callable[[Path], object]) -> None:
    """Content, absence, appearance, a page that was touched, a clock set back."""
    read = _stamped(place, monkeypatch)
    change(place)
    assert read.unchanged(place, "asked") is None


def test_a_file_so_fresh_that_its_time_proves_nothing_has_no_stamp(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may be written again within one tick of the disk's clock."""
    assert _stamped(place, monkeypatch, fresh=10**12).unchanged(place, "asked") is None


def test_a_file_that_changed_while_the_run_read_it_has_no_stamp(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """How it stood before the run is compared with how it stands after."""
    monkeypatch.setattr(stamps, "_FRESH", 0)
    inputs = states([place / "data.csv"])
    (place / "data.csv").write_text("22", encoding="utf-8")
    time.sleep(0.02)
    kept = Stamps(place)
    kept.put(place, "asked", DONE, inputs=inputs, published=[])
    assert kept.unchanged(place, "asked") is None


@pytest.mark.parametrize("damage", ['"exit":0', '"state":"ok"', '"stood":{', '"outcome":{', '"asked":'])
def test_a_stamp_that_is_damaged_is_as_none(place: Path, monkeypatch: pytest.MonkeyPatch, damage: str) -> None:
    """Valid JSON, one word of it another: its engagement is judged by its content."""
    _stamped(place, monkeypatch)
    text = (place / NAME).read_text(encoding="utf-8")
    assert damage in text
    (place / NAME).write_text(text.replace(damage, damage.replace('"', '"x', 1)), encoding="utf-8")
    assert Stamps(place).unchanged(place, "asked") is None


@pytest.mark.parametrize("content", ["[" * 99999, "", "[]", '{"stamps": 3}', '{"stamps": {"x": {"asked": 1}}}', "\xff"])
def test_a_file_that_is_no_stamps_is_as_none(place: Path, content: str) -> None:
    """Everything is then judged by its content."""
    (place / NAME).write_text(content, encoding="latin-1")
    assert Stamps(place).unchanged(place, "asked") is None
