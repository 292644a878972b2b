"""What a scheduler reads after a batch: batch.json beside the reports, one entry an engagement, no word of a client.

It is rewritten in one step as runs end, so that a batch that was killed can be resumed from it. `seconds` are its only
stamp.
"""

from __future__ import annotations

import json
import time
from contextlib import suppress
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from gtkit.errors import ConfigurationError
from gtkit.pipeline import files
from gtkit.pipeline.batch.order import Outcome

NAME = "batch.json"
_EVERY = 1.0  # seconds between two writings while runs end
_SPOKEN = {"messages", "trace", "facts"}  # what may hold a word of a client
_FROZEN = ConfigDict(frozen=True, extra="forbid")


class Asked(BaseModel):
    """What a batch was asked, so that it can be resumed."""

    model_config = _FROZEN

    engagements: tuple[str, ...] = Field(description="Folders, absolute, in order.")
    epreuves: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    overrides: dict[str, str] = Field(default_factory=dict)


class Journal(BaseModel):
    """batch.json."""

    model_config = _FROZEN

    schema_version: Literal[1] = 1
    state: Literal["running", "ended", "interrupted"] = "running"
    asked: Asked
    engagements: dict[str, Outcome] = Field(default_factory=dict, description="Folder -> last outcome, of every batch.")

    @property
    def exit(self) -> int:
        """Exit code of the batch: 130 when it was interrupted, 1 when an engagement failed, else 0."""
        if self.state == "interrupted":
            return 130
        return 0 if all(one.sound for one in self.outcomes) else 1

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """Those of this batch, in the order asked."""
        return tuple(self.engagements[name] for name in self.asked.engagements if name in self.engagements)

    def outdates(self, overview: Path) -> bool:
        """Whether an overview does not tell all of it: there is none, a run ended, or a report is newer."""
        if not overview.is_file() or any(one.state != "skipped" for one in self.outcomes):
            return True
        written = overview.stat().st_mtime_ns
        return any(Path(one.index).stat().st_mtime_ns > written for one in self.outcomes)

    @property
    def plain(self) -> dict[str, Any]:
        """The same as JSON, without what may hold a word of a client."""
        return self.model_dump(mode="json", exclude={"engagements": {"__all__": _SPOKEN}})


def read(output: Path) -> Journal:
    """The journal of the last batch.

    Raises ConfigurationError when there is none that can be read.
    """
    try:
        return Journal.model_validate_json((output / NAME).read_bytes())
    except (OSError, ValidationError) as error:
        raise ConfigurationError("--resume", found=type(error).__name__, expected=str(output / NAME)) from None


class Writer:
    """The journal of a batch that runs; the entries of earlier batches on the same reports stay in it."""

    def __init__(self, output: Path, asked: Asked) -> None:
        self._file = output / NAME
        self._asked = asked
        self._ended: dict[str, Outcome] = {}
        self._written = 0.0
        with suppress(ConfigurationError):
            self._ended = read(output).engagements
        self._before = dict(self._ended)

    def put(self, folder: str, outcome: Outcome) -> None:
        """One engagement has ended; the disk is troubled once a second at most; that it refuses is told at the end."""
        before = self._before.get(folder)
        if outcome.made == "unchanged":  # what the report took to make, which a run outside of any batch does not tell
            made = before.seconds if before and before.run == outcome.run else 0.0
            outcome = outcome.model_copy(update={"seconds": made})
        self._ended[folder] = outcome
        if time.monotonic() - self._written >= _EVERY:
            with suppress(OSError):
                self.write("running")

    def write(self, state: Literal["running", "ended", "interrupted"]) -> Journal:
        """Write it as it stands.

        Raises OSError when the disk refuses.
        """
        journal = Journal(state=state, asked=self._asked, engagements=dict(sorted(self._ended.items())))
        files.swap(self._file, json.dumps(journal.plain, ensure_ascii=False, indent=1).encode() + b"\n")
        self._written = time.monotonic()
        return journal
