"""The register of decisions: all that the five épreuves ask for, and those that come first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gtkit.epreuves.findings import Findings
from gtkit.epreuves.synthesis.pillars import NUMBERS
from gtkit.evidence import Decision, DecisionKind

_ORDER = (DecisionKind.STOP, DecisionKind.DO, DecisionKind.MEASURE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """Every decision asked, with the number of the épreuve that asks for it, in their order."""

    entries: tuple[tuple[int, Decision], ...]

    def first(self, most: int) -> tuple[Decision, ...]:
        """The decisions of the first screen: the first that each épreuve asks for, then by expected effect.

        Of two that are mostly about the same customers, the one of larger effect stands for both.

        Parameters
        ----------
        most : int
            How many at most.

        Returns
        -------
        tuple of Decision: stops, then what to do, then what to measure.
        """
        seen: set[int] = set()
        leading: list[Decision] = []
        others: list[Decision] = []
        for number, decision in self.entries:
            if any(_stands_for(other, decision) for _, other in self.entries):
                continue
            (others if number in seen else leading).append(decision)
            seen.add(number)
        others.sort(key=lambda decision: -_effect(decision))
        chosen = (*leading, *others)[:most]
        return tuple(sorted(chosen, key=lambda decision: (_ORDER.index(decision.kind), -_effect(decision))))


def register_of(findings: Mapping[str, Findings[Any]]) -> Register:
    """All decisions of the five épreuves, in the order of their numbers."""
    return Register(
        entries=tuple((NUMBERS[slug], decision) for slug in NUMBERS for decision in findings[slug].decisions)
    )


def _stands_for(other: Decision, decision: Decision) -> bool:
    """Whether another decision, of larger effect, is about most of the same customers."""
    shared = len({*decision.customers} & {*other.customers})
    return _effect(other) > _effect(decision) and shared > len(decision.customers) / 2


def _effect(decision: Decision) -> float:
    """Expected effect in currency, 0 where it is not computed."""
    return decision.effect.value if decision.effect else 0.0
