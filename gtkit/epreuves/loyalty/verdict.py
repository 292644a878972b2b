"""The verdict of épreuve 4: is there a plan that keeps customers and pays for itself, on evidence that allows it?"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from gtkit.arrays import Vector
from gtkit.epreuves.concluding import blocked, conclude, unknown_criterion, unmet
from gtkit.epreuves.loyalty.planning import Plan
from gtkit.epreuves.loyalty.results import Results
from gtkit.evidence import Criterion, Level, Quantity, Statement, Unit, Value, Verdict, level_of
from gtkit.evidence.quantities import count, money, share
from gtkit.scoring.survey.ratio import ratio_share

EFFECT_SPREAD = 0.20  # coefficient of variation of the perturbed effects of actions
_SHAKEN = (EFFECT_SPREAD**-2, EFFECT_SPREAD**2)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Evidence:
    """What criteria read, None where it is not known.

    Attributes
    ----------
    exits : bool array, shape (customers,): who is known to have left.
    losses : float array, shape (over-served customers,): currency a year; spared : the share of each that the grid
        of its tier spares.
    """

    exits: npt.NDArray[np.bool_] | None
    losses: Vector | None
    spared: Vector | None

    def drawn(self, rng: np.random.Generator) -> _Evidence:
        """As many customers of each kind, with replacement."""
        left = None if self.exits is None else self.exits[_rows(len(self.exits), rng)]
        if self.losses is None or self.spared is None:
            return replace(self, exits=left)
        rows = _rows(len(self.losses), rng)
        return _Evidence(exits=left, losses=self.losses[rows], spared=self.spared[rows])


def judge(results: Results) -> Verdict:
    """Verdict on the loyalty strategy.

    Source: METHODS section 5, line 4.
    """
    evidence, timing = _read(results), _timing(results)
    criteria = _criteria(results, evidence, timing, None)
    level = level_of(criteria)

    def resample(rng: np.random.Generator) -> list[Criterion]:
        some, plan = evidence.drawn(rng), results.plan
        factors = None if plan is None else np.asarray(rng.gamma(*_SHAKEN, plan.effects.shape[1]))
        return _criteria(results, some, timing, factors)

    return conclude(criteria, _statement(level, criteria, results), results.settings, resample=resample)


def _read(results: Results) -> _Evidence:
    over = results.over_served
    losses = None if over is None else over["loss"].to_numpy(dtype=np.float64)
    return _Evidence(
        exits=None if results.exits is None else results.exits.to_numpy(dtype=np.bool_),
        losses=losses,
        spared=None if over is None else 1 - over["kept"].to_numpy(dtype=np.float64) / losses,
    )


def _rows(n: int, rng: np.random.Generator) -> npt.NDArray[np.int64]:
    """As many places as there are rows, drawn with replacement."""
    return rng.integers(0, max(n, 1), n)


def _criteria(results: Results, evidence: _Evidence, timing: Criterion, factors: np.ndarray | None) -> list[Criterion]:
    return [
        _gain(results, factors),
        _exits(results, evidence.exits),
        timing,
        _no_regret(results.plan, factors, results.settings.no_regret_threshold),
        _losses(results, evidence),
    ]


def _gain(results: Results, factors: np.ndarray | None) -> Criterion:
    """Net gain of the best plan, required: met when its 10 % quantile pays, fatal when its median does not."""
    key, least = "criterion.loyalty_gain", results.settings.minimum_gain
    if results.plan is None:
        return unknown_criterion(key, "reason.no_actions", least, required=True)
    middle, interval = results.plan.gain(factors)
    pays = middle >= least
    return Criterion(
        key=key,
        quantity=money(middle, interval) if pays else money(middle),
        threshold=least,
        fatal=least,
        required=True,
        n=int(results.plan.effects.shape[1]),
    )


def _exits(results: Results, exits: npt.NDArray[np.bool_] | None) -> Criterion:
    least = results.settings.minimum_exits
    known = 0 if exits is None else int(exits.sum())
    if known < least:
        reason = "reason.no_retention" if exits is None else "reason.few_exits"
        return unknown_criterion("criterion.loyalty_exits", reason, least, required=True)
    return Criterion(key="criterion.loyalty_exits", quantity=count(known), threshold=least, required=True, n=known)


def _timing(results: Results) -> Criterion:
    """Decisions before which satisfaction was asked; required once satisfaction is given."""
    key, least = "criterion.loyalty_timing", results.settings.minimum_decisions
    if results.satisfied is None:
        return unknown_criterion(key, "reason.no_satisfaction", least)
    known = len(results.satisfied.in_time)
    if known < least:
        late = int(results.satisfied.decisions["late"].sum()) > known
        reason = "reason.satisfaction_after" if late else "reason.few_decisions"
        return unknown_criterion(key, reason, least, required=True)
    return Criterion(key=key, quantity=count(known), threshold=least, required=True, n=known)


def _no_regret(plan: Plan | None, factors: np.ndarray | None, threshold: float) -> Criterion:
    if plan is None:
        return unknown_criterion("criterion.loyalty_no_regret", "reason.no_actions", threshold)
    part = share(plan.no_regret_share(factors))
    return Criterion(
        key="criterion.loyalty_no_regret", quantity=part, threshold=threshold, n=int(plan.actions["chosen"].sum())
    )


def _losses(results: Results, evidence: _Evidence) -> Criterion:
    """Share of the losses on over-served customers that their own tier's grid would spare."""
    key, threshold = "criterion.loyalty_losses", results.settings.loss_cut_threshold
    losses, spared = evidence.losses, evidence.spared
    if losses is None or spared is None or results.service is None:
        return unknown_criterion(key, "reason.no_margin" if results.base is None else "reason.no_time", threshold)
    if not len(losses):
        return Criterion(key=key, quantity=share(1.0), threshold=threshold)
    if not results.service["grid_hours"].notna().any():
        return unknown_criterion(key, "reason.no_service_levels", threshold)
    if len(losses) < 2:
        return Criterion(key=key, quantity=share(float(spared[0])), threshold=threshold, n=1)
    part, interval = ratio_share(losses, spared, level=results.settings.interval_level)
    return Criterion(key=key, quantity=share(part, interval), threshold=threshold, n=len(losses))


def _statement(level: Level, criteria: list[Criterion], results: Results) -> Statement:
    why = blocked(criteria)
    plan, gain = results.plan, criteria[0]
    if why is not None or plan is None or gain.quantity is None:
        return Statement("verdict.loyalty.unknown", {"reason": why or Statement("reason.no_actions")})
    values: dict[str, Value] = {
        "n": count(len(plan.chosen)),
        "cost": money(plan.choice.central.cost),
        "gain": gain.quantity,
        "budget": money(results.settings.budget),
        "hours": Quantity(results.settings.hours, Unit.HOURS),
    }
    if gain.quantity.interval is not None:
        values |= {"low": money(gain.quantity.interval.low), "high": money(gain.quantity.interval.high)}
    if level is Level.CONDITIONAL:
        values["unmet"] = unmet(criteria)
    return Statement(f"verdict.loyalty.{level.value}", values)
