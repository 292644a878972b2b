"""Answers 2.1, 2.2, 2.6 and 2.8: the perimeter, ideas, perceptions, clarity and energy."""

from __future__ import annotations

import pandas as pd

from gtkit.epreuves.alignment.results import Results
from gtkit.evidence import Answer, Level, Name, Value
from gtkit.evidence.quantities import coefficient, count, days, share
from gtkit.scoring.survey.coding import ACCEPTED


def perimeter(results: Results) -> Answer:
    """2.1: did management define the perimeter of the exercise, signed before anybody was asked?"""
    sheet, objectives = results.basis.frame("perimeter_sheet"), results.basis.frame("objectives")
    if sheet is None or sheet.empty or objectives is None:
        return results.basis.unknown("2.1", "reason.no_perimeter", "perimeter_sheet.signed_on", "objectives.weight")
    signed = sheet["signed_on"].dropna()
    first = results.first_interview
    inside, outside = int(sheet["included"].sum()), int((~sheet["included"]).sum())
    complete = len(signed) == len(sheet) and inside > 0 and outside > 0 and bool((objectives["weight"] > 0).all())
    late = first is not None and not signed.empty and signed.max() > pd.Timestamp(first)
    values: dict[str, Value] = {
        "n": count(len(sheet)),
        "inside": count(inside),
        "outside": count(outside),
        "objectives": count(len(objectives)),
        "unsigned": count(len(sheet) - len(signed)),
    }
    if signed.empty:
        return results.basis.unknown("2.1", "reason.unsigned", "perimeter_sheet.signed_on")
    values["signed"] = signed.max().date()
    values["first"] = first or signed.max().date()
    level = Level.FAILED if late else Level.PASSED if complete and first is not None else Level.CONDITIONAL
    tables = ("perimeter_sheet", "objectives", "collaborators")
    return results.basis.known("2.1", level, n=len(sheet), tables=tables, values=values)


def ideas(results: Results) -> Answer:
    """2.2: do ideas come up from collaborators, and are they answered?"""
    found, settings = results.ideas, results.settings
    if found is None:
        return results.basis.unknown("2.2", "reason.no_ideas", "ideas.date", "ideas.answered_on")
    part = found.answered / found.given
    values: dict[str, Value] = {
        "n": count(found.given),
        "authors": count(found.authors),
        "answered": share(part),
        "days": days(settings.answer_days),
        "adopted": count(found.adopted),
        "people": count(found.people or found.authors),
    }
    if part >= settings.ideas_threshold:
        level = Level.PASSED
    else:
        level = Level.CONDITIONAL if part >= settings.ideas_fatal else Level.FAILED
    return results.basis.known("2.2", level, n=found.given, tables=("ideas", "collaborators"), values=values)


def perceptions(results: Results) -> Answer:
    """2.6: are collaborators' perceptions known, and coded alike?"""
    table = results.perceived
    if table is None:
        return results.basis.unknown("2.6", "reason.no_survey", "survey.mark", "survey_items.theme")
    best, worst = table.iloc[0], table.iloc[-1]
    values: dict[str, Value] = {
        "n": count(table["asked"].max()),
        "items": count(len(table)),
        "best": Name(str(best["label"])),
        "most": share(best["share"]),
        "worst": Name(str(worst["label"])),
        "least": share(worst["share"]),
        "low": share(worst["low"]),
        "high": share(worst["high"]),
    }
    coding = results.coding
    if coding is None:
        return results.basis.known(
            "2.6", Level.CONDITIONAL, n=int(table["asked"].max()), tables=("survey", "survey_items"), values=values
        )
    values["alpha"] = coefficient(coding.alpha)
    level = Level.PASSED if coding.alpha >= ACCEPTED else Level.FAILED
    tables = ("survey", "survey_items", "priority_codes")
    return results.basis.known("2.6", level, n=int(table["asked"].max()), tables=tables, values=values)


def clarity(results: Results) -> Answer:
    """2.8: is energy highest where the strategy is clear? An association, which proves no cause."""
    found = results.clarity
    if found is None:
        return results.basis.unknown("2.8", "reason.no_clarity", "survey.mark", "survey_items.theme")
    energy = found.thirds["energy"]
    interval = found.link.interval
    values: dict[str, Value] = {
        "n": count(found.link.n),
        "rho": coefficient(found.link.rho, interval),
        "from": coefficient(interval.low),
        "to": coefficient(interval.high),
        "low": share(energy["low"]),
        "high": share(energy["high"]),
    }
    level = Level.PASSED if interval.low > 0 else Level.FAILED if interval.high < 0 else Level.CONDITIONAL
    tables = ("survey", "survey_items", "priorities")
    return results.basis.known("2.8", level, n=found.link.n, tables=tables, values=values)
