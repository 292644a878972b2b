"""Pages made again from a run that stands, when nothing but the templates of the page has changed since."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from gtkit.pipeline import files
from gtkit.pipeline.plan import Plan
from gtkit.pipeline.production import Production, pages
from gtkit.pipeline.progress import Progress
from gtkit.pipeline.record import RESULTS, Inputs, Results
from gtkit.pipeline.verify import RUNS, intact


def executed_before(report: Path, inputs: Inputs) -> Path | None:
    """A whole run of the same executed notebooks, None when there is none."""
    for run in sorted((report / RUNS).glob("*")):
        record = intact(run)
        if record and record.inputs.executed_alike(inputs):
            return run
    return None


def rendered_again(plan: Plan, run: Path, stage: Path, progress: Progress) -> Production:
    """What `produced` leaves in ``run/`` of a stage, from the executed notebooks of a run that stands."""
    # nbconvert is slow to import: not before there is something to render
    from gtkit.pipeline.render import rendered  # noqa: PLC0415

    fresh = stage / "run"
    shutil.copytree(run / "notebooks", fresh / "notebooks")
    for task in plan.tasks:
        for language in plan.languages:
            notebook = json.loads((fresh / "notebooks" / f"{task.stem}.{language}.ipynb").read_bytes())
            for edition, place in pages(fresh, task, language).items():
                files.write(place, rendered(notebook, edition=edition).encode())
            progress("rendered", f"{task.stem} · {language}")
    record, results = intact(run), Results.model_validate_json((run / RESULTS).read_bytes())
    proofs = {slug: found.model_dump(mode="json") for slug, found in results.epreuves.items()}
    return Production(proofs=proofs, given=record.given if record else ())
