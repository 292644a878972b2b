"""The four pillars, and the verdicts and answers that each rests on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gtkit.epreuves.findings import Findings
from gtkit.evidence import Level, Part, Pillar, Statement, Term
from gtkit.evidence.quantities import count, share

NUMBERS = {"perimeter": 1, "alignment": 2, "customer_value": 3, "loyalty": 4, "performance": 5}
_USE_OF_INDICATORS = "5.4"


def pillars_of(
    findings: Mapping[str, Findings[Any]], *, firm_threshold: float
) -> tuple[tuple[Part, ...], tuple[Pillar, ...]]:
    """Each épreuve's verdict as a part, and the four pillars.

    Parameters
    ----------
    findings : mapping of slug -> Findings
        All five épreuves.
    firm_threshold : float
        Share of resamples that must repeat a verdict for it to be firm.

    Returns
    -------
    (parts, pillars): five verdicts in the order of the épreuves; the pillars in the order of the seed.

    Source: METHODS section 0, "Pillars": the seed lists four themes, then five épreuves; this mapping is the kit's.
    """
    verdicts = {slug: _verdict(slug, findings[slug]) for slug in NUMBERS}
    use = findings["performance"].answer(_USE_OF_INDICATORS)
    used = Part(
        name=Term(f"question.{_USE_OF_INDICATORS}"),
        level=use.level,
        reason=use.statement,
        number=NUMBERS["performance"],
        slug="performance",
        anchor=use.anchor,
    )
    rests_on = {
        "strategy": (verdicts["perimeter"],),
        "management": (verdicts["alignment"], used),
        "commerce": (verdicts["customer_value"], verdicts["loyalty"]),
        "decision": (verdicts["performance"], _firmness(findings, firm_threshold)),
    }
    pillars = tuple(
        Pillar(name=Term(f"pillar.{name}"), parts=parts, score=_score(parts, findings))
        for name, parts in rests_on.items()
    )
    return tuple(verdicts.values()), pillars


def _verdict(slug: str, found: Findings[Any]) -> Part:
    return Part(
        name=Term(f"epreuve.{slug}.title"),
        level=found.verdict.level,
        reason=found.verdict.statement,
        number=NUMBERS[slug],
        slug=slug,
        anchor="verdict",
    )


def _firmness(findings: Mapping[str, Findings[Any]], threshold: float) -> Part:
    """Whether the verdicts would be the same on other evidence of the same kind."""
    known = [found.verdict.robustness for found in findings.values() if found.verdict.robustness is not None]
    firm = sum(robustness >= threshold for robustness in known)
    values = {"n": count(firm), "known": count(len(known)), "threshold": share(threshold)}
    if not known:
        level, reason = Level.UNDETERMINED, Statement("firmness.unknown")
    else:
        level = Level.PASSED if firm == len(findings) else Level.CONDITIONAL
        reason = Statement("firmness.known", values)
    return Part(name=Term("firmness"), level=level, reason=reason, number=0, slug="synthesis", anchor="q-0-1")


def _score(parts: tuple[Part, ...], findings: Mapping[str, Findings[Any]]) -> float:
    """Score of the weakest verdict among the parts."""
    return float(min(findings[part.slug].verdict.score for part in parts if part.anchor == "verdict"))
