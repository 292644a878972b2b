"""Answers 5.0, 5.3 to 5.5 and 5.7: the fear, the system beyond its list, its use, its fit with the strategy."""

from __future__ import annotations

import pandas as pd

from gtkit.epreuves.concluding import blocked
from gtkit.epreuves.field_of_action import SORTING_TABLES
from gtkit.epreuves.performance.practice import CHECKS
from gtkit.epreuves.performance.results import Results
from gtkit.evidence import Answer, Level, Name, Statement, Term, Value, Verdict
from gtkit.evidence.quantities import count, share

MISSING = {
    "reason.no_indicators": ("indicators.label", "indicators.failure_line"),
    "reason.no_alignment": ("objectives.weight", "objective_alignment.strength"),
    "reason.no_log": ("decision_log.indicator", "decision_log.decided"),
    "reason.few_meetings": ("decision_log.meeting",),
    "reason.no_series": ("series.period", "series.value"),
    "reason.short_series": ("series.value",),
}


def waiting(results: Results, question: str, reason: str) -> Answer:
    """An undetermined answer: its reason, and the columns that lift it."""
    return results.basis.unknown(question, reason, *MISSING[reason])


def healthy_fear(results: Results, verdict: Verdict) -> Answer:
    """5.0: the épreuve's own question."""
    reason, answerable = blocked(verdict.criteria), verdict.criteria[0].quantity
    if reason is not None or answerable is None or results.indicators is None:
        return waiting(results, "5.0", reason.key if reason else "reason.no_indicators")
    return results.basis.known(
        "5.0",
        verdict.level,
        n=len(results.indicators),
        tables=("indicators", "objectives", "objective_alignment", "decision_log", "survey", "survey_items"),
        values={
            "n": count(len(results.indicators)),
            "answerable": count(results.indicators["answerable"].sum()),
            "share": answerable,
            "threshold": share(results.settings.answerable_threshold),
            "fear": _fear(results),
        },
    )


def beyond_the_list(results: Results) -> Answer:
    """5.3: a system is more than its indicators: owner, ritual, decision, reward, review."""
    system = results.system
    if system is None:
        return waiting(results, "5.3", _lacking(results))
    held = pd.Series({check: system[check].dropna().astype(float).mean() for check in CHECKS}, dtype=float).dropna()
    kept = held[held >= results.settings.practice_threshold]
    weakest = str(held.idxmin())
    level = Level.PASSED if len(kept) == len(CHECKS) else Level.CONDITIONAL if len(kept) else Level.FAILED
    return results.basis.known(
        "5.3",
        level,
        n=len(system),
        tables=("indicators", "decision_log", "objective_alignment", "paid_for"),
        values={
            "n": count(len(kept)),
            "listed": count(len(CHECKS)),
            "threshold": share(results.settings.practice_threshold),
            "weakest": Term(f"check.{weakest}"),
            "part": share(held.min()),
        },
    )


def use_of_indicators(results: Results) -> Answer:
    """5.4: how indicators are used, from the log of decisions rather than from opinion."""
    if results.use is None:
        return waiting(results, "5.4", "reason.no_indicators" if results.indicators is None else "reason.no_log")
    used, settings = results.use, results.settings
    if used.meetings < settings.fewest_meetings:
        return waiting(results, "5.4", "reason.few_meetings")
    frame = used.indicators
    decided = int((frame["decided"] > 0).sum())
    if decided == 0:
        level = Level.FAILED
    else:
        level = Level.PASSED if used.zombie_share <= settings.zombie_ceiling else Level.CONDITIONAL
    zombies = frame.index[frame["zombie"]]
    return results.basis.known(
        "5.4",
        level,
        n=used.meetings,
        tables=("decision_log", "indicators"),
        values={
            "n": count(len(frame)),
            "meetings": count(used.meetings),
            "decided": count(decided),
            "reviewed": count((frame["reviewed"] > 0).sum()),
            "zombies": _zombies(results, tuple(Name(str(results.labels[key])) for key in zombies)),
        },
    )


def fit_with_strategy(results: Results) -> Answer:
    """5.5: do indicators follow the strategy? Coverage, orphans, rewards that pay for what a barrier refuses."""
    if results.audit is None or results.objectives is None:
        return waiting(results, "5.5", _lacking(results))
    found, labels = results.audit, results.labels
    at_war = sorted(set(found.conflicts["indicator"]))
    orphans = found.indicators.index[found.indicators["orphan"]]
    if at_war:
        level = Level.FAILED
    else:
        whole = found.coverage >= results.settings.coverage_threshold and orphans.empty
        level = Level.PASSED if whole and results.refused is not None else Level.CONDITIONAL
    return results.basis.known(
        "5.5",
        level,
        n=len(results.objectives),
        tables=("indicators", "objectives", "objective_alignment", "paid_for", *SORTING_TABLES),
        values={
            "n": count(len(results.objectives)),
            "coverage": share(found.coverage),
            "uncovered": _named("uncovered", tuple(Name(str(results.objectives["label"][o])) for o in found.uncovered)),
            "orphans": _named("orphans", tuple(Name(str(labels[key])) for key in orphans)),
            "conflicts": _conflicts(results, tuple(Name(str(labels[key])) for key in at_war)),
        },
    )


def criteria(results: Results) -> Answer:
    """5.7: on which criteria? Those to keep, to mend, to drop, and the objectives that ask for one."""
    if results.choice is None:
        return waiting(results, "5.7", _lacking(results))
    choice = results.choice
    counts = {name: int((choice["choice"] == name).sum()) for name in ("keep", "mend", "drop", "add")}
    if counts["keep"] + counts["mend"] == 0:
        level = Level.FAILED
    else:
        level = Level.PASSED if counts["keep"] == len(choice) else Level.CONDITIONAL
    values: dict[str, Value] = {name: count(found) for name, found in counts.items()}
    return results.basis.known(
        "5.7",
        level,
        n=len(results.labels),
        tables=("indicators", "objectives", "objective_alignment", "decision_log"),
        values=values | {"listed": count(len(results.labels))},
    )


def _lacking(results: Results) -> str:
    """The first thing that an audit and the use of indicators wait for."""
    if results.indicators is None:
        return "reason.no_indicators"
    if results.audit is None:
        return "reason.no_alignment"
    return "reason.no_log" if results.use is None else "reason.few_meetings"


def _fear(results: Results) -> Statement:
    fear = results.fear
    if fear is None:
        return Statement("fear.unknown", {"reason": Statement(results.fear_reason)})
    row = fear.quadrants.T[fear.largest.value]
    return Statement(
        "fear.known",
        {
            "quadrant": Term(f"quadrant.{fear.largest.value}"),
            "share": share(float(row["share"])),
            "low": share(float(row["low"])),
            "high": share(float(row["high"])),
            "n": count(fear.people),
        },
    )


def _named(what: str, names: tuple[Name, ...]) -> Statement:
    return Statement(f"fit.{what}", {"n": count(len(names)), "names": names}) if names else Statement(f"fit.no_{what}")


def _conflicts(results: Results, names: tuple[Name, ...]) -> Statement:
    return Statement("fit.unsorted") if results.refused is None else _named("conflicts", names)


def _zombies(results: Results, names: tuple[Name, ...]) -> Statement:
    if results.use is None or not names:
        return Statement("zombies.none")
    upper = float(results.use.indicators["upper"].max())
    return Statement("zombies.named", {"n": count(len(names)), "names": names, "upper": share(upper)})
