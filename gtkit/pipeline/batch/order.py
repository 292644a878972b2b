"""One engagement to run, and what became of it: two values that travel as JSON to another process or machine."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

_FROZEN = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

State = Literal["ok", "skipped", "error", "timeout", "died", "interrupted"]


class Order(BaseModel):
    """What a run is asked: paths and hashes, never tables."""

    model_config = _FROZEN

    engagement: str = Field(description="Its folder; an absolute path.")
    output: str = Field(description="Folder of all reports; an absolute path.")
    epreuves: tuple[str, ...] = Field((), description="Slugs or numbers; all of them when empty.")
    languages: tuple[str, ...] = Field((), description="The engagement's own when empty.")
    overrides: dict[str, str] = Field(default_factory=dict, description="epreuve.key -> what --set gives.")
    force: bool = Field(False, description="Make it again although nothing changed.")
    at_once: int = Field(1, ge=1, description="Notebooks that may be executed at the same time.")
    seconds: float = Field(7200, gt=0, description="Limit of the whole run, enforced from outside.")
    kit: str = Field("", description="Fingerprint of the kit that asks; one with another refuses. Empty: any.")


class Outcome(BaseModel):
    """What became of a run. `cell` counts code cells from 1, 0 when it is none's."""

    model_config = _FROZEN

    state: State
    exit: int = Field(description="Exit code that it asks for: 0, or 1 to 5 and 130.")
    engagement: str = Field("", description="Id; the folder's name when its engagement.toml cannot be read.")
    made: str = Field("", description="published, confirmed or unchanged, when a report stands.")
    code: str = Field("", description="Code of the error.")
    facts: dict[str, str] = Field(default_factory=dict, description="where, found, expected, hint of the error.")
    faults: tuple[dict[str, Any], ...] = Field((), description="Where the data are at fault; no value of theirs.")
    epreuve: str = ""
    cell: int = 0
    cause: str = Field("", description="Class of an exception, a signal, a deadline: no word of the client's.")
    messages: tuple[str, ...] = Field((), description="Sentences for a person, in the engagement's language.")
    trace: str = Field("", description="Traceback and the processes' logs, for --debug alone.")
    index: str = ""
    run: str = ""
    levels: dict[str, str] = Field(default_factory=dict, description="Épreuve -> level of its verdict.")
    seconds: float = Field(0.0, description="What it took; of an unchanged report, to make it, 0 when not known.")

    @property
    def sound(self) -> bool:
        """Whether a report of these inputs stands."""
        return self.exit == 0


class Ready(BaseModel):
    """An engagement that can be run: its id, and every file that its report may depend on, there or not."""

    model_config = _FROZEN

    id: str
    files: tuple[str, ...]


class Checked(BaseModel):
    """What was found of orders before any of them is carried out, by the folders of their engagements."""

    model_config = _FROZEN

    ready: dict[str, Ready] = Field(default_factory=dict)
    refused: dict[str, Outcome] = Field(default_factory=dict, description="What is to be told of the others.")


def ended(order: Order, how: str, seconds: float = 0.0, *, late: bool = False) -> dict[str, Any]:
    """The facts of a run whose process gave no answer.

    Parameters
    ----------
    how : str
        A signal's name, ``exit N``, or the class of an exception.
    seconds : float
        How long it ran.
    late : bool
        Whether it was ended because it passed the order's limit.
    """
    state, cause = ("timeout", f"> {order.seconds:g} s") if late else ("died", how)
    name = PurePath(order.engagement).name
    return {"state": state, "exit": 4, "code": f"run_{state}", "cause": cause, "engagement": name, "seconds": seconds}
