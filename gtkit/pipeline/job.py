"""One notebook to execute, as a value that travels: JSON both ways, so that any executor can carry it."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from gtkit.errors import NotebookFailed, PublicationRefused
from gtkit.pipeline.parameters import Clean

ANSWER = ".answer.json"  # what a worker leaves in its work folder
CELL = ".cell"  # the same: a line for each cell that begins, its number; 0 once none is left
LOG = ".processes.log"  # the same: what was written to its standard streams
MARK = "GTKIT_JOB"  # environment variable of a job's processes: its work folder
UNWRITABLE = 74  # exit code of a worker that the disk refused

Edition = Literal["client", "internal"]


class Job(BaseModel):
    """What a worker is asked: a notebook, its parameters, where to leave the stripped executed copy."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    epreuve: str = Field(description="Slug of the épreuve, for messages.")
    notebook: str = Field(description="Path of the notebook's staged copy.")
    work: str = Field(description="Folder that the job may write in: its current folder, removed afterwards.")
    output: str = Field(description="Path of the executed, stripped copy.")
    parameters: dict[str, Clean] = Field(description="Values as the kernel receives them.")
    shown: dict[str, Clean] = Field(description="The same, as the executed copy shows them: no path.")
    page: dict[str, Any] = Field(description="Block that the page is composed from, left in the copy's metadata.")
    pages: dict[Edition, str] = Field(default_factory=dict, description="Edition -> path of the page to render.")
    cell_seconds: float = Field(300, gt=0, description="Limit of one cell, enforced from outside.")
    run_seconds: float = Field(900, gt=0, description="Limit of the whole job, the same.")


State = Literal["done", "error", "exited", "timeout", "died", "no_proof", "unwritable"]


class Answer(BaseModel):
    """What became of a job. `cell` counts code cells from 1 as the notebook's author sees them, 0 when unknown."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    state: State
    cell: int = 0
    cause: str = ""
    room: str = Field("", description="Free space of a disk that refused.")
    proof: dict[str, Any] = Field(default_factory=dict, description="What the last cell left.")
    log: str = Field("", description="What the processes wrote to their standard streams; for --debug alone.")

    def proven(self, epreuve: str) -> dict[str, Any]:
        """The proof of a job that is done.

        Raises PublicationRefused when the disk refused what it wrote, NotebookFailed otherwise: épreuve, cell, cause.
        """
        if self.state == "done":
            return self.proof
        kind = PublicationRefused if self.state == "unwritable" else NotebookFailed
        cell = str(self.cell or "?") if kind is NotebookFailed else ""
        failure = kind(epreuve, found=self.cause or "-", expected=self.state if cell else "", hint=cell or self.room)
        failure.add_note(self.log)
        raise failure
