"""The steps inside a stage: read the data, execute each notebook, render its pages."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from gtkit.contracts import Kind, Tables
from gtkit.desk import page_block, read_tables
from gtkit.engagement import Engagement
from gtkit.errors import PublicationRefused
from gtkit.pipeline import files
from gtkit.pipeline.execute import execute_job, sweep
from gtkit.pipeline.inputs import engagement_files
from gtkit.pipeline.job import Answer, Job
from gtkit.pipeline.plan import Plan, Task
from gtkit.pipeline.record import EpreuveResults, Results
from gtkit.pipeline.scan import given_words
from gtkit.words import Words

Progress: TypeAlias = Callable[[str, str], None]  # step ("read", "executed", ...), what it was done to
_TEXTS = {Kind.IDENTIFIER, Kind.TEXT, Kind.CHOICE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Production:
    """What the notebooks of a run left: one proof an épreuve, the same in every language."""

    proofs: Mapping[str, Mapping[str, Any]]  # slug -> proof
    given: tuple[str, ...]

    @property
    def levels(self) -> dict[str, str]:
        """Épreuve -> level of its verdict."""
        return {slug: str(proof["findings"]["verdict"]["level"]) for slug, proof in self.proofs.items()}

    def results(self, plan: Plan, run: str) -> Results:
        """results.json of the run."""
        engagement = plan.engagement
        return Results(
            engagement=engagement.id,
            organisation=engagement.organisation,
            currency=engagement.currency,
            as_of=engagement.as_of,
            run=run,
            epreuves={
                slug: EpreuveResults.model_validate(
                    {key: proof[key] for key in EpreuveResults.model_fields if key in proof}
                )
                for slug, proof in self.proofs.items()
            },
        )


def produced(plan: Plan, stage: Path, progress: Progress) -> Production:
    """Read, execute and render a plan into ``run/`` of a stage; what is not to be published stays in ``work/``.

    Raises DataRefused; NotebookFailed when a notebook does not end well; PublicationRefused when a notebook read other
    bytes than those that name the run, or tells another story in another language.
    """
    given = _given(plan)
    progress("read", plan.engagement.id)
    proofs: dict[str, Mapping[str, Any]] = {}
    wanted = [(task, language) for task in plan.tasks for language in plan.languages]
    with _side_by_side(plan, wanted, stage) as found:
        for (task, language), proof in zip(wanted, found, strict=True):
            what = f"{task.stem} · {language}"
            first = proofs.setdefault(task.slug, proof)
            if proof["findings"] != first["findings"]:
                raise PublicationRefused(what, expected="same_findings")
            progress("executed", what)
            _rendered(task, language, stage / "run")
            progress("rendered", what)
    return Production(proofs=proofs, given=given)


@contextmanager
def _side_by_side(plan: Plan, wanted: Sequence[tuple[Task, str]], stage: Path) -> Iterator[Iterator[Mapping[str, Any]]]:
    """The proofs of all notebooks, in order; each runs in processes of its own, as many at a time as there are cores.

    Whatever stops one of them, or whoever waits for them, ends the others.
    """
    with ThreadPoolExecutor(max_workers=min(len(wanted), os.cpu_count() or 1)) as threads:
        begun = [threads.submit(_executed, plan, task, language, stage) for task, language in wanted]
        try:
            yield (future.result() for future in begun)
        finally:
            threads.shutdown(wait=False, cancel_futures=True)
            sweep(stage)


def _given(plan: Plan) -> tuple[str, ...]:
    """Read every table that the plan needs, and keep the words that a page scan must not take for an accident."""
    wanted = dict.fromkeys(key for task in plan.tasks for key in task.epreuve.TABLES)
    required = dict.fromkeys(key for task in plan.tasks for key in task.epreuve.REQUIRED)
    intake = read_tables(plan.engagement, wanted=tuple(wanted), required=tuple(required))
    engagement = plan.engagement
    own = (engagement.organisation, engagement.confidentiality, engagement.version, *_lines(engagement))
    return given_words((*own, *_texts(intake.tables)))


def _lines(engagement: Engagement) -> Iterator[str]:
    return (str(line) for line in engagement.firm.model_dump().values())


def _texts(tables: Tables) -> Iterator[str]:
    for checked in tables.values():
        for column in checked.table.columns:
            if column.kind in _TEXTS:
                yield from map(str, checked.frame[column.key].unique())


def _executed(plan: Plan, task: Task, language: str, stage: Path) -> Mapping[str, Any]:
    """Run one notebook in one language; its proof, checked against the files that it says it read."""
    work = stage / "work" / f"{task.stem}-{language}"
    notebook = work / f"{task.stem}.ipynb"
    files.write(notebook, task.notebook.read_bytes())
    words = Words.of(language, plan.engagement.currency)
    parameters = {"engagement": str(plan.engagement.folder), "lang": language, **task.parameters}
    job = Job(
        epreuve=task.slug,
        notebook=str(notebook),
        work=str(work / "kernel"),
        output=str(_copy(stage / "run", task, language)),
        parameters=parameters,
        shown=parameters | {"engagement": plan.engagement.id},
        page=page_block(plan.engagement, task.epreuve, words, scenario=bool(task.changes)) | {"adapted": task.adapted},
    )
    proof = Answer.model_validate(execute_job(job.model_dump())).proven(task.slug)
    known = engagement_files(plan.engagement)
    for name, sha256 in proof["inputs"].items():
        if known.get(name) != sha256:
            raise PublicationRefused(name, expected="same_inputs")
    return proof


def _rendered(task: Task, language: str, run: Path) -> None:
    """The two editions of one executed notebook."""
    # nbconvert is slow to import: not before there is something to render
    from gtkit.pipeline.render import rendered  # noqa: PLC0415

    notebook = json.loads(_copy(run, task, language).read_text(encoding="utf-8"))
    page = f"{task.stem}.html"
    files.write(run / language / page, rendered(notebook, edition="client").encode())
    files.write(run / "internal" / language / page, rendered(notebook, edition="internal").encode())


def _copy(run: Path, task: Task, language: str) -> Path:
    """Where the executed copy of a notebook is published."""
    return run / "notebooks" / f"{task.stem}.{language}.ipynb"
