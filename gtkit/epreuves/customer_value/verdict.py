"""The verdict of épreuve 3: three criteria, one level, and how often resampled evidence says the same."""

from __future__ import annotations

import numpy as np
import pandas as pd

from gtkit.epreuves.concluding import blocked, conclude, unknown_criterion, unmet
from gtkit.epreuves.customer_value import judgement
from gtkit.epreuves.customer_value.results import Results
from gtkit.evidence import (
    Criterion,
    Level,
    Quantity,
    State,
    Statement,
    Unit,
    Verdict,
    level_of,
)

WEIGHT_SPREAD = 0.20  # coefficient of variation of the perturbed effort weights


def judge(results: Results) -> Verdict:
    """Verdict on the organisation: does its energy go to the customers who deserve it?

    Source: METHODS section 5, line "3, the organisation".
    """
    criteria = _criteria(results, results.customers, _weights(results))
    level = level_of(criteria)

    def resample(rng: np.random.Generator) -> list[Criterion]:
        rows = rng.integers(0, len(results.customers), len(results.customers))
        weights = _weights(results)
        shaken = None if weights is None else weights * rng.gamma(WEIGHT_SPREAD**-2, WEIGHT_SPREAD**2, len(weights))
        return _criteria(results, results.customers.iloc[rows], shaken)

    return conclude(criteria, _statement(level, criteria, results), results.settings, resample=resample)


def _weights(results: Results) -> pd.Series | None:
    return None if results.grid is None else results.grid["weight"]


def _criteria(results: Results, customers: pd.DataFrame, weights: pd.Series | None) -> list[Criterion]:
    settings, base = results.settings, results.base
    if results.energy is None:
        reason = "reason.no_margin" if base is None else "reason.no_time"
        energy = unknown_criterion("criterion.energy", reason, settings.energy_threshold, required=True)
    elif base is None or base.equity is None:
        energy = unknown_criterion("criterion.energy", "reason.few_repeaters", settings.energy_threshold, required=True)
    elif (customers["hours"] > 0).sum() < 2:
        energy = unknown_criterion("criterion.energy", "reason.no_time", settings.energy_threshold, required=True)
    elif _judged(customers) < settings.completeness_threshold:
        energy = unknown_criterion("criterion.energy", "reason.unjudged", settings.energy_threshold, required=True)
    else:
        energy = judgement.energy_criterion(
            customers["hours"].fillna(0.0),
            customers["level"] == Level.PASSED,
            threshold=settings.energy_threshold,
            fatal=settings.energy_fatal,
            level=settings.interval_level,
        )
    if results.grid is None or weights is None or not weights.sum() > 0:
        proof = unknown_criterion("criterion.proof", "reason.no_catalogue", settings.proof_threshold)
    else:
        proof = judgement.proof_criterion(weights, results.grid["kept"], threshold=settings.proof_threshold)
    if base is None or base.equity is None:
        reason = "reason.no_margin" if base is None else "reason.few_repeaters"
        sound = unknown_criterion("criterion.soundness", reason, 1.0)
    else:
        sound = judgement.soundness_criterion(not base.flags, base.repeaters)
    return [energy, proof, sound]


def _judged(customers: pd.DataFrame) -> float:
    """Share of the time that went to customers who could be judged."""
    hours = customers["hours"].fillna(0.0)
    return float(hours[customers["level"] != Level.UNDETERMINED].sum() / hours.sum())


def _statement(level: Level, criteria: list[Criterion], results: Results) -> Statement:
    energy = criteria[0]
    if energy.quantity is None:
        return Statement("verdict.customer_value.unknown", {"reason": blocked(criteria) or Statement("reason.no_time")})
    deserving = (results.customers["level"] == Level.PASSED) & (results.customers["hours"] > 0)
    values = {
        "share": energy.quantity,
        "low": Quantity(energy.quantity.interval.low, Unit.SHARE) if energy.quantity.interval else energy.quantity,
        "high": Quantity(energy.quantity.interval.high, Unit.SHARE) if energy.quantity.interval else energy.quantity,
        "threshold": Quantity(energy.threshold, Unit.SHARE),
        "n": Quantity(float(deserving.sum()), Unit.COUNT),
        "served": Quantity(float(energy.n), Unit.COUNT),
    }
    needed = energy.units_that_would_settle
    if level is Level.UNDETERMINED and needed is not None:
        values["needed"] = Quantity(float(needed), Unit.COUNT)
        return Statement("verdict.customer_value.open", values)
    if level is Level.CONDITIONAL and energy.state is State.NOT_MET:
        return Statement("verdict.customer_value.below", values)
    if level is Level.CONDITIONAL:
        return Statement("verdict.customer_value.conditional", {**values, "unmet": unmet(criteria)})
    return Statement(f"verdict.customer_value.{level.value}", values)
