"""The verdict of épreuve 3: three criteria, one level, and how often resampled evidence says the same."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from gtkit.arrays import Vector
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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Customers:
    """What criteria read of each customer: hours a year, whether it deserves them, whether it could be judged."""

    hours: Vector
    deserving: npt.NDArray[np.bool_]
    judged: npt.NDArray[np.bool_]

    def drawn(self, rng: np.random.Generator) -> _Customers:
        """As many customers, with replacement."""
        rows = rng.integers(0, len(self.hours), len(self.hours))
        return _Customers(hours=self.hours[rows], deserving=self.deserving[rows], judged=self.judged[rows])


def judge(results: Results) -> Verdict:
    """Verdict on the organisation: does its energy go to the customers who deserve it?

    Source: METHODS section 5, line "3, the organisation".
    """
    customers, weights = _read(results.customers), _weights(results)
    criteria = _criteria(results, customers, weights)
    level = level_of(criteria)

    def resample(rng: np.random.Generator) -> list[Criterion]:
        some = customers.drawn(rng)
        shaken = None if weights is None else weights * rng.gamma(WEIGHT_SPREAD**-2, WEIGHT_SPREAD**2, len(weights))
        return _criteria(results, some, shaken)

    return conclude(criteria, _statement(level, criteria, results), results.settings, resample=resample)


def _read(customers: pd.DataFrame) -> _Customers:
    return _Customers(
        hours=customers["hours"].fillna(0.0).to_numpy(dtype=np.float64),
        deserving=(customers["level"] == Level.PASSED).to_numpy(dtype=np.bool_),
        judged=(customers["level"] != Level.UNDETERMINED).to_numpy(dtype=np.bool_),
    )


def _weights(results: Results) -> Vector | None:
    return None if results.grid is None else results.grid["weight"].to_numpy(dtype=np.float64)


def _criteria(results: Results, customers: _Customers, weights: Vector | None) -> list[Criterion]:
    settings, base = results.settings, results.base
    hours = customers.hours
    if results.energy is None:
        reason = "reason.no_margin" if base is None else "reason.no_time"
        energy = unknown_criterion("criterion.energy", reason, settings.energy_threshold, required=True)
    elif base is None or base.equity is None:
        energy = unknown_criterion("criterion.energy", "reason.few_repeaters", settings.energy_threshold, required=True)
    elif (hours > 0).sum() < 2:
        energy = unknown_criterion("criterion.energy", "reason.no_time", settings.energy_threshold, required=True)
    elif hours[customers.judged].sum() / hours.sum() < settings.completeness_threshold:
        energy = unknown_criterion("criterion.energy", "reason.unjudged", settings.energy_threshold, required=True)
    else:
        energy = judgement.energy_criterion(
            hours,
            customers.deserving,
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
