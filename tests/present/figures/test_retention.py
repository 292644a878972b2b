"""The title of the retention curves covers every tier drawn."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd
import pytest

from gtkit.present import Origin, retention_curves
from gtkit.scoring.customers.retention_by_tier import RetentionByTier, retention_by_tier
from gtkit.words import Words

END = date(2026, 6, 30)
ENTRY = date(2016, 6, 30)


def tiers(lost: dict[str, int]) -> RetentionByTier:
    """Twenty customers a tier, all entered ten years before, so many of them lost one after the other."""
    rows = [
        (ENTRY, ENTRY + timedelta(days=100 * (k + 1)) if k < n else None, tier, ENTRY)
        for tier, n in lost.items()
        for k in range(20)
    ]
    table = pd.DataFrame(rows, columns=["entered", "left", "tier", "tier_given"])
    return retention_by_tier(table, end=END)


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_tier_is_told_with_its_share(lang: str, origin: Origin) -> None:
    """The tier of which fewest remain comes first, all others follow with theirs, best first."""
    told = retention_curves(tiers({"A": 2, "B": 18, "C": 4}), Words.of(lang), origin).told
    percent = "\u202f%" if lang == "fr" else "%"
    joined = {"fr": "90{p} en A et 80{p} en C.", "en": "90{p} in A and 80{p} in C."}[lang]
    assert told.endswith(joined.format(p=percent))
    assert f"10{percent}" in told
    assert " B " in told
    assert len(told) <= 150


def test_four_tiers_of_long_names_still_make_two_lines(origin: Origin) -> None:
    """Names are clipped, none is left out."""
    lost = {"Premier rang mondial": 1, "Deuxième rang": 17, "Troisième rang": 3, "Quatrième": 5}
    told = retention_curves(tiers(lost), Words.of("fr"), origin).told
    assert len(told) <= 150
    assert told.count("%") == 4
