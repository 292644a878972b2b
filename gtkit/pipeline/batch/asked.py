"""What is asked of every engagement of a batch."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from gtkit.pipeline import kit
from gtkit.pipeline.batch.journal import Asked
from gtkit.pipeline.batch.order import Order


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """What is asked for every engagement of a batch.

    Parameters
    ----------
    output : Path
        Folder of all reports; the journal and the overview are left there.
    epreuves, languages, overrides, force
        As `gtkit run` takes them.
    jobs : int
        Engagements at a time.
    """

    output: Path
    epreuves: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    overrides: Mapping[str, str] = field(default_factory=dict)
    force: bool = False
    jobs: int = 1

    @property
    def fingerprint(self) -> str:
        """SHA-256 of what decides a report besides its engagement: what is asked, of which kit."""
        asked = [self.epreuves, self.languages, dict(self.overrides), kit.fingerprint()]
        return sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()

    def asked(self, folders: Sequence[Path]) -> Asked:
        """The same for the journal."""
        return Asked(
            engagements=tuple(map(str, folders)),
            epreuves=self.epreuves,
            languages=self.languages,
            overrides=dict(self.overrides),
        )

    def order(self, folder: Path) -> Order:
        """The order of one engagement."""
        return Order(
            engagement=str(folder),
            output=str(self.output.resolve()),
            epreuves=self.epreuves,
            languages=self.languages,
            overrides=dict(self.overrides),
            force=self.force,
            at_once=max(1, (os.cpu_count() or 1) // self.jobs),
            kit=kit.fingerprint(),
        )
