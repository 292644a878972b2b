"""The fear of failure as the survey measures it, or why it cannot be told."""

from __future__ import annotations

import pandas as pd

from gtkit.contracts import Tables
from gtkit.epreuves.performance.settings import Settings
from gtkit.errors import NotEstimable, OutOfRange
from gtkit.scoring.survey.healthy_fear import HealthyFear, Quadrant, healthy_fear, recode

AXES = ("standards", "safety")


def measured(tables: Tables, settings: Settings) -> tuple[HealthyFear | None, str]:
    """Quadrants of the survey, None where they cannot be shown; then the catalogue key of the reason, "" otherwise.

    Parameters
    ----------
    tables : mapping of CheckedTable
        Tables `survey`, `survey_items`, `collaborators`.
    settings : Settings
        Cut, consistency asked of a scale, and the smallest group of which anything is shown.

    Returns
    -------
    (HealthyFear or None, str)
    """
    if not {"survey", "survey_items"} <= set(tables):
        return None, "reason.no_fear_survey"
    items, survey = tables["survey_items"].frame, tables["survey"].frame
    items = items[items["theme"].isin(AXES)]
    survey = survey[survey["item"].isin(items["item"])]
    if set(items.loc[items["item"].isin(survey["item"]), "theme"]) != set(AXES):
        return None, "reason.no_fear_survey"
    people = len(tables["collaborators"].frame) if "collaborators" in tables else 0
    try:
        marks = recode(survey, items)
        standards, safety = (marks[_items(items, axis, marks)] for axis in AXES)
        found = healthy_fear(
            standards,
            safety,
            cut=settings.fear_cut,
            population=people if people >= len(marks) else None,
            level=settings.interval_level,
            floor=settings.smallest_group,
        )
    except OutOfRange:
        return None, "reason.fear_out_of_scale"
    except NotEstimable:
        return None, "reason.few_fear_answers"
    if found.people < settings.smallest_group:
        return None, "reason.few_fear_answers"
    alphas = (found.standards_alpha, found.safety_alpha)
    if any(alpha is not None and alpha < 0 for alpha in alphas):
        return None, "reason.fear_not_recoded"
    if any(alpha is None or alpha < settings.alpha_threshold for alpha in alphas):
        return None, "reason.fear_inconsistent"
    if {Quadrant.LEARNING, found.largest} & set(found.hidden):  # both are told in words
        return None, "reason.fear_tells_of_few"
    return found, ""


def _items(items: pd.DataFrame, axis: str, marks: pd.DataFrame) -> list[str]:
    """The items of one scale that somebody answered."""
    own = set(items.loc[items["theme"] == axis, "item"])
    return [item for item in marks.columns if item in own]
