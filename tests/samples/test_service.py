"""The tiers of the invented firm, what each receives, and the actions that could be taken."""

from __future__ import annotations

from gtkit.samples.service import actions, service_levels, tiers


def test_better_tiers_ask_for_more_and_are_promised_no_less() -> None:
    """Three tiers by falling cut points; hours promised never rise from a better tier to a lesser one."""
    cuts = tiers()
    assert cuts["minimum_value"].is_monotonic_decreasing
    levels = service_levels()
    assert set(levels["tier"]) <= set(cuts["tier"])
    hours = (levels["promised"].fillna(0) * levels["hours"].fillna(0)).groupby(levels["tier"]).sum()
    ranked = hours.reindex(cuts["tier"]).fillna(0)
    assert (ranked.diff().dropna() <= 0).all()


def test_actions_are_of_every_nature_and_some_exclude_or_suppose_another() -> None:
    """Effects rise from low to high; each prerequisite is an action of the list."""
    table = actions()
    assert table["nature"].nunique() == 5
    assert (table["effect_low"] <= table["effect_central"]).all()
    assert (table["effect_central"] <= table["effect_high"]).all()
    assert set(table["requires"]) - {""} <= set(table["action"])
    assert (table["exclusive_group"] != "").any()
