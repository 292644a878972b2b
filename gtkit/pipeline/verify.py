"""Is this deliverable whole and untouched? Its record, every hash in it, nothing beside it, and the page scan again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from pydantic import ValidationError

from gtkit.errors import ConfigurationError
from gtkit.pipeline.record import RUN, RunRecord, files_of, run_name
from gtkit.pipeline.scan import scan_run

INDEX, RUNS = "index.html", "runs"


class NotAReport(ConfigurationError):
    """A path that leads to no report and no run."""

    code = "not_a_report"


@dataclass(frozen=True, slots=True, order=True)
class Mismatch:
    """One way in which a report is not what its record says; `kind` is the last part of ``verify.<kind>``."""

    path: str
    kind: str  # "no_record", "renamed", "missing", "altered", "extra", "scan", "no_run", "astray"
    found: str = ""


def verify(path: Path) -> tuple[Mismatch, ...]:
    """Every mismatch of a report or of one run; empty when it is whole and untouched.

    Parameters
    ----------
    path : Path
        A report's folder (``reports/acme``), one of its runs, or any file in them.

    Raises NotAReport when there is none.
    """
    place = path.resolve()
    for folder in (place, *place.parents[:5]):
        if (folder / RUN).is_file():
            return verify_run(folder)
        if (folder / RUNS).is_dir():
            return tuple(_report(folder))
    raise NotAReport(str(path), expected=f"{RUNS}/, {RUN}")


def verify_run(run: Path) -> tuple[Mismatch, ...]:
    """Every mismatch of one run's folder."""
    record = recorded(run)
    if record is None:
        return (Mismatch(RUN, "no_record"),)
    return tuple(sorted(_run(run, record)))


def recorded(run: Path) -> RunRecord | None:
    """The record of a run, None when there is none that can be read."""
    try:
        return RunRecord.model_validate_json((run / RUN).read_bytes())
    except (OSError, ValidationError):
        return None


def intact(run: Path) -> RunRecord | None:
    """The record of a run whose files are all as it says; None otherwise. Its pages are not scanned again."""
    record = recorded(run)
    return record if record and not any(_files(run, record)) else None


def _run(run: Path, record: RunRecord) -> Iterator[Mismatch]:
    name = run_name(record.as_of, record.inputs)
    if not record.run == name == run.name:
        yield Mismatch(RUN, "renamed", f"{run.name} / {name}")
    yield from _files(run, record)
    for finding in scan_run(run, site=record.site, given=record.given):
        yield Mismatch(finding.page, "scan", f"{finding.line}: {finding.code} {finding.found}")


def _files(run: Path, record: RunRecord) -> Iterator[Mismatch]:
    found = files_of(run)
    for path in record.files.keys() | found.keys():
        if path not in found:
            yield Mismatch(path, "missing")
        elif path not in record.files:
            yield Mismatch(path, "extra")
        elif found[path] != record.files[path] or (run / path).is_symlink():
            yield Mismatch(path, "altered")


def _report(report: Path) -> Iterator[Mismatch]:
    runs = sorted(p for p in (report / RUNS).iterdir() if p.is_dir())
    if not runs:
        yield Mismatch(RUNS, "no_run")
    pointing = set()
    for run in runs:
        for mismatch in verify_run(run):
            yield Mismatch(f"{RUNS}/{run.name}/{mismatch.path}", mismatch.kind, mismatch.found)
        record = recorded(run)
        pointing |= {record.index} if record else set()
    index = report / INDEX
    if not index.is_file():
        yield Mismatch(INDEX, "missing")
    elif sha256(index.read_bytes()).hexdigest() not in pointing:
        yield Mismatch(INDEX, "astray")
