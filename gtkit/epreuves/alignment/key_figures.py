"""The numbers of épreuve 2's first screen, each with its trace."""

from __future__ import annotations

from gtkit.epreuves.alignment.results import Results
from gtkit.evidence import KeyFigure, Verdict
from gtkit.evidence.quantities import share

_TABLES = ("priorities", "collaborators", "objectives")
_LISTS = ("assumption.field", "assumption.groups_merged", "assumption.management_list", "assumption.tied_last")


def figures(results: Results, verdict: Verdict) -> tuple[KeyFigure, ...]:
    """Every key figure that could be computed, the most telling first."""
    cites, near, agreed = verdict.criteria
    settings, basis = results.settings, results.basis
    found = []
    if cites.quantity is not None:
        trace = basis.trace(
            "gtkit.scoring.survey.stratified.stratified_share",
            r"\sum_h \frac{N_h}{N} \, \frac{1}{n_h} \sum_{i \in h} 1_{|T \cap L_i| \geq c}",
            tables=_TABLES,
            parameters={
                "top": settings.top,
                "cited_needed": settings.cited_needed,
                "smallest_group": settings.smallest_group,
                "interval_level": settings.interval_level,
            },
            assumptions=(*_LISTS, "assumption.interval_departments"),
        )
        found.append(KeyFigure(key="figure.citing", quantity=cites.quantity, trace=trace))
    if near.quantity is not None:
        trace = basis.trace(
            "gtkit.scoring.survey.stratified.stratified_mean",
            r"\sum_h \frac{N_h}{N} \, \overline{RBO}_h",
            tables=_TABLES,
            parameters={
                "persistence": settings.persistence,
                "smallest_group": settings.smallest_group,
                "interval_level": settings.interval_level,
            },
            assumptions=(*_LISTS, "assumption.rank_overlap", "assumption.interval_mean"),
        )
        found.append(KeyFigure(key="figure.overlap", quantity=near.quantity, trace=trace))
    if agreed.quantity is not None:
        trace = basis.trace(
            "gtkit.scoring.survey.agreement.kendall_w",
            r"\frac{12 \, S}{m^2 (n^3 - n) - m \sum T}",
            tables=("priorities", "collaborators"),
            assumptions=("assumption.management_items", "assumption.tied_last"),
        )
        found.append(KeyFigure(key="figure.concordance", quantity=agreed.quantity, trace=trace))
    if results.ideas is not None:
        trace = basis.trace(
            "gtkit.epreuves.alignment.ideas.read_ideas",
            r"\frac{\sum_i 1_{r_i - d_i \leq a}}{n}",
            tables=("ideas",),
            parameters={"answer_days": settings.answer_days},
            assumptions=("assumption.ideas_year",),
        )
        part = results.ideas.answered / results.ideas.given
        found.append(KeyFigure(key="figure.ideas", quantity=share(part), trace=trace))
    return tuple(found)
