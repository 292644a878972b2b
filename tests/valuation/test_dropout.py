"""Fitting with dropout: never under the NBD, and doubted where the data show none."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from gtkit.valuation import nbd
from gtkit.valuation.bg_nbd import BG_NBD
from gtkit.valuation.dropout import fit_dropout
from gtkit.valuation.history import history
from gtkit.valuation.mbg_nbd import MBG_NBD


@pytest.mark.parametrize("model", [BG_NBD, MBG_NBD], ids=lambda m: m.name)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_where_nobody_leaves_the_fit_says_so(model: Any, seed: int, invent: Callable[..., Any]) -> None:
    """On an NBD base the log-likelihood is not under the NBD's, and no dropout or an endless life is flagged."""
    base = invent(np.random.default_rng(seed), 300, r=2.0, alpha=15.0)
    found = fit_dropout(model, history(base.summary), period=None)
    assert found.loglik >= nbd.fit(base.summary).loglik - 0.01
    assert {flag.code for flag in found.flags} & {"no_dropout", "endless_life"}


@pytest.mark.parametrize("model", [BG_NBD, MBG_NBD], ids=lambda m: m.name)
def test_where_customers_leave_nothing_is_flagged(model: Any, invent: Callable[..., Any]) -> None:
    """On a base with dropout the fit is sound."""
    base = invent(np.random.default_rng(7), 600, r=1.2, alpha=6.0, a=1.0, b=3.0, first=model.first)
    assert fit_dropout(model, history(base.summary), period=None).flags == ()
