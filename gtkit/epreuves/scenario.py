"""What a what-if changes: settings against settings, findings against findings."""

from __future__ import annotations

from pydantic import BaseModel

from gtkit.epreuves.concluding import blocked
from gtkit.epreuves.findings import Findings
from gtkit.evidence import Change, FigurePair, Level, Scenario, Statement, Verdict


def changed_settings(slug: str, base: BaseModel, played: BaseModel) -> tuple[Change, ...]:
    """The settings of an épreuve, and of those that it takes over, that differ from the base.

    Parameters
    ----------
    slug : str
        The épreuve's own.
    base, played : Settings
        Of the same épreuve: those of the engagement, and those of the scenario.

    Returns
    -------
    tuple of Change: each setting once, in the order of the fields; a what-if that repeats the base changes nothing.
    """
    found: dict[str, Change] = {}
    for key in type(base).model_fields:
        here, there = getattr(base, key), getattr(played, key)
        if isinstance(here, BaseModel):
            found |= {change.name: change for change in changed_settings(key, here, there)}
        elif here != there:
            found[f"{slug}.{key}"] = Change(name=f"{slug}.{key}", base=here, played=there)
    return tuple(found.values())


def compared(base: Findings[object], played: Findings[object], changes: tuple[Change, ...]) -> Scenario:
    """Base and scenario side by side.

    Parameters
    ----------
    base, played : Findings
        Of the same épreuve on the same tables.
    changes : tuple of Change
        The settings that differ, at least one.

    Returns
    -------
    Scenario: key figures in the scenario's order, then those that the base alone has.

    Raises OutOfRange when no setting was changed.
    """
    here, there = ({figure.key: figure.quantity for figure in found.key_figures} for found in (base, played))
    why = _only_reason(base, played) or _only_reason(played, base)
    pairs = tuple(
        FigurePair(
            key=key,
            base=here.get(key),
            played=there.get(key),
            reason=None if key in here and key in there else why,
        )
        for key in dict.fromkeys((*there, *here))
    )
    return Scenario(
        changes=changes,
        base=base.verdict,
        played=played.verdict,
        figures=pairs,
        reason=_undetermined(played.verdict) or _undetermined(base.verdict),
    )


def _undetermined(verdict: Verdict) -> Statement | None:
    """Why a verdict is undetermined; None when it is not, or when its evidence is there but does not settle it."""
    return blocked(verdict.criteria) if verdict.level is Level.UNDETERMINED else None


def _only_reason(lacking: Findings[object], other: Findings[object]) -> Statement | None:
    """The one reason why answers are undetermined here that are known there; None when there are several, or none."""
    known = {answer.question for answer in other.answers if answer.level is not Level.UNDETERMINED}
    reasons = {
        answer.statement.key: answer.statement
        for answer in lacking.answers
        if answer.level is Level.UNDETERMINED and answer.question in known
    }
    return next(iter(reasons.values())) if len(reasons) == 1 else None
