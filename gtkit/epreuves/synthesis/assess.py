"""The synthesis as a whole: the five épreuves assessed, then rolled up."""

from __future__ import annotations

from gtkit.contracts import Tables
from gtkit.epreuves import alignment, customer_value, loyalty, performance, perimeter
from gtkit.epreuves.findings import Findings
from gtkit.epreuves.synthesis.answers import four_pillars, who_signs
from gtkit.epreuves.synthesis.results import Parts, Results, gather
from gtkit.epreuves.synthesis.settings import Settings
from gtkit.evidence import KIT_THRESHOLDS, KeyFigure, Statement, Verdict, worst
from gtkit.evidence.quantities import count

_FIVE = (perimeter, alignment, customer_value, loyalty, performance)


def assess(tables: Tables, settings: Settings) -> Findings[Results]:
    """What does the whole say: verdicts, Capital-Clients, what to do, what to stop?

    Parameters
    ----------
    tables : mapping of CheckedTable
        Any of TABLES.
    settings : Settings
        Those of the five épreuves are fields of theirs: the synthesis says what their own pages say.

    Returns
    -------
    Findings

    Source: METHODS section 1 (rows 0.1 and 0.2), section 5 for the roll-up.
    """
    findings = {module.SLUG: module.assess(tables, getattr(settings, module.SLUG)) for module in _FIVE}
    return conclude(tables, findings, settings)


def conclude(tables: Tables, findings: Parts, settings: Settings) -> Findings[Results]:
    """The five findings rolled up.

    Parameters
    ----------
    tables : mapping of CheckedTable
    findings : mapping of slug -> Findings
        All five, in the order of their numbers.
    settings : Settings

    Returns
    -------
    Findings: the verdict is as good as the worst pillar; its score is the mean of the five.
    """
    results = gather(tables, findings, settings)
    level = worst(pillar.level for pillar in results.pillars)
    scores = [found.verdict.score for found in findings.values()]
    held = sum(part.level is level for part in results.verdicts)
    statement = Statement(
        f"verdict.synthesis.{level.value}", {"n": count(held), "decisions": count(len(results.register.entries))}
    )
    verdict = Verdict(
        level=level,
        score=sum(scores) / len(scores),
        criteria=(),
        robustness=None,
        statement=statement,
        thresholds=KIT_THRESHOLDS,
    )
    return Findings(
        verdict=verdict,
        answers=(four_pillars(results), who_signs(results)),
        decisions=results.register.first(settings.decisions_shown),
        key_figures=_figures(findings),
        results=results,
    )


def _figures(findings: Parts) -> tuple[KeyFigure, ...]:
    """Customer equity, then the first number of each other épreuve; each number once."""
    leading = [found.key_figures[0] for found in findings.values() if found.key_figures]
    leading.sort(key=lambda figure: figure.key != "figure.equity")
    return tuple({figure.key: figure for figure in leading}.values())
