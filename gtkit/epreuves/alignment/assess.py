"""Épreuve 2 as a whole: tables and settings in, findings out."""

from __future__ import annotations

from gtkit.contracts import Tables
from gtkit.epreuves.alignment import shared_answers, voice_answers
from gtkit.epreuves.alignment.decisions import decide
from gtkit.epreuves.alignment.key_figures import figures
from gtkit.epreuves.alignment.results import Results, compute
from gtkit.epreuves.alignment.settings import Settings
from gtkit.epreuves.alignment.verdict import judge
from gtkit.epreuves.findings import Findings


def assess(tables: Tables, settings: Settings) -> Findings[Results]:
    """Are all collaborators focused on the same priorities as the management team?

    Parameters
    ----------
    tables : mapping of CheckedTable
        Any of TABLES.
    settings : Settings
        Thresholds, the smallest group shown, and seed.

    Returns
    -------
    Findings: what cannot be computed is undetermined, and says what is missing.

    Source: METHODS section 1 (rows 2.0 to 2.8) and section 5.
    """
    results = compute(tables, settings)
    verdict = judge(results)
    return Findings(
        verdict=verdict,
        answers=(
            shared_answers.same_priorities(results, verdict),
            voice_answers.perimeter(results),
            voice_answers.ideas(results),
            shared_answers.shared_vision(results),
            results.basis.later("2.4", "two_voices"),
            results.basis.later("2.5", "voice_of_customer"),
            voice_answers.perceptions(results),
            shared_answers.random_test(results),
            voice_answers.clarity(results),
        ),
        decisions=decide(results),
        key_figures=figures(results, verdict),
        results=results,
    )
