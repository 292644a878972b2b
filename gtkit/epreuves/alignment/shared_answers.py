"""Answers 2.0, 2.3 and 2.7: the épreuve's own question, the shared vision, and the test at random."""

from __future__ import annotations

from gtkit.epreuves.alignment.departments import SURE
from gtkit.epreuves.alignment.results import Results
from gtkit.evidence import Answer, Level, Name, Statement, Value, Verdict
from gtkit.evidence.quantities import count, share

_TABLES = ("priorities", "collaborators", "objectives")


def same_priorities(results: Results, verdict: Verdict) -> Answer:
    """2.0: are all collaborators focused on the same priorities as management?"""
    cites, near, agreed = verdict.criteria
    if cites.quantity is None or results.lists is None:
        reason = cites.reason.key if cites.reason else "reason.no_priorities"
        return results.basis.unknown("2.0", reason, "priorities.objective", "collaborators.management")
    settings = results.settings
    values: dict[str, Value] = {
        "share": cites.quantity,
        "n": count(cites.n),
        "cited": count(settings.cited_needed),
        "first": tuple(Name(label) for label in results.named(results.first)),
        "overlap": near.quantity or Statement("agreement.unknown"),
        "top": count(len(results.first)),
        "management": agreed.quantity or Statement("agreement.unknown"),
    }
    return results.basis.known("2.0", verdict.level, n=cites.n, tables=(*_TABLES, "priority_codes"), values=values)


def shared_vision(results: Results) -> Answer:
    """2.3: is there a shared vision? How far each department lies from management, and whether chance would do it."""
    table = results.departments
    if table is None or table.empty or table["distance"].isna().all():
        return results.basis.unknown("2.3", "reason.no_departments", "priorities.objective", "collaborators.service")
    apart = table[table["far"]]
    farthest, nearest = table.iloc[0], table.iloc[-1]
    values: dict[str, Value] = {
        "n": count(len(table)),
        "apart": count(len(apart)),
        "names": Statement(
            "vision.apart",
            {
                "n": count(len(apart)),
                "names": tuple(Name(str(name)) for name in apart.index),
                "farthest": Name(str(table.index[0])),
                "far": share(farthest["distance"]),
            },
        ),
        "farthest": Name(str(table.index[0])),
        "far": share(farthest["distance"]),
        "nearest": Name(str(table.index[-1])),
        "near": share(nearest["distance"]),
    }
    level = Level.PASSED if apart.empty else Level.FAILED if len(apart) > len(table) / 2 else Level.CONDITIONAL
    return results.basis.known("2.3", level, n=int(table["asked"].sum()), tables=_TABLES[:2], values=values)


def random_test(results: Results) -> Answer:
    """2.7: were people taken at random, and what do they say the organisation attends to?"""
    asked, lists = results.asked, results.lists
    if asked is None or lists is None or lists.field.empty or asked.asked == 0:
        return results.basis.unknown("2.7", "reason.no_draw", "collaborators.service", "priorities.objective")
    values: dict[str, Value] = {
        "n": count(asked.asked),
        "people": count(asked.certificate.population),
        "needed": count(asked.needed),
        "margin": share(results.settings.draw_margin),
        "p": share(asked.p_value),
        "said": tuple(Name(label) for label in results.named(results.said)),
    }
    level = Level.FAILED if asked.p_value < SURE else Level.PASSED if asked.asked >= asked.needed else Level.CONDITIONAL
    return results.basis.known("2.7", level, n=asked.asked, tables=_TABLES[:2], values=values)
