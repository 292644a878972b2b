"""The steps inside a stage: read the data, then execute and render each notebook, side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gtkit.contracts import Kind, Tables
from gtkit.desk import page_block, read_tables
from gtkit.engagement import Engagement
from gtkit.errors import PublicationRefused
from gtkit.pipeline import files
from gtkit.pipeline.execute import executed
from gtkit.pipeline.inputs import engagement_files
from gtkit.pipeline.job import Edition, Job
from gtkit.pipeline.plan import Plan, Task
from gtkit.pipeline.progress import Progress
from gtkit.pipeline.record import EpreuveResults, Results
from gtkit.pipeline.scan import given_words
from gtkit.words import Words

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


def produced(plan: Plan, stage: Path, at_once: int, progress: Progress) -> Production:
    """Read, execute and render a plan into ``run/`` of a stage; what is not to be published stays in ``work/``.

    Raises DataRefused; NotebookFailed when a notebook does not end well; PublicationRefused when a notebook read other
    bytes than those that name the run, or tells another story in another language.
    """
    given = _given(plan)
    progress("read", plan.engagement.id)
    proofs: dict[str, Mapping[str, Any]] = {}
    wanted = [(task, language) for task in plan.tasks for language in plan.languages]
    jobs = [_job(plan, task, language, stage) for task, language in wanted]
    with closing(executed(jobs, at_once=at_once)) as answers:
        for (task, language), answer in zip(wanted, answers, strict=True):
            what = f"{task.stem} · {language}"
            proof = answer.proven(task.slug)
            _same_inputs(plan, proof)
            first = proofs.setdefault(task.slug, proof)
            if proof["findings"] != first["findings"]:
                raise PublicationRefused(what, expected="same_findings")
            progress("executed", what)
            progress("rendered", what)
    return Production(proofs=proofs, given=given)


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


def _job(plan: Plan, task: Task, language: str, stage: Path) -> Job:
    """One notebook in one language, staged, and where its executed copy and its pages go."""
    work, run = stage / "work" / f"{task.stem}-{language}", stage / "run"
    notebook = work / f"{task.stem}.ipynb"
    files.write(notebook, task.notebook.read_bytes())
    words = Words.of(language, plan.engagement.currency)
    parameters = {"engagement": str(plan.engagement.folder), "lang": language, **task.parameters}
    return Job(
        epreuve=task.slug,
        notebook=str(notebook),
        work=str(work / "kernel"),
        output=str(run / "notebooks" / f"{task.stem}.{language}.ipynb"),
        parameters=parameters,
        shown=parameters | {"engagement": plan.engagement.id},
        page=page_block(plan.engagement, task.epreuve, words, scenario=bool(task.changes)) | {"adapted": task.adapted},
        pages={edition: str(place) for edition, place in pages(run, task, language).items()},
    )


def pages(run: Path, task: Task, language: str) -> dict[Edition, Path]:
    """Where the pages of one épreuve go, by edition."""
    name = f"{task.stem}.html"
    return {"client": run / language / name, "internal": run / "internal" / language / name}


def _same_inputs(plan: Plan, proof: Mapping[str, Any]) -> None:
    """Refuse a proof that rests on other bytes than those that name the run."""
    known = engagement_files(plan.engagement)
    for name, sha256 in proof["inputs"].items():
        if known.get(name) != sha256:
            raise PublicationRefused(name, expected="same_inputs")
