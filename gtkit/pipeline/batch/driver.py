"""Drive a batch: what is unchanged is skipped, the rest is checked whole, then run, as many at a time as asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor, as_completed
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path
from typing import Any, Literal, TypeAlias

from gtkit.pipeline import files
from gtkit.pipeline.batch import client, journal, stamps
from gtkit.pipeline.batch.asked import Batch
from gtkit.pipeline.batch.engagements import distinct
from gtkit.pipeline.batch.journal import Journal, Writer
from gtkit.pipeline.batch.order import Order, Outcome, ended
from gtkit.pipeline.batch.stamps import Stamps, states
from gtkit.pipeline.lock import held

Hands: TypeAlias = Callable[[], AbstractContextManager[Executor]]
Told: TypeAlias = Callable[[int, int, Outcome], None]  # which, of how many, what became of it


def run_all(batch: Batch, folders: Sequence[Path], told: Told, hands: Hands | None = None) -> Journal:
    """Run every engagement that is not unchanged.

    Parameters
    ----------
    batch : Batch
    folders : sequence of Path
        As `found` gives them.
    told : callable
        Told each outcome as it comes.
    hands : callable, optional
        Opens the executor that carries out orders, when there are any; processes of this machine when left out.

    Returns
    -------
    Journal: as it was written. An interruption (KeyboardInterrupt) ends what runs, and is told by its `state`.

    Raises EngagementLocked when another batch writes to the same folder, SameIdentifier before anything is run;
    PublicationRefused when the disk refuses the journal, once every engagement has been run.
    """
    with held(batch.output):
        return _Drive(batch, tuple(folders), told).through(hands or partial(_local, batch.jobs))


class _Drive:
    """One batch on its way."""

    def __init__(self, batch: Batch, folders: tuple[Path, ...], told: Told) -> None:
        self.batch, self.folders, self.told = batch, folders, told
        self.asked = batch.fingerprint
        for name in (journal.NAME, stamps.NAME):
            files.clear(batch.output / name)
        self.stamps = Stamps(batch.output)
        self.writer = Writer(batch.output, batch.asked(folders))
        self.ended: dict[Path, Outcome] = {}

    def through(self, hands: Hands) -> Journal:
        """Skip, check, run, tell."""
        for folder in () if self.batch.force else self.folders:
            if standing := self.stamps.unchanged(folder, self.asked):
                self._end(folder, standing.model_copy(update={"state": "skipped", "made": "unchanged"}))
        changed = [folder for folder in self.folders if folder not in self.ended]
        try:
            if changed:
                self._run(changed, hands)
        except KeyboardInterrupt:
            return self._close("interrupted")
        return self._close("ended")

    def _run(self, folders: Sequence[Path], hands: Hands) -> None:
        orders = {folder: self.batch.order(folder) for folder in folders}
        found = client.checked(list(orders.values()))
        standing = {folder: outcome.engagement for folder, outcome in self.ended.items()}
        distinct(standing | {Path(folder): one.id for folder, one in found.ready.items()})
        for name, outcome in found.refused.items():
            self._end(Path(name), outcome)
        stood = {Path(folder): states(map(Path, one.files)) for folder, one in found.ready.items()}
        if not stood:
            return
        with hands() as executor:
            running = {executor.submit(client.execute_job, orders[folder].model_dump()): folder for folder in stood}
            try:
                for future in as_completed(running):
                    folder = running[future]
                    outcome = _outcome(future, orders[folder])
                    if outcome.sound:
                        published = _published(outcome)
                        self.stamps.put(folder, self.asked, outcome, inputs=stood[folder], published=published)
                    self._end(folder, outcome)
            finally:
                for future in running:
                    future.cancel()

    def _end(self, folder: Path, outcome: Outcome) -> None:
        self.ended[folder] = outcome
        self.writer.put(str(folder), outcome)
        self.told(len(self.ended), len(self.folders), outcome)

    def _close(self, state: Literal["ended", "interrupted"]) -> Journal:
        for folder in self.folders:
            if folder not in self.ended:
                self._end(folder, Outcome(state="interrupted", exit=130, engagement=folder.name))
        with files.refusals_told(self.batch.output):
            written = self.writer.write(state)
            self.stamps.write()
        return written


@contextmanager
def _local(jobs: int) -> Iterator[Executor]:
    """As many threads as engagements at a time: each waits for a process of its own."""
    with ThreadPoolExecutor(jobs) as threads:
        try:
            yield threads
        finally:
            client.close()


def _outcome(future: Future[dict[str, Any]], order: Order) -> Outcome:
    """What a run answered; a worker that was lost with it is told as its death."""
    error = future.exception()
    return Outcome.model_validate(future.result() if error is None else ended(order, type(error).__name__))


def _published(outcome: Outcome) -> Iterator[Path]:
    """Every file of a report."""
    yield Path(outcome.index)
    yield from (path for path in Path(outcome.run).rglob("*") if path.is_file())
