"""The search for a maximum: from a sample or from all, to the same place."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from gtkit.valuation import likelihood
from gtkit.valuation.bg_nbd import BG_NBD
from gtkit.valuation.history import history
from gtkit.valuation.likelihood import Layered, gamma_search, maximum, total_loglik
from gtkit.valuation.mbg_nbd import MBG_NBD
from gtkit.valuation.nbd import NBD
from gtkit.valuation.pareto_nbd import PARETO_NBD


def test_the_search_begins_at_the_mean_rate(cdnow: pd.DataFrame) -> None:
    """R = 1 and alpha = 1 / rate: customers who all buy as often, on average, as they do together."""
    guess, reach = gamma_search(history(cdnow))
    assert guess[0] == 0
    assert np.exp(-guess[1]) == pytest.approx(cdnow["frequency"].sum() / cdnow["T"].sum())
    assert (reach > 0).all()


@pytest.mark.parametrize("model", [BG_NBD, MBG_NBD, PARETO_NBD])
def test_two_terms_are_the_sum_of_the_rows(
    model: Layered, cdnow: pd.DataFrame, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By cells for those still there, in blocks for those who may have left: the total of all rows, and its slope."""
    rows, theta = history(cdnow), np.array([0.6, 7.0, 0.9, 3.0])
    monkeypatch.setattr("gtkit.valuation.history.PART", 100)
    values, slopes = model.loglik(tuple(theta), rows)
    total, gradient = total_loglik(model, rows)(np.log(theta))
    assert total == pytest.approx(rows.total(values), rel=1e-12)
    np.testing.assert_allclose(gradient, theta * [rows.total(slope) for slope in slopes], rtol=1e-9)


def test_a_sample_leads_to_the_maximum_of_the_whole(cdnow: pd.DataFrame, monkeypatch: pytest.MonkeyPatch) -> None:
    """Climbed from a fifth of the customers or searched from scratch, point and covariance are the same."""
    rows = history(cdnow)
    whole = maximum(NBD, rows)
    monkeypatch.setattr(likelihood, "SAMPLE", 400)
    climbed = maximum(NBD, rows)
    np.testing.assert_allclose(climbed.point, whole.point, atol=1e-8)
    np.testing.assert_allclose(climbed.vcov, whole.vcov, rtol=1e-3)


def test_a_start_elsewhere_ends_at_the_same_maximum(cdnow: pd.DataFrame) -> None:
    """The start is a convenience; the maximum does not depend on it."""
    rows = history(cdnow)
    np.testing.assert_allclose(
        maximum(NBD, rows, start=np.array([1.5, 0.0])).point, maximum(NBD, rows).point, atol=1e-7
    )
