"""Which folders a path stands for, and which of them cannot go together."""

from __future__ import annotations

from pathlib import Path

import pytest

from gtkit.pipeline.batch.engagements import NothingFound, SameIdentifier, distinct, found


@pytest.fixture
def missions(tmp_path: Path) -> Path:
    """Two engagements and a folder that is none."""
    for name in ("b", "a", "archive"):
        (tmp_path / name).mkdir()
    for name in ("b", "a"):
        (tmp_path / name / "engagement.toml").touch()
    return tmp_path


def test_a_path_is_an_engagement_or_holds_some(missions: Path) -> None:
    """By name order inside a folder, in the order asked between paths, each once."""
    a, b = missions / "a", missions / "b"
    assert found([missions]) == (a, b)
    assert found([b, missions]) == (b, a)
    assert found([b / "engagement.toml", a]) == (b, a)
    assert found([missions / "." / "b" / ".." / "a"]) == (a,)


@pytest.mark.parametrize("path", ["archive", "nowhere"])
def test_a_path_without_one_is_refused(missions: Path, path: str) -> None:
    """By its name, before anything is run."""
    with pytest.raises(NothingFound) as refused:
        found([missions / "a", missions / path])
    assert path in refused.value.where


def test_two_of_one_id_are_refused(missions: Path) -> None:
    """Their reports would lie in one folder: both are named."""
    distinct({missions / "a": "acme", missions / "b": "other"})
    with pytest.raises(SameIdentifier) as refused:
        distinct({missions / "a": "acme", missions / "b": "acme"})
    assert refused.value.where == "acme"
    assert {refused.value.found, refused.value.expected} == {str(missions / "a"), str(missions / "b")}
