"""Épreuve 3 as a whole: tables and settings in, findings out."""

from __future__ import annotations

from dataclasses import dataclass

from gtkit.contracts import Tables
from gtkit.epreuves.customer_value import action_answers, effort_answers, value_answers
from gtkit.epreuves.customer_value.decisions import decide
from gtkit.epreuves.customer_value.key_figures import figures
from gtkit.epreuves.customer_value.results import Results, compute
from gtkit.epreuves.customer_value.settings import Settings
from gtkit.epreuves.customer_value.verdict import conclude
from gtkit.evidence import Answer, Decision, KeyFigure, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What épreuve 3 says: a verdict, one answer a row of the seed, decisions, key figures, and the results."""

    verdict: Verdict
    answers: tuple[Answer, ...]
    decisions: tuple[Decision, ...]
    key_figures: tuple[KeyFigure, ...]
    results: Results

    def answer(self, question: str) -> Answer:
        """The answer to one row of the seed, by its number ("3.8"); KeyError when there is none."""
        return {a.question: a for a in self.answers}[question]


def assess(tables: Tables, settings: Settings) -> Findings:
    """Does this customer's problem deserve the energy and time that we give it?

    Parameters
    ----------
    tables : mapping of CheckedTable
        Transactions at least; customers, effort_catalogue, efforts, time and service_costs where they are known.
    settings : Settings
        Rates, horizon, thresholds and seed.

    Returns
    -------
    Findings: what cannot be computed is undetermined, and says what is missing.

    Raises NotEstimable when no transaction lies on or before `settings.as_of`.
    Source: METHODS section 1 (rows 3.0 to 3.10) and section 5.
    """
    results = compute(tables, settings)
    verdict = conclude(results)
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
