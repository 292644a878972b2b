"""Whoever reads a command's answer: a person on standard error, in a language; a program on standard output."""

# ruff: noqa: PLC0415 - imported when there is something to say, so that --help answers at once
from __future__ import annotations

import json as jsonlib
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from gtkit.errors import GtkitError

if TYPE_CHECKING:
    from gtkit.engagement import Engagement
    from gtkit.pipeline.batch.journal import Journal
    from gtkit.pipeline.batch.order import Outcome
    from gtkit.words import Words


@dataclass
class Terminal:
    """What a command knows of whoever reads: language, currency, whether a program reads, whether to show details."""

    lang: str = field(default_factory=lambda: "en" if os.environ.get("LANG", "").startswith("en") else "fr")
    currency: str = "EUR"
    json: bool = False
    debug: bool = False

    @property
    def words(self) -> Words:
        """Words in the reader's language."""
        from gtkit.words import Words

        return Words.of(self.lang, self.currency)

    def reads(self, engagement: Engagement, *, json: bool) -> None:
        """From now on speak the engagement's language."""
        self.lang, self.currency, self.json = engagement.lang, engagement.currency, json

    def tell(self, *lines: str, style: str = "") -> None:
        """Lines on standard error."""
        from rich.console import Console

        console = Console(stderr=True, highlight=False, markup=False, soft_wrap=True)
        for line in lines:
            console.print(line, style=style)

    def step(self, step: str, what: str) -> None:
        """One progress line."""
        self.tell(self.words.say(f"progress.{step}", what=what), style="dim")

    def refuse(self, error: GtkitError) -> int:
        """Tell an error, and the exit code that it asks for."""
        from gtkit.pipeline.batch.order import Outcome
        from gtkit.pipeline.batch.work import refused

        return self.failed(Outcome.model_validate(refused(error, self.words)))

    def failed(self, outcome: Outcome) -> int:
        """Tell why a command did not end well, and its exit code."""
        from gtkit.pipeline.batch.telling import sentences

        messages = sentences(outcome, self.words)
        self.tell(*messages, style="red")
        if self.debug:
            self.tell(outcome.trace)
        if self.json:
            facts = {"code": outcome.code, **outcome.facts}
            self.document({"state": "failed", "exit": outcome.exit, "error": facts, "messages": list(messages)})
        return outcome.exit

    def begun(self, total: int, jobs: int, output: Path) -> None:
        """What a batch is about to do."""
        said = self.words.say("batch.begun", total=str(total), jobs=str(jobs), output=str(output))
        self.tell(said, style="dim")

    def ended(self, place: int, of: int, outcome: Outcome) -> None:
        """One run of a batch."""
        from gtkit.pipeline.batch.telling import line, sentences

        self.tell(line(place, of, outcome, self.words), style="" if outcome.sound else "red")
        self.tell(*(f"  {said}" for said in sentences(outcome, self.words)))
        if self.debug and outcome.trace:
            self.tell(outcome.trace)

    def summary(self, journal: Journal, output: Path) -> None:
        """How a batch ended."""
        from gtkit.pipeline.batch.telling import summary

        self.tell(summary(journal.outcomes, self.words))
        if journal.exit:
            self.tell(self.words.say("batch.resume", output=str(output)))
        if self.json:
            self.document({"exit": journal.exit, **journal.plain})
        else:
            self.out(str(output / "index.html"))

    def document(self, value: object) -> None:
        """The one JSON document on standard output."""
        self.out(jsonlib.dumps(value, ensure_ascii=False, indent=1))

    @staticmethod
    def out(line: str) -> None:
        """A line on standard output."""
        print(line)  # noqa: T201 - the result of a command
