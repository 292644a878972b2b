"""What every épreuve finds, whatever it computed on the way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from gtkit.evidence import Answer, Decision, KeyFigure, Verdict

R_co = TypeVar("R_co", covariant=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings(Generic[R_co]):
    """A verdict, one answer a row of the seed, decisions, key figures, and the results that exhibits are drawn from."""

    verdict: Verdict
    answers: tuple[Answer, ...]
    decisions: tuple[Decision, ...]
    key_figures: tuple[KeyFigure, ...]
    results: R_co

    def answer(self, question: str) -> Answer:
        """The answer to one row of the seed, by its number ("3.8"); KeyError when there is none."""
        return {a.question: a for a in self.answers}[question]
