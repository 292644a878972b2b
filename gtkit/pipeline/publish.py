"""From a plan to a published run: a deliverable exists if and only if its record does, and every hash in it holds.

Everything is made in a stage beside the runs, the record last; then one rename gives it its name, and index.html is
swapped. Whatever stops it before leaves the earlier report as it was, and a stage that the next run clears away.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Literal

from gtkit.errors import PublicationRefused
from gtkit.pipeline import files, index
from gtkit.pipeline.again import executed_before, rendered_again
from gtkit.pipeline.inputs import gathered
from gtkit.pipeline.lock import held
from gtkit.pipeline.plan import Plan
from gtkit.pipeline.production import Production, produced
from gtkit.pipeline.progress import Progress, silent
from gtkit.pipeline.record import RUN, Inputs, RunRecord, document, files_of, finished, run_name
from gtkit.pipeline.scan import PageRefused, scan_run
from gtkit.pipeline.stage import clear, staged
from gtkit.pipeline.verify import INDEX, RUNS, recorded, verify_run


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A report that stands.

    `state` tells whether the run is new, was found whole with the same inputs, or was made again with the same bytes.
    """

    index: Path
    run: Path
    record: RunRecord
    state: Literal["published", "unchanged", "confirmed"]


def publish(plan: Plan, *, force: bool = False, at_once: int | None = None, progress: Progress = silent) -> Published:
    """Make a plan's run and publish it, or find it made already.

    Parameters
    ----------
    plan : Plan
    force : bool
        Make it again although a run of the same inputs stands; it must come out the same, and is then kept.
    at_once : int, optional
        Notebooks executed at the same time; as many as there are processors when left out.
    progress : callable
        Told each step as it ends.

    Returns
    -------
    Published

    Raises EngagementLocked, DataRefused, NotebookFailed, PageRefused; PublicationRefused when the disk refuses, when
    an input changed under way, or when a run made again differs from the one that stands.
    """
    with files.refusals_told(plan.report), held(plan.report):
        clear(plan.report)
        inputs = gathered(plan)
        name = run_name(plan.engagement.as_of, inputs)
        run = plan.report / RUNS / name
        sound = run.is_dir() and not verify_run(run)
        if sound and not force:
            return _pointed(plan, run, "unchanged", progress)
        with staged(plan.report) as stage:
            before = None if force else executed_before(plan.report, inputs)
            if before:
                production = rendered_again(plan, before, stage, progress)
            else:
                production = produced(plan, stage, at_once or os.cpu_count() or 1, progress)
            fresh = _recorded(plan, stage / "run", inputs, production, progress)
            if sound:
                _compared(fresh, run)
                return _pointed(plan, run, "confirmed", progress)
            if run.exists():
                files.move(run, stage / "damaged")
            files.move(fresh, run)
            progress("published", name)
        return _pointed(plan, run, "published", progress)


def _recorded(plan: Plan, fresh: Path, inputs: Inputs, production: Production, progress: Progress) -> Path:
    """Scan what was produced, write the record, wait for the disk."""
    name = run_name(plan.engagement.as_of, inputs)
    for language in plan.languages:
        files.write(fresh / language / INDEX, index.contents(plan, language, production.levels))
    files.write(fresh / "results.json", document(production.results(plan, name)))
    site = plan.engagement.firm.site
    folders = (plan.engagement.folder, plan.report, Path.cwd())
    findings = scan_run(fresh, site=site, given=production.given, folders=folders)
    if findings:
        raise PageRefused(findings)
    progress("scanned", name)
    if gathered(plan) != inputs:
        raise PublicationRefused(plan.engagement.id, expected="same_inputs")
    record = RunRecord(
        engagement=plan.engagement.id,
        as_of=plan.engagement.as_of,
        run=name,
        inputs=inputs,
        levels=production.levels,
        partial=plan.partial,
        site=site,
        given=production.given,
        index=sha256(index.pointer(plan, name, production.levels)).hexdigest(),
        files=files_of(fresh),
        finished=finished(os.environ),
    )
    files.write(fresh / RUN, document(record))
    files.settle_tree(fresh)
    progress("recorded", name)
    return fresh


def _compared(fresh: Path, run: Path) -> None:
    """Refuse a run made again that differs, its stamp apart, from the one that stands."""
    new, old = recorded(fresh), recorded(run)
    if new and old and new.model_copy(update={"finished": None}) != old.model_copy(update={"finished": None}):
        differing = [path for path in new.files.keys() | old.files.keys() if new.files.get(path) != old.files.get(path)]
        raise PublicationRefused(run.name, found=", ".join(sorted(differing)[:3]), expected="same_bytes")


def _pointed(
    plan: Plan, run: Path, state: Literal["published", "unchanged", "confirmed"], progress: Progress
) -> Published:
    """Make the report's index lead to a run, and tell what stands."""
    record = recorded(run)
    if record is None:
        raise PublicationRefused(run.name, expected=RUN)
    place = plan.report / INDEX
    content = index.pointer(plan, run.name, record.levels)
    if not place.is_file() or place.read_bytes() != content:
        files.swap(place, content)
    progress(state if state != "published" else "indexed", run.name)
    return Published(index=place, run=run, record=record, state=state)
