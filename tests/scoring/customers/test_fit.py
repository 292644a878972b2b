"""Strategic fit to a declared ideal profile."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from gtkit.errors import NotEstimable, OutOfRange, WrongShape
from gtkit.scoring.customers.fit import StrategicFit, strategic_fit

IDEAL = pd.DataFrame(
    {
        "attribute": ["machines", "km"],
        "label": ["Machines", "Distance"],
        "unit": ["", "km"],
        "direction": ["max", "min"],
        "worst": [0.0, 250.0],
        "ideal": [40.0, 50.0],
        "weight": [1.0, 3.0],
        "indispensable": [False, True],
    }
)
NOBODY = pd.Series(dtype=bool)


def facts(**values: tuple[float, float]) -> pd.DataFrame:
    rows = [(c, a, v) for c, pair in values.items() for a, v in zip(("machines", "km"), pair, strict=True)]
    return pd.DataFrame(rows, columns=["customer_id", "attribute", "value"]).dropna()


def fit(attributes: pd.DataFrame, barred: pd.Series = NOBODY, ideal: pd.DataFrame = IDEAL) -> StrategicFit:
    return strategic_fit(ideal, attributes, pd.Index(["A", "B", "C"], name="customer_id"), barred=barred)


def test_the_score_is_the_weighted_geometric_mean() -> None:
    """Half of one attribute, all of the heavier: 100 x 0.5^(1/4), by hand."""
    found = fit(facts(A=(20.0, 50.0), B=(40.0, 50.0)))
    assert found.customers.loc["A", "score"] == pytest.approx(100 * 0.5**0.25)
    assert found.customers.loc["B", "score"] == pytest.approx(100)
    assert found.customers.loc["A", "weakest"] == "machines"


def test_the_planted_ideal_customers_come_first() -> None:
    """Customers drawn near the profile outrank those drawn far from it."""
    rng = np.random.default_rng(5)
    near = {f"N{k}": (rng.uniform(30, 40), rng.uniform(50, 90)) for k in range(20)}
    far = {f"F{k}": (rng.uniform(0, 10), rng.uniform(180, 240)) for k in range(20)}
    table = facts(**near, **far)
    found = strategic_fit(IDEAL, table, pd.Index(sorted({*near, *far})), barred=NOBODY).customers["score"]
    assert found[list(near)].min() > found[list(far)].max()


def test_the_profile_tells_where_customers_fall_short() -> None:
    """Known customers, mean nearness and those at the unacceptable value, heaviest attribute first."""
    found = fit(facts(A=(20.0, 250.0), B=(40.0, np.nan))).profile
    assert found.index.tolist() == ["km", "machines"]
    assert found["known"].tolist() == [1, 2]
    assert found["nearness"].tolist() == [0.0, 0.75]
    assert found["at_worst"].tolist() == [1, 0]


def test_the_indispensable_and_the_barrier_are_not_bought_off() -> None:
    """An indispensable attribute at its worst gives 0; a barred customer is told as such, whatever its score."""
    found = fit(facts(A=(40.0, 250.0), B=(40.0, 50.0)), barred=pd.Series({"B": True})).customers
    assert found.loc["A", "score"] == 0
    assert found["barred"].tolist() == [False, True, False]


def test_units_and_row_order_change_nothing() -> None:
    """An attribute told in metres with its bounds in metres, rows shuffled: the same fit."""
    table = facts(A=(20.0, 100.0), B=(35.0, 60.0))
    metres = table.assign(value=table["value"].where(table["attribute"] != "km", table["value"] * 1000))
    ideal = IDEAL.assign(worst=[0.0, 250_000.0], ideal=[40.0, 50_000.0])
    again = fit(metres.iloc[::-1], ideal=ideal.iloc[::-1])
    pd.testing.assert_frame_equal(fit(table).customers, again.customers)


def test_what_cannot_be_judged_is_refused() -> None:
    """Strangers, repeats, no weight, a negative weight, a range against its direction."""
    table = facts(A=(20.0, 100.0))
    with pytest.raises(WrongShape, match="ideal_profile"):
        fit(table, ideal=pd.concat([IDEAL, IDEAL]))
    with pytest.raises(WrongShape, match="customer_attributes"):
        fit(table.assign(attribute="colour"))
    with pytest.raises(WrongShape, match="customer_attributes"):
        fit(pd.concat([table, table]))
    with pytest.raises(NotEstimable):
        fit(table, ideal=IDEAL.assign(weight=0.0))
    with pytest.raises(OutOfRange):
        fit(table, ideal=IDEAL.assign(weight=[-1.0, 3.0]))
    with pytest.raises(OutOfRange):
        fit(table, ideal=IDEAL.assign(direction="max"))
