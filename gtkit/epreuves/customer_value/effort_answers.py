"""Answers 3.6 to 3.8: what customers do for the organisation, and what an ideal one would do."""

from __future__ import annotations

from gtkit.epreuves.customer_value.judgement import proof_criterion
from gtkit.epreuves.customer_value.results import Results
from gtkit.evidence import Answer, Level, Name, Quantity, State, Unit
from gtkit.evidence.quantities import count, share


def answers(results: Results) -> tuple[Answer, ...]:
    """Answers 3.6 to 3.8."""
    return quality_by_efforts(results), strategic_fit(results), ideal_efforts(results)


def quality_by_efforts(results: Results) -> Answer:
    """3.6: a customer's quality is the efforts that it makes; on how many can that be said?"""
    if results.efforts is None:
        return results.basis.unknown("3.6", "reason.no_efforts", "efforts.value", "effort_catalogue.effort")
    scores = results.efforts.customers
    judged = scores[scores["completeness"] >= results.settings.completeness_threshold]
    if judged["score"].notna().sum() == 0:
        return results.basis.unknown("3.6", "reason.incomplete_efforts", "efforts.value")
    part = len(judged) / len(scores)
    return results.basis.known(
        "3.6",
        Level.PASSED if part >= results.settings.completeness_threshold else Level.CONDITIONAL,
        n=len(judged),
        tables=results.effort_tables,
        values={
            "n": count(len(judged)),
            "customers": count(len(scores)),
            "part": share(part),
            "median": Quantity(float(judged["score"].median()), Unit.SCORE),
        },
    )


def strategic_fit(results: Results) -> Answer:
    """3.7: are customers of the kind that the strategy looks for? On those of whom enough is known."""
    if results.fit is None:
        return results.basis.unknown(
            "3.7", "reason.no_ideal_profile", "ideal_profile.attribute", "customer_attributes.value"
        )
    settings, scores = results.settings, results.fit.customers
    judged = scores[scores["completeness"] >= settings.completeness_threshold]
    if judged.empty:
        return results.basis.unknown("3.7", "reason.incomplete_attributes", "customer_attributes.value")
    fits = (judged["score"] >= settings.fit_threshold) & ~judged["barred"]
    part = float(fits.mean())
    if part >= settings.coherence_threshold:
        level = Level.PASSED
    else:
        level = Level.CONDITIONAL if part >= settings.coherence_fatal else Level.FAILED
    return results.basis.known(
        "3.7",
        level,
        n=len(judged),
        tables=("ideal_profile", "customer_attributes", "customers"),
        values={
            "n": count(fits.sum()),
            "judged": count(len(judged)),
            "part": share(part),
            "threshold": Quantity(settings.fit_threshold, Unit.SCORE),
            "barred": count(judged["barred"].sum()),
        },
    )


def ideal_efforts(results: Results) -> Answer:
    """3.8: which efforts, measurable and beyond dispute, must an ideal customer make?"""
    grid = results.grid
    if grid is None or not grid["weight"].sum() > 0:
        return results.basis.unknown("3.8", "reason.no_catalogue", "effort_catalogue.effort")
    criterion = proof_criterion(grid["weight"], grid["kept"], threshold=results.settings.proof_threshold)
    kept = int(grid["kept"].sum())
    level = Level.CONDITIONAL if criterion.state is State.MET else Level.FAILED
    level = Level.PASSED if kept == len(grid) else level
    return results.basis.known(
        "3.8",
        level,
        n=len(grid),
        tables=("effort_catalogue",),
        values={
            "n": count(kept),
            "listed": count(len(grid)),
            "part": criterion.quantity or share(0.0),
            "threshold": share(results.settings.proof_threshold),
            "rejected": tuple(Name(label) for label in grid.loc[~grid["kept"], "label"]),
        },
    )
