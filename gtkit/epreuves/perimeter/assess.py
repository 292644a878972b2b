"""Épreuve 1 as a whole: tables and settings in, findings out."""

from __future__ import annotations

from gtkit.contracts import Tables
from gtkit.epreuves.findings import Findings
from gtkit.epreuves.perimeter import choice_answers, knowledge_answers, outside_answers
from gtkit.epreuves.perimeter.decisions import decide
from gtkit.epreuves.perimeter.key_figures import figures
from gtkit.epreuves.perimeter.results import Results, compute
from gtkit.epreuves.perimeter.settings import Settings
from gtkit.epreuves.perimeter.verdict import judge


def assess(tables: Tables, settings: Settings) -> Findings[Results]:
    """Do we know the opportunities that lie outside our main field of action?

    Parameters
    ----------
    tables : mapping of CheckedTable
        Any of TABLES.
    settings : Settings
        Cut, thresholds, draws and seed.

    Returns
    -------
    Findings: what cannot be computed is undetermined, and says what is missing.

    Source: METHODS section 1 (rows 1.0 to 1.13) and section 5.
    """
    results = compute(tables, settings)
    verdict = judge(results)
    return Findings(
        verdict=verdict,
        answers=(
            knowledge_answers.knows_limits(results, verdict),
            *outside_answers.answers(results),
            knowledge_answers.wasted_time(results),
            choice_answers.barriers_raised(results),
            choice_answers.later(results, "1.7"),
            choice_answers.fundamental_choices(results),
            choice_answers.later(results, "1.9"),
            choice_answers.later(results, "1.10"),
            choice_answers.later(results, "1.11"),
            outside_answers.beyond_skills(results),
            choice_answers.later(results, "1.13"),
        ),
        decisions=decide(results),
        key_figures=figures(results, verdict),
        results=results,
    )
