"""Fleiss and Cohen."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gtkit.errors import NotEstimable, OutOfRange, WrongShape
from gtkit.scoring.survey.kappa import (
    crossed,
    fleiss_kappa,
    linear_disagreement,
    plain_disagreement,
    weighted_kappa,
)

SEEDS = st.integers(0, 2**32 - 1)
CLASSES = ["refuse", "conditions", "accept"]


def test_published_fleiss(references: dict[str, dict[str, Any]]) -> None:
    """Fourteen raters, ten units, five categories."""
    case = references["A-FK"]
    assert fleiss_kappa(case["input"]["table"]) == pytest.approx(case["expected"]["kappa"], abs=case["abs_tol"])


def test_published_cohen(references: dict[str, dict[str, Any]]) -> None:
    """Cohen's own example of 1968, weighted and not."""
    case = references["A-WK"]
    table, weights = case["input"]["proportions"], case["input"]["disagreement_weights"]
    plain = weighted_kappa(table, disagreement=plain_disagreement(3))
    weighted = weighted_kappa(table, disagreement=weights)
    expected = case["expected"]
    assert (plain, weighted) == pytest.approx((expected["kappa"], expected["kappa_w"]), abs=case["abs_tol"])


def test_an_invented_agreement_is_recovered() -> None:
    """Raters who see the truth with probability s, else guess, agree beyond chance by s^2, two or five of them."""
    rng = np.random.default_rng(8)
    truth = rng.integers(0, 3, 20_000)
    codes = np.where(rng.random((5, 20_000)) < 0.7, truth, rng.integers(0, 3, (5, 20_000)))
    table = np.stack([(codes == c).sum(axis=0) for c in range(3)], axis=1)
    assert fleiss_kappa(table) == pytest.approx(0.49, abs=0.01)
    two = crossed(pd.Series(codes[0]), pd.Series(codes[1]), [0, 1, 2])
    assert weighted_kappa(two, disagreement=plain_disagreement(3)) == pytest.approx(0.49, abs=0.02)


@given(SEEDS)
def test_kappas_keep_their_laws(seed: int) -> None:
    """At most 1, and 1 for agreement alone; blind to order, to who is who, to counts or shares, to the cost's unit."""
    rng = np.random.default_rng(seed)
    table = rng.integers(0, 9, (3, 3)) + 1.0
    cost = linear_disagreement(3)
    found = weighted_kappa(table, disagreement=cost)
    assert found < 1
    for other, price in ((table.T, cost), (table / table.sum(), cost), (table, 5 * cost), (table[::-1, ::-1], cost)):
        assert weighted_kappa(other, disagreement=price) == pytest.approx(found, abs=1e-12)
    assert weighted_kappa(np.diag(np.diag(table)), disagreement=cost) == 1
    chance = np.outer(table.sum(axis=1), table.sum(axis=0))
    assert weighted_kappa(chance, disagreement=cost) == pytest.approx(0, abs=1e-12)

    units = rng.multinomial(6, [0.5, 0.3, 0.2], size=8)
    units[0], units[1] = (6, 0, 0), (0, 6, 0)
    kappa = fleiss_kappa(units)
    assert -1 / 5 - 1e-12 <= kappa <= 1
    assert fleiss_kappa(units[rng.permutation(8)][:, rng.permutation(3)]) == pytest.approx(kappa)
    assert fleiss_kappa(np.vstack([units, units])) == pytest.approx(kappa)


def test_two_categories_have_one_weight() -> None:
    """With two categories, steps and plain disagreement are the same."""
    table = [[20, 5], [10, 15]]
    plain, steps = plain_disagreement(2), linear_disagreement(2)
    assert weighted_kappa(table, disagreement=plain) == weighted_kappa(table, disagreement=steps)


def test_a_card_test_costs_by_its_steps() -> None:
    """Accepting what must be refused costs more than hesitating over it: same number right, lower kappa."""
    official = pd.Series(CLASSES * 4, index=[f"card {i}" for i in range(12)])
    near = official.mask(official.index == "card 0", "conditions")
    far = official.mask(official.index == "card 0", "accept")
    cost = linear_disagreement(3)
    close, wide = (weighted_kappa(crossed(official, said[::-1], CLASSES), disagreement=cost) for said in (near, far))
    assert 1 > close > wide > 0


def test_cards_not_sorted_are_left_out() -> None:
    """A blank on either side is no judgement; the others are all counted."""
    one = pd.Series(["accept", "", "refuse", None])
    other = pd.Series(["accept", "accept", "conditions", "refuse"])
    table = crossed(one, other, CLASSES)
    assert table.to_numpy().sum() == 2
    assert table.loc["refuse", "conditions"] == 1
    assert table.index.tolist() == CLASSES


def test_what_has_no_kappa_is_refused() -> None:
    """No variety, one rater, uneven numbers, shapes that do not fit, costs without meaning, strangers."""
    for table in ([[3, 0], [3, 0]], [[1, 0], [0, 1]], np.zeros((0, 2))):
        with pytest.raises(NotEstimable):
            fleiss_kappa(table)
    for table in ([[3, 0], [1, 1]], [1, 2]):
        with pytest.raises(WrongShape):
            fleiss_kappa(table)
    with pytest.raises(OutOfRange):
        fleiss_kappa([[3, -1], [1, 1]])
    with pytest.raises(NotEstimable):
        weighted_kappa([[4, 0], [0, 0]], disagreement=plain_disagreement(2))
    for table, cost in (([[1, 2, 3], [1, 2, 3]], plain_disagreement(2)), ([[1, 2], [3, 4]], plain_disagreement(3))):
        with pytest.raises(WrongShape):
            weighted_kappa(table, disagreement=cost)
    for cost in ([[1, 1], [1, 0]], [[0, -1], [1, 0]]):
        with pytest.raises(OutOfRange):
            weighted_kappa([[1, 2], [3, 4]], disagreement=np.array(cost))
    said = pd.Series(["accept", "refuse"])
    for other, categories in ((said[:1], CLASSES), (said.set_axis([0, 0]), CLASSES), (said, CLASSES * 2)):
        with pytest.raises(WrongShape):
            crossed(said, other, categories)
    with pytest.raises(OutOfRange):
        crossed(said, said, ["accept"])
