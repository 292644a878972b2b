"""From verdicts to pillars: each rests on the verdicts, or the answers, of some épreuves, and is as good as the worst.

An undetermined part ranks above a no and below a yes on conditions (`Level.severity`): what is not known is no comfort.
Source: METHODS sections 0 and 5.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from gtkit.errors import NotEstimable
from gtkit.evidence.statement import Level, Statement, Term


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One thing that a pillar rests on: its name, its level, why, and where in which épreuve it is proved."""

    name: Term
    level: Level
    reason: Statement
    number: int  # of the épreuve
    slug: str
    anchor: str  # id in its page


@dataclass(frozen=True, slots=True, kw_only=True)
class Pillar:
    """One of the four themes; `score` is the lowest score (0 to 100) of the verdicts that it rests on.

    Raises NotEstimable without a part.
    """

    name: Term
    parts: tuple[Part, ...]
    score: float

    def __post_init__(self) -> None:
        if not self.parts:
            raise NotEstimable(self.name.key, found=0, expected=">= 1 part")

    @property
    def level(self) -> Level:
        """That of its worst part."""
        return worst(part.level for part in self.parts)

    @property
    def reasons(self) -> tuple[Part, ...]:
        """The parts that make its level."""
        return tuple(part for part in self.parts if part.level is self.level)


def worst(levels: Iterable[Level]) -> Level:
    """The level that a roll-up takes.

    Raises NotEstimable when there is none.

    >>> worst([Level.PASSED, Level.UNDETERMINED, Level.CONDITIONAL]).value
    'undetermined'
    """
    found = list(levels)
    if not found:
        raise NotEstimable("levels", found=0, expected=">= 1 level")
    return max(found, key=lambda level: level.severity)
