"""Épreuve 4 as a whole: tables and settings in, findings out."""

from __future__ import annotations

from gtkit.contracts import Tables
from gtkit.epreuves.findings import Findings
from gtkit.epreuves.loyalty import loyalty_answers, plan_answers, value_answers
from gtkit.epreuves.loyalty.decisions import decide
from gtkit.epreuves.loyalty.key_figures import figures
from gtkit.epreuves.loyalty.results import Results, compute
from gtkit.epreuves.loyalty.settings import Settings
from gtkit.epreuves.loyalty.verdict import judge

LATER = {  # question: the method that gtkit does not hold yet
    "4.1": "service_grid",
    "4.3": "penalty_reward",
    "4.5": "choice_breadth",
    "4.10": "needs_and_concerns",
    "4.11": "standard_or_bespoke",
}


def assess(tables: Tables, settings: Settings) -> Findings[Results]:
    """Which strategy should be adopted to make customers more loyal?

    Parameters
    ----------
    tables : mapping of CheckedTable
        Any of TABLES.
    settings : Settings
        Budget, hours, thresholds and seed; the valuation's settings are épreuve 3's.

    Returns
    -------
    Findings: what cannot be computed is undetermined, and says what is missing.

    Raises NotEstimable when transactions are given and none lies on or before `settings.as_of`.
    Source: METHODS section 1 (rows 4.0 to 4.11) and section 5.
    """
    results = compute(tables, settings)
    verdict = judge(results)
    answers = (
        plan_answers.strategy(results, verdict),
        *value_answers.answers(results),
        *loyalty_answers.answers(results),
        plan_answers.investment(results),
        *(results.basis.later(question, method) for question, method in LATER.items()),
    )
    return Findings(
        verdict=verdict,
        answers=tuple(sorted(answers, key=lambda answer: int(answer.question.partition(".")[2]))),
        decisions=decide(results),
        key_figures=figures(results),
        results=results,
    )
