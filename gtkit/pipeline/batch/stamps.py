"""How files stood when a report was found whole: what still stands so need not be read again.

A stamp is to a batch what its index is to git: size, times and inode of every input and of every published file. It
only spares work. A file whose stamp differs, or that has none, is judged by its content as ever.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from gtkit.pipeline import files
from gtkit.pipeline.batch.order import Outcome

NAME = ".stamps.json"
_FRESH = 2_000_000_000  # nanoseconds: a file written so lately may be written again within one tick of its clock
State: TypeAlias = "list[int] | None"  # size, time of content, time of entry, inode


@dataclass(frozen=True, slots=True)
class Stamp:
    """One engagement: what was asked of which kit, the outcome, and how each file stood (None: it was not there)."""

    asked: str
    outcome: Outcome
    stood: Mapping[str, State]

    @property
    def holds(self) -> bool:
        """Whether every file stands as it stood."""
        return all(_state(path) == state for path, state in self.stood.items())


class Stamps:
    """The stamps of a folder of reports, by the folder of the engagement."""

    def __init__(self, output: Path) -> None:
        self._file = output / NAME
        self._all: dict[str, dict[str, Any]] = {}
        try:
            read = json.loads(self._file.read_bytes())
            self._all = {folder: dict(stamp) for folder, stamp in read["stamps"].items()}
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return  # none, or not ours: everything is read again

    def unchanged(self, folder: Path, asked: str) -> Outcome | None:
        """The outcome of an engagement when it was asked the same and nothing has changed since, else None."""
        try:
            kept = self._all[str(folder)]
            stamp = Stamp(**{**kept, "outcome": Outcome.model_validate(kept["outcome"])})
            holds = stamp.asked == asked and stamp.outcome.sound and stamp.holds
        except (ValueError, KeyError, TypeError, AttributeError):
            return None
        return stamp.outcome if holds else None

    def put(
        self,
        folder: Path,
        asked: str,
        outcome: Outcome,
        inputs: Mapping[str, State],
        published: Iterable[Path],
    ) -> None:
        """Stamp an engagement whose report stands.

        Parameters
        ----------
        folder, asked : Path, str
            Engagement, and the fingerprint of what was asked of which kit.
        outcome : Outcome
            What became of it.
        inputs : mapping of path -> state
            How its files stood before the run read them; one that has changed since, or that was so fresh that its
            times prove nothing, leaves the engagement without a stamp.
        published : iterable of Path
            Files of the report.
        """
        newest = time.time_ns() - _FRESH
        self.drop(folder)
        if all(state == _state(path) and (state is None or max(state[1:3]) < newest) for path, state in inputs.items()):
            stood = {**inputs, **states(published)}
            self._all[str(folder)] = {"asked": asked, "outcome": outcome.model_dump(mode="json"), "stood": stood}

    def drop(self, folder: Path) -> None:
        """Forget an engagement."""
        self._all.pop(str(folder), None)

    def write(self) -> None:
        """Leave them beside the reports."""
        files.swap(self._file, json.dumps({"stamps": self._all}, separators=(",", ":")).encode())


def states(paths: Iterable[Path]) -> dict[str, State]:
    """How files stand now."""
    return {str(path): _state(str(path)) for path in paths}


def _state(path: str) -> State:
    try:
        found = os.lstat(path)
    except OSError:
        return None
    return [found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino]
