"""The two documents of a run: run.json, the record that makes it a deliverable, and results.json, for machines.

Both are schemas (pydantic): a document that does not fit is no record. The record names every input with its SHA-256,
the run takes its name from them, and every published file stands in it with its own.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from gtkit.errors import ConfigurationError
from gtkit.pipeline.files import digest
from gtkit.pipeline.parameters import Clean

RUN, RESULTS = "run.json", "results.json"
_FROZEN = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class NotebookUsed(BaseModel):
    """A notebook that ran; `adapted` when it is the engagement's own copy in place of the shipped one."""

    model_config = _FROZEN

    sha256: str
    adapted: bool


class Inputs(BaseModel):
    """Everything that decides the bytes of a run."""

    model_config = _FROZEN

    files: dict[str, str] = Field(description="File of the engagement -> SHA-256.")
    notebooks: dict[str, NotebookUsed] = Field(description="Épreuve -> notebook.")
    templates: str = Field(description="SHA-256 over the templates of a page.")
    exhibits: str = Field(description="SHA-256 over those of exhibits, which stand in executed notebooks.")
    code: str = Field(description="SHA-256 over gtkit's own code and catalogues.")
    versions: dict[str, str] = Field(description="Python and the libraries whose change may change a number or a page.")
    overrides: dict[str, Clean] = Field(description="epreuve.key -> value given on the command line.")
    epreuves: tuple[str, ...]
    languages: tuple[str, ...]

    def executed_alike(self, other: Inputs) -> bool:
        """Whether both have the same executed notebooks: they differ in the templates of the page at most."""
        return self.model_copy(update={"templates": ""}) == other.model_copy(update={"templates": ""})

    @property
    def fingerprint(self) -> str:
        """SHA-256 over all of it, 64 hexadecimal digits."""
        return sha256(document(self)).hexdigest()


class FileRecord(BaseModel):
    """One published file."""

    model_config = _FROZEN

    sha256: str
    size: int = Field(description="Bytes.")


class RunRecord(BaseModel):
    """run.json: written last, so that a run without it never was."""

    model_config = _FROZEN

    schema_version: Literal[1] = 1
    engagement: str
    as_of: date
    run: str = Field(description="Name of the run's folder: as-of date and 12 digits of the inputs' fingerprint.")
    inputs: Inputs
    levels: dict[str, str] = Field(description="Épreuve -> level of its verdict.")
    partial: bool = Field(description="Whether some épreuves were left out.")
    site: str = Field(description="The consultancy's site, the only web address that pages may link to.")
    given: tuple[str, ...] = Field(description="Words such as None that the client's data hold, hence no accident.")
    index: str = Field(description="SHA-256 of the index.html that points to this run.")
    files: dict[str, FileRecord]
    finished: str | None = Field(None, description="From SOURCE_DATE_EPOCH; the only stamp.")


class ChangedSetting(BaseModel):
    """A setting that a what-if replaced: the engagement's own value, and the one played."""

    model_config = _FROZEN

    base: Clean
    played: Clean


class EpreuveResults(BaseModel):
    """What one épreuve found, and what it was told to look for."""

    model_config = _FROZEN

    settings: dict[str, Any] = Field(description="As played.")
    scenario: dict[str, ChangedSetting] = Field(
        default_factory=dict, description="epreuve.key -> base and played; empty at the base."
    )
    inputs: dict[str, str] = Field(description="File -> SHA-256, as read by the notebook.")
    findings: dict[str, Any] = Field(description="verdict, answers, decisions, key_figures: gtkit.evidence as JSON.")


class Results(BaseModel):
    """results.json: verdicts, answers, decisions and key figures with their trace, under stable keys."""

    model_config = _FROZEN

    schema_version: Literal[1] = 1
    engagement: str
    organisation: str
    currency: str
    as_of: date
    run: str
    epreuves: dict[str, EpreuveResults]


def run_name(as_of: date, inputs: Inputs) -> str:
    """Name of a run's folder: ``2026-06-30-3f9c1a2b4d5e``."""
    return f"{as_of.isoformat()}-{inputs.fingerprint[:12]}"


def document(model: BaseModel) -> bytes:
    """A model as JSON with sorted keys: equal values, equal bytes."""
    plain = model.model_dump(mode="json")
    return (json.dumps(plain, ensure_ascii=False, indent=1, sort_keys=True, allow_nan=False) + "\n").encode()


def files_of(folder: Path) -> dict[str, FileRecord]:
    """Every file below a folder but the record itself, by its path with ``/``."""
    found = sorted(p for p in folder.rglob("*") if p.is_file() or p.is_symlink())
    names = {p.relative_to(folder).as_posix(): p for p in found}
    return {name: FileRecord(sha256=digest(p), size=p.stat().st_size) for name, p in names.items() if name != RUN}


def finished(environment: Mapping[str, str]) -> str | None:
    """The stamp that SOURCE_DATE_EPOCH asks for, None when it is not set: a run has no clock of its own.

    Raises ConfigurationError when it holds anything but a number of seconds.
    """
    epoch = environment.get("SOURCE_DATE_EPOCH", "")
    if not epoch:
        return None
    try:
        return datetime.fromtimestamp(int(epoch), UTC).isoformat()
    except (ValueError, OverflowError, OSError):
        raise ConfigurationError("SOURCE_DATE_EPOCH", found=epoch[:60], expected="1767225600") from None
