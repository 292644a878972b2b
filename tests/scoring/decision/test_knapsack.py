"""The best set of actions within limits."""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import optimize

from gtkit.errors import NotEstimable, OutOfRange, WrongShape
from gtkit.scoring.decision.knapsack import Limits, choose, choose_robustly

seeds = st.integers(0, 2**32 - 1)


def table(value: Any, cost: Any, hours: Any = 0, **more: Any) -> pd.DataFrame:
    index = [f"A{i:02d}" for i in range(len(value))]
    return pd.DataFrame({"value": value, "cost": cost, "hours": hours} | more, index=index)


def case(seed: int) -> tuple[pd.DataFrame, Limits]:
    """Eight actions on two targets, under every kind of limit."""
    rng = np.random.default_rng(seed)
    actions = table(
        rng.integers(-5, 40, 8), rng.integers(0, 20, 8), rng.integers(0, 9, 8), target=rng.permutation(list("xxxxyyyy"))
    )
    names = rng.permutation(actions.index)
    return actions, Limits(
        budget=float(rng.integers(0, 90)),
        hours=float(rng.integers(5, 30)),
        exclusions=[names[:3].tolist()],
        requirements=[(str(names[3]), str(names[4])), (str(names[0]), str(names[5]))],
        minima={"x": int(rng.integers(0, 2))},
    )


def allowed(actions: pd.DataFrame, limits: Limits, chosen: set[str]) -> bool:
    """Whether a set keeps each limit, read as a person would."""
    rows = actions.loc[sorted(chosen)]
    return bool(
        rows["cost"].sum() <= limits.budget + 1e-6
        and rows["hours"].sum() <= limits.hours + 1e-6
        and all(len(chosen & set(group)) <= 1 for group in limits.exclusions)
        and all(needed in chosen for action, needed in limits.requirements if action in chosen)
        and all((rows["target"] == target).sum() >= k for target, k in limits.minima.items())
    )


def brute(actions: pd.DataFrame, limits: Limits) -> float:
    """The best of all sets, tried one by one; -inf when none is allowed."""
    sets = [{a for a, taken in zip(actions.index, bits, strict=True) if taken} for bits in product((0, 1), repeat=8)]
    return max(
        (float(actions.loc[sorted(s), "value"].sum()) for s in sets if allowed(actions, limits, s)), default=-np.inf
    )


def test_the_published_optima(references: dict[str, dict[str, Any]]) -> None:
    """Burkardt's knapsacks P01 and P02: the optimum, and the rule of thumb beside it."""
    reference = references["A-KNAP"]
    found = [choose(table(c["v"], c["w"]), Limits(budget=c["cap"])) for c in reference["input"]["cases"]]
    assert [p.value for p in found] == reference["expected"]["optimum"]
    assert [p.greedy_value for p in found] == reference["expected"]["greedy_density"]
    assert [p.gap for p in found] == [0.0, 0.0]


@settings(max_examples=25)
@given(seeds)
def test_the_best_of_all_sets_is_found(seed: int) -> None:
    """Under every kind of limit at once, the value is that of trying all sets, and no rule of thumb beats it."""
    actions, limits = case(seed)
    best = brute(actions, limits)
    if not np.isfinite(best):
        with pytest.raises(NotEstimable, match="knapsack"):
            choose(actions, limits)
        return
    found = choose(actions, limits)
    assert found.value == pytest.approx(best)
    assert allowed(actions, limits, set(found.chosen))
    totals = actions.loc[list(found.chosen), ["value", "cost", "hours"]].sum()
    assert [found.value, found.cost, found.hours] == pytest.approx(totals.tolist())
    assert not found.greedy_value > found.value + 1e-9


@settings(max_examples=40)
@given(seeds)
def test_the_choice_keeps_its_laws(seed: int) -> None:
    """Blind to the order of the file and the unit of money; more budget never brings less."""
    actions, limits = case(seed)
    free = Limits(budget=limits.budget, hours=limits.hours, exclusions=limits.exclusions)
    found = choose(actions, free)
    assert choose(actions.iloc[::-1], free) == found
    cents = actions.assign(value=100 * actions["value"], cost=100 * actions["cost"])
    again = choose(cents, Limits(budget=100 * free.budget, hours=free.hours, exclusions=free.exclusions))
    assert again.value == pytest.approx(100 * found.value)
    assert not found.price_up < -1e-9
    assert not found.price_down < -1e-9


def test_the_price_of_the_budget_is_what_a_tenth_of_it_changes() -> None:
    """With 100, one action of 90; with 110, another of 110 worth 22 more; with 90, the first still fits."""
    found = choose(table([30, 52], [90, 110]), Limits(budget=100))
    assert (found.chosen, found.price_up, found.price_down) == (("A00",), pytest.approx(2.2), 0.0)


def test_no_budget_buys_what_is_free_only() -> None:
    """Nothing to spend: free gains are taken, losses are not, and a budget of nothing has no price."""
    found = choose(table([5, 8, -1], [0, 3, 0]), Limits(budget=0))
    assert (found.chosen, found.value, found.greedy_value) == (("A00",), 5.0, 5.0)
    assert np.isnan([found.price_up, found.price_down]).all()


def test_actions_that_all_exclude_each_other_leave_one() -> None:
    """One at most: the best of them; a promised minimum takes even an action that loses."""
    actions = table([5, 8, 7], [1, 1, 1], target="x")
    assert choose(actions, Limits(budget=10, exclusions=[list(actions.index)])).chosen == ("A01",)
    losing = choose(table([-5.0, -2.0], [1, 1], target="x"), Limits(budget=10, minima={"x": 1}))
    assert (losing.chosen, losing.value) == (("A01",), -2.0)
    assert np.isnan(losing.greedy_value)


def test_what_every_effect_chooses_is_without_regret() -> None:
    """One action pays in all three cases, one in the high case only, one never."""
    actions = pd.DataFrame(
        {"low": [8.0, -3.0, -9.0], "central": [10.0, 1.0, -8.0], "high": [12.0, 5.0, -7.0], "cost": 1.0, "hours": 0.0},
        index=["sure", "perhaps", "never"],
    )
    found = choose_robustly(actions, Limits(budget=5))
    assert found.no_regret == ("sure",)
    assert (found.low.value, found.central.value, found.high.value) == (8.0, 11.0, 17.0)
    assert found.no_regret_share == pytest.approx(10 / 11)


def test_a_solver_that_fails_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A set beyond the budget, or a search given up, is refused and not told as the optimum or as impossible."""
    actions, limits = table([5, 8], [4, 4]), Limits(budget=5)
    wrong = optimize.OptimizeResult(x=np.ones(2), status=0, mip_gap=0.0)
    given_up = optimize.OptimizeResult(x=None, status=1, message="node limit", mip_gap=None)
    for answer, told in ((wrong, "beyond the limits"), (given_up, "node limit")):
        monkeypatch.setattr(optimize, "milp", lambda *_, answer=answer, **__: answer)
        with pytest.raises(NotEstimable, match=told):
            choose(actions, limits)


def test_impossible_choices_are_refused() -> None:
    """No action, one twice, a stranger in the limits, more promised than fits, costs and budgets below zero."""
    actions = table([5, 8], [4, 4], target="x")
    with pytest.raises(NotEstimable, match="actions"):
        choose(actions.iloc[:0], Limits(budget=1))
    with pytest.raises(NotEstimable, match="minima"):
        choose(actions, Limits(budget=5, minima={"x": 2}))
    with pytest.raises(WrongShape, match="once"):
        choose(actions.iloc[[0, 0]], Limits(budget=1))
    with pytest.raises(WrongShape, match="limits"):
        choose(actions, Limits(budget=1, requirements=[("A00", "B")]))
    with pytest.raises(WrongShape, match="limits"):
        choose(actions, Limits(budget=1, minima={"gold": 1}))
    with pytest.raises(OutOfRange, match="cost"):
        choose(actions.assign(cost=-1), Limits(budget=1))
    with pytest.raises(OutOfRange, match="value"):
        choose(actions.assign(value=np.nan), Limits(budget=1))
    with pytest.raises(OutOfRange, match="budget"):
        choose(actions, Limits(budget=-1))
    with pytest.raises(OutOfRange, match="hours"):
        choose(actions, Limits(budget=1, hours=-1))
