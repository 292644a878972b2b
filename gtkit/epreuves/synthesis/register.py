"""The register of decisions: all that the five épreuves ask for, and those that come first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from gtkit.epreuves.findings import Findings
from gtkit.epreuves.synthesis.pillars import NUMBERS
from gtkit.evidence import Decision, DecisionKind, Name, Statement
from gtkit.evidence.naming import named
from gtkit.evidence.quantities import count

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


def register_of(findings: Mapping[str, Findings[Any]], names: Mapping[str, str]) -> Register:
    """All decisions of the five épreuves, in the order of their numbers.

    Two of one kind, of two épreuves, that are about some of the same customers are one decision for these: each bears
    the remark of it.

    Parameters
    ----------
    findings : mapping of slug -> Findings
    names : mapping of customer -> name
        A customer without one is told by its code.

    Returns
    -------
    Register
    """
    entries = tuple((NUMBERS[slug], decision) for slug in NUMBERS for decision in findings[slug].decisions)
    return Register(entries=tuple((number, _remarked(number, told, entries, names)) for number, told in entries))


def _remarked(
    number: int, decision: Decision, entries: tuple[tuple[int, Decision], ...], names: Mapping[str, str]
) -> Decision:
    """A decision with the remark of the one of another épreuve that shares most customers with it."""
    rivals = [(n, d) for n, d in entries if n != number and d.kind is decision.kind]
    rivals = [(n, d) for n, d in rivals if {*d.customers} & {*decision.customers}]
    if not rivals:
        return decision
    other, rival = max(rivals, key=lambda pair: len({*pair[1].customers} & {*decision.customers}))
    shared = [code for code in decision.customers if code in rival.customers]
    apart = [code for code in decision.customers if code not in rival.customers]
    form = "all" if not apart else "but" if len(apart) < len(shared) else "some"
    remark = Statement(
        f"register.shared_{form}",
        {
            "n": count(len(shared)),
            "all": count(len(decision.customers)),
            "number": Name(str(other)),
            "names": named(names.get(code) or code for code in (apart if form == "but" else shared)),
        },
    )
    return replace(decision, remark=remark)


def _stands_for(other: Decision, decision: Decision) -> bool:
    """Whether another decision, of larger effect, is about most of the same customers."""
    shared = len({*decision.customers} & {*other.customers})
    return _effect(other) > _effect(decision) and shared > len(decision.customers) / 2


def _effect(decision: Decision) -> float:
    """Expected effect in currency, 0 where it is not computed."""
    return decision.effect.value if decision.effect else 0.0
