"""Exhibits of the first screen: the verdict, the key figures, the decisions asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from gtkit.evidence import Criterion, Decision, KeyFigure, Quantity, State, Term, Unit, Verdict
from gtkit.present.exhibit import Exhibit


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictBox(Exhibit):
    """The épreuve's question, its verdict in a word and in a sentence, score, robustness, criteria in brief."""

    kind: ClassVar[str] = "verdict"
    verdict: Verdict
    question: Term

    @property
    def level_word(self) -> str:
        """Oui, Sous conditions, Indéterminé or Non."""
        return self.words.say(f"level.{self.verdict.level.value}")

    @property
    def sentence(self) -> str:
        """The verdict's sentence, without the level word where it opens with it: the box shows it already."""
        said = self.words.say(self.verdict.statement)
        rest = said.removeprefix(self.level_word).lstrip(" \u00a0\u202f:,")
        return rest[:1].upper() + rest[1:]

    @property
    def robustness(self) -> Quantity | None:
        """Share of resamples that give the same level."""
        share = self.verdict.robustness
        return None if share is None else Quantity(share, Unit.SHARE)

    @property
    def told(self) -> str:
        """Level and sentence."""
        return f"{self.level_word} — {self.sentence}"

    def mark(self, criterion: Criterion) -> str:
        """A sign that tells the criterion's state beside its word."""
        return {State.MET: "●", State.NOT_MET: "○", State.OPEN: "◐", State.UNKNOWN: "–"}[criterion.state]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFigureRow(Exhibit):
    """The numbers of the first screen, each with its interval and a link to its trace; `lead` of them stand out."""

    kind: ClassVar[str] = "key_figures"
    figures: tuple[KeyFigure, ...]
    lead: int = 3

    @property
    def told(self) -> str:
        """Label and value of each."""
        return " · ".join(f"{self.words.say(f.key)} {self.words.quantity(f.quantity)}" for f in self.figures)

    def anchor(self, figure: KeyFigure) -> str:
        """The id of the figure's trace."""
        return trace_anchor(figure.key)


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionList(Exhibit):
    """What the organisation is asked to do, to stop and to measure."""

    kind: ClassVar[str] = "decisions"
    decisions: tuple[Decision, ...]
    others: int = 0  # asked elsewhere in the page

    @property
    def rest(self) -> str:
        """That other decisions are asked, and that effects do not add up; empty without others."""
        return self.words.say("decisions.rest", n=Quantity(self.others, Unit.COUNT)) if self.others else ""

    @property
    def told(self) -> str:
        """Each decision's sentence."""
        return " · ".join(self.words.say(d.statement) for d in self.decisions)

    @property
    def marker(self) -> dict[str, str]:
        """Anchor and heading, for the page's contents."""
        return {"kind": self.kind, "anchor": "decisions", "heading": self.words.say("decisions.heading")}

    def effect(self, decision: Decision) -> str:
        """What the decision is expected to bring, or to avoid."""
        own = f"{decision.statement.key}.effect"
        return self.words.say(own if self.words.knows(own) else "decision.effect", x=decision.effect or "")

    def horizon(self, decision: Decision) -> str:
        """By when."""
        return self.words.say("decision.horizon", n=Quantity(decision.horizon_months, Unit.COUNT))


def trace_anchor(key: str) -> str:
    """The id of a key figure's trace in the page.

    >>> trace_anchor("figure.lost_energy")
    'trace-figure-lost-energy'
    """
    return "trace-" + key.replace(".", "-").replace("_", "-")
