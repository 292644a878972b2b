"""Épreuve 3 as a whole: tables and settings in, findings out."""

from __future__ import annotations

from gtkit.contracts import Tables
from gtkit.epreuves.customer_value import action_answers, effort_answers, value_answers
from gtkit.epreuves.customer_value.decisions import decide
from gtkit.epreuves.customer_value.key_figures import figures
from gtkit.epreuves.customer_value.results import Results, compute
from gtkit.epreuves.customer_value.settings import Settings
from gtkit.epreuves.customer_value.verdict import judge
from gtkit.epreuves.findings import Findings


def assess(tables: Tables, settings: Settings) -> Findings[Results]:
    """Does this customer's problem deserve the energy and time that we give it?

    Parameters
    ----------
    tables : mapping of CheckedTable
        Any of TABLES.
    settings : Settings
        Rates, horizon, thresholds and seed.

    Returns
    -------
    Findings: what cannot be computed is undetermined, and says what is missing.

    Raises NotEstimable when transactions are given and none lies on or before `settings.as_of`.
    Source: METHODS section 1 (rows 3.0 to 3.10) and section 5.
    """
    results = compute(tables, settings)
    verdict = judge(results)
    answers = (
        action_answers.deserves_energy(results, verdict),
        *value_answers.answers(results),
        *effort_answers.answers(results),
        *action_answers.answers(results),
    )
    return Findings(
        verdict=verdict,
        answers=answers,
        decisions=decide(results),
        key_figures=figures(results, verdict),
        results=results,
    )
