"""Does this customer deserve our energy? The rule, case by case."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from gtkit.epreuves.customer_value.judgement import (
    energy_criterion,
    judge_customers,
    proof_criterion,
    soundness_criterion,
)
from gtkit.evidence import Level, State

NAN = float("nan")


def judged(*, energy_known: bool = True, **columns: object) -> str:
    row = {"barrier": "", "completeness": 1.0, "net": 100.0, "net_q10": 10.0} | columns
    frame = pd.DataFrame([row], index=["C1"])
    return judge_customers(frame, energy_known=energy_known, completeness_threshold=0.6)["C1"]


@pytest.mark.parametrize(
    ("columns", "level"),
    [
        ({}, Level.PASSED),
        ({"net_q10": -1.0}, Level.CONDITIONAL),
        ({"net_q10": -5.0, "net": -1.0}, Level.FAILED),
        ({"net_q10": -5.0, "net": 0.0}, Level.FAILED),
        ({"barrier": "exclusivité"}, Level.FAILED),
        ({"completeness": 0.59}, Level.UNDETERMINED),
        ({"completeness": NAN}, Level.UNDETERMINED),
        ({"net": NAN, "net_q10": NAN}, Level.UNDETERMINED),
        ({"completeness": 0.1, "barrier": "exclusivité"}, Level.FAILED),
    ],
)
def test_each_case_has_its_level(columns: dict[str, object], level: Level) -> None:
    """Value decides, a barrier refuses whatever the value, too few known efforts leave it open."""
    assert judged(**columns) == level


def test_without_time_nobody_is_judged() -> None:
    """A customer's value does not tell whether the energy is deserved when the energy is unknown."""
    assert judged(energy_known=False) == Level.UNDETERMINED


def test_energy_is_counted_on_customers_that_took_some() -> None:
    """Customers without hours neither help nor hurt the share, nor count as units."""
    hours = pd.Series([10.0, 10.0, 0.0, 0.0])
    deserving = pd.Series([True, False, True, True])
    criterion = energy_criterion(hours, deserving, threshold=0.6, fatal=0.3, level=0.9)
    assert criterion.quantity is not None
    assert (criterion.quantity.value, criterion.n, criterion.required) == (0.5, 2, True)


def test_proof_is_a_share_of_weight_and_exact() -> None:
    """Two efforts of weight 3 and 1, the first kept: 75 %, no interval."""
    criterion = proof_criterion(pd.Series([3.0, 1.0]), pd.Series([True, False]), threshold=0.6)
    assert criterion.quantity is not None
    assert (criterion.quantity.value, criterion.quantity.interval) == (0.75, None)
    assert criterion.state is State.MET


def test_a_replaced_model_is_not_sound() -> None:
    """Sound is met, replaced is not."""
    assert soundness_criterion(True, 100).state is State.MET
    assert soundness_criterion(False, 100).state is State.NOT_MET


def test_levels_keep_the_customers_index() -> None:
    """One level a customer, in the order given."""
    frame = pd.DataFrame(
        {"barrier": ["", None], "completeness": 1.0, "net": [5.0, 5.0], "net_q10": np.array([1.0, -1.0])},
        index=["B", "A"],
    )
    levels = judge_customers(frame, energy_known=True, completeness_threshold=0.6)
    assert levels.to_dict() == {"B": "passed", "A": "conditional"}
