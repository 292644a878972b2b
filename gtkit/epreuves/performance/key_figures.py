"""The numbers of épreuve 5's first screen, each with its trace."""

from __future__ import annotations

from gtkit.epreuves.performance.results import Results
from gtkit.evidence import Interval, KeyFigure, Verdict
from gtkit.evidence.quantities import count, per_year, share
from gtkit.scoring.indicators.progress import Reading
from gtkit.scoring.survey.healthy_fear import Quadrant

_LINKED = ("indicators", "objectives", "objective_alignment")


def figures(results: Results, verdict: Verdict) -> tuple[KeyFigure, ...]:
    """Every key figure that could be computed, the most telling first."""
    makers = (_answerable(results, verdict), _coverage(results), _zombies(results), _dropped(results))
    return tuple(figure for figure in (*makers, _learning(results), _progress(results)) if figure is not None)


def _answerable(results: Results, verdict: Verdict) -> KeyFigure | None:
    quantity = verdict.criteria[0].quantity
    if quantity is None:
        return None
    trace = results.basis.trace(
        "gtkit.scoring.indicators.sheets.answerable_share",
        r"\frac{\sum_i w_i \, d_i}{\sum_i w_i}",
        tables=_LINKED,
        assumptions=("assumption.indicator_weight",),
    )
    return KeyFigure(key="figure.performance_answerable", quantity=quantity, trace=trace)


def _coverage(results: Results) -> KeyFigure | None:
    if results.audit is None:
        return None
    trace = results.basis.trace(
        "gtkit.scoring.indicators.audit.audit",
        r"\frac{\sum_o w_o \, 1_{\max_i a_{io} \geq 3}}{\sum_o w_o}",
        tables=_LINKED,
        assumptions=("assumption.strong_link",),
    )
    return KeyFigure(key="figure.performance_coverage", quantity=share(results.audit.coverage), trace=trace)


def _zombies(results: Results) -> KeyFigure | None:
    if results.use is None or results.use.meetings < results.settings.fewest_meetings:
        return None
    trace = results.basis.trace(
        "gtkit.scoring.indicators.use.use",
        r"\sum_i 1_{d_i = 0}",
        tables=("decision_log", "indicators"),
        parameters={"fewest_meetings": results.settings.fewest_meetings},
        assumptions=("assumption.zombie",),
    )
    dead = results.use.indicators["zombie"].sum()
    return KeyFigure(key="figure.performance_zombies", quantity=count(dead), trace=trace)


def _dropped(results: Results) -> KeyFigure | None:
    if results.choice is None:
        return None
    costs = results.choice.loc[results.choice["choice"] == "drop", "yearly_cost"].dropna()
    if costs.empty:
        return None
    trace = results.basis.trace(
        "gtkit.epreuves.performance.practice.criteria_choice",
        r"\sum_{i \, \in \, Z \cup O} c_i",
        tables=(*_LINKED, "decision_log"),
        parameters={"fewest_meetings": results.settings.fewest_meetings},
        assumptions=("assumption.zombie", "assumption.orphan"),
    )
    return KeyFigure(key="figure.performance_dropped", quantity=per_year(costs.sum()), trace=trace)


def _learning(results: Results) -> KeyFigure | None:
    if results.fear is None:
        return None
    row, settings = results.fear.quadrants.T[Quadrant.LEARNING.value], results.settings
    trace = results.basis.trace(
        "gtkit.scoring.survey.healthy_fear.healthy_fear",
        r"\frac{1}{n} \, \sum_i 1_{e_i \geq c} \, 1_{s_i \geq c}",
        tables=("survey", "survey_items", "collaborators"),
        parameters={"fear_cut": settings.fear_cut, "interval_level": settings.interval_level},
        assumptions=(
            "assumption.quadrants",
            "assumption.interval_wilson" if results.fear.population is None else "assumption.interval_finite",
        ),
    )
    interval = Interval(float(row["low"]), float(row["high"]), settings.interval_level)
    return KeyFigure(key="figure.performance_learning", quantity=share(float(row["share"]), interval), trace=trace)


def _progress(results: Results) -> KeyFigure | None:
    if not results.readable:
        return None
    proven = {t.indicator for t in results.readable if t.progress.reading is Reading.PROGRESS}
    trace = results.basis.trace(
        "gtkit.scoring.indicators.progress.read",
        r"\bar{x} \pm 2.66 \, \overline{mR}",
        tables=("series", "indicators"),
        assumptions=(
            "assumption.frozen_limits",
            "assumption.signals",
            "assumption.season_and_slope",
            "assumption.progress_counted",
        ),
    )
    return KeyFigure(key="figure.performance_progress", quantity=count(len(proven)), trace=trace)
