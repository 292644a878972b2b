"""Épreuve 5 as a whole: tables and settings in, findings out."""

from __future__ import annotations

from gtkit.contracts import Tables
from gtkit.epreuves.findings import Findings
from gtkit.epreuves.performance import measure_answers, system_answers
from gtkit.epreuves.performance.decisions import decide
from gtkit.epreuves.performance.key_figures import figures
from gtkit.epreuves.performance.results import Results, compute
from gtkit.epreuves.performance.settings import Settings
from gtkit.epreuves.performance.verdict import judge


def assess(tables: Tables, settings: Settings) -> Findings[Results]:
    """Are performance criteria dictated by a healthy fear of failure?

    Parameters
    ----------
    tables : mapping of CheckedTable
        Any of TABLES.
    settings : Settings
        Thresholds and seed, and how épreuve 1 sorts opportunities.

    Returns
    -------
    Findings: what cannot be computed is undetermined, and says what is missing.

    Source: METHODS section 1 (rows 5.0 to 5.8) and section 5.
    """
    results = compute(tables, settings)
    verdict = judge(results)
    answers = (
        system_answers.healthy_fear(results, verdict),
        measure_answers.real_value(results),
        measure_answers.progress(results),
        system_answers.beyond_the_list(results),
        system_answers.use_of_indicators(results),
        system_answers.fit_with_strategy(results),
        measure_answers.how_measured(results),
        system_answers.criteria(results),
        measure_answers.tools(results),
    )
    return Findings(
        verdict=verdict,
        answers=answers,
        decisions=decide(results),
        key_figures=figures(results, verdict),
        results=results,
    )
