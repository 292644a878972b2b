"""Answers 5.1, 5.2, 5.6 and 5.8: what is measured, how, and with which tools."""

from __future__ import annotations

from gtkit.epreuves.performance.results import Results
from gtkit.epreuves.performance.system_answers import waiting
from gtkit.evidence import Answer, Level, Name, Statement, Term
from gtkit.evidence.quantities import count, per_year
from gtkit.scoring.indicators.progress import Reading
from gtkit.scoring.indicators.sheets import FIELDS


def real_value(results: Results) -> Answer:
    """5.1: the value really added for the customer, by comparison with a group that was not helped."""
    return results.basis.later("5.1", "value_added")


def progress(results: Results) -> Answer:
    """5.2: does the system help the team to measure progress? Signal told from noise, series by series."""
    if results.indicators is None:
        return waiting(results, "5.2", "reason.no_indicators")
    readable = results.readable
    if not readable:
        return waiting(results, "5.2", "reason.short_series" if results.tracks else "reason.no_series")
    followed = len({track.indicator for track in readable})
    part = followed / len(results.indicators)
    return results.basis.known(
        "5.2",
        Level.PASSED if part >= results.settings.practice_threshold else Level.CONDITIONAL,
        n=len(readable),
        tables=("series", "indicators"),
        values={
            "n": count(followed),
            "listed": count(len(results.indicators)),
            "series": count(len(readable)),
            "progressed": _moved(results, Reading.PROGRESS),
            "declined": _moved(results, Reading.DECLINE),
            "noise": count(sum(t.progress.reading is Reading.NOISE for t in readable)),
        },
    )


def how_measured(results: Results) -> Answer:
    """5.6: how is performance measured? Ten fields of each indicator's sheet."""
    sheets = results.sheets
    if sheets is None:
        return waiting(results, "5.6", "reason.no_indicators")
    whole, rarest = int(sheets.all(axis=1).sum()), str(sheets.mean().idxmin())
    if whole == 0:
        level = Level.FAILED
    else:
        level = Level.PASSED if whole / len(sheets) >= results.settings.practice_threshold else Level.CONDITIONAL
    return results.basis.known(
        "5.6",
        level,
        n=len(sheets),
        tables=("indicators",),
        values={
            "n": count(whole),
            "listed": count(len(sheets)),
            "fields": count(len(FIELDS)),
            "field": Term(f"sheet.{rarest}"),
            "blank": count((~sheets[rarest]).sum()),
        },
    )


def tools(results: Results) -> Answer:
    """5.8: with which tools? Soon enough for the decision, from a named source, at what cost."""
    frame = results.tools
    if frame is None:
        return waiting(results, "5.8", "reason.no_indicators")
    known = frame["timely"].dropna()
    if known.empty:
        missing = ("indicators.delay_days", "indicators.cadence_days", "indicators.cycle_days")
        return results.basis.unknown("5.8", "reason.no_cycle", *missing)
    late = tuple(Name(str(label)) for label in frame.loc[frame["timely"].eq(False).fillna(False), "label"])
    sourced, part = int((frame["source"] != "").sum()), float(known.mean())
    if part == 0:
        level = Level.FAILED
    else:
        kept = part >= results.settings.practice_threshold and sourced == len(frame) == len(known)
        level = Level.PASSED if kept else Level.CONDITIONAL
    return results.basis.known(
        "5.8",
        level,
        n=len(frame),
        tables=("indicators",),
        values={
            "n": count(int(known.sum())),
            "listed": count(len(known)),
            "late": Statement("tools.late", {"n": count(len(late)), "names": late})
            if late
            else Statement("tools.none_late"),
            "unsourced": count(len(frame) - sourced),
            "cost": _cost(results),
        },
    )


def _moved(results: Results, reading: Reading) -> Statement:
    labels = dict.fromkeys(t.label for t in results.tracks if t.progress.reading is reading)
    names = tuple(Name(label) for label in labels)
    return (
        Statement(f"tracks.{reading.value}", {"n": count(len(names)), "names": names})
        if names
        else Statement(f"tracks.no_{reading.value}")
    )


def _cost(results: Results) -> Statement:
    costs = None if results.tools is None else results.tools["yearly_cost"].dropna()
    if costs is None or costs.empty:
        return Statement("tools.no_cost")
    return Statement("tools.cost", {"cost": per_year(costs.sum()), "n": count(len(costs))})
