"""Answers 0.1 and 0.2: the four pillars, and who answers for the report."""

from __future__ import annotations

from gtkit.contracts import Source
from gtkit.epreuves.synthesis.results import Results
from gtkit.evidence import Answer, Level, Name, Statement, worst
from gtkit.evidence.quantities import count

_TOLD = {
    Level.PASSED: "passed",
    Level.CONDITIONAL: "conditional",
    Level.UNDETERMINED: "open",
    Level.FAILED: "failed",
}


def four_pillars(results: Results) -> Answer:
    """0.1: do the four pillars hold? As good as the worst of them."""
    level = worst(pillar.level for pillar in results.pillars)
    if not any(results.basis.sources(*results.tables)):
        return results.basis.unknown("0.1", "reason.no_data")
    known = [answer for answer in results.answers if answer.level is not Level.UNDETERMINED]
    values = {name: count(sum(p.level is told for p in results.pillars)) for told, name in _TOLD.items()}
    statement = Statement(
        f"answer.0.1.{level.value}",
        {**values, "n": count(len(known)), "asked": count(len(results.answers))},
    )
    return Answer(
        question="0.1",
        level=level,
        statement=statement,
        n=len(known),
        as_of=results.settings.as_of,
        sources=results.basis.sources(*results.tables),
    )


def who_signs(results: Results) -> Answer:
    """0.2: name, address and mailbox of the firm that answers for the report, as the engagement says them."""
    signatory = results.settings.signatory
    told = {key: getattr(signatory, key) for key in ("name", "address", "email")}
    missing = tuple(f"engagement.toml [firm] {key}" for key, text in told.items() if not text)
    if not signatory.name:
        return results.basis.unknown("0.2", "reason.no_signatory", *missing)
    level = Level.CONDITIONAL if missing else Level.PASSED
    return Answer(
        question="0.2",
        level=level,
        statement=Statement(f"answer.0.2.{level.value}", {key: Name(text) for key, text in told.items() if text}),
        n=len(told) - len(missing),
        as_of=results.settings.as_of,
        sources=(Source(file=signatory.file, sha256=signatory.sha256),),
        missing=missing,
    )
