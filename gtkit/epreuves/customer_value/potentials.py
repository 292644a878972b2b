"""What developing customers could still bring, in margin: kept apart from every lifetime value."""

from __future__ import annotations

import pandas as pd

from gtkit.epreuves.customer_base import CustomerBase
from gtkit.scoring.customers import potential
from gtkit.scoring.customers.peers import peer_potential


def developing_potential(base: CustomerBase | None, customers: pd.DataFrame) -> pd.DataFrame | None:
    """Potential of developing customers, in margin: purchasing potential x the customer's margin rate.

    Those on record as gone (`departed`) are asked for nothing.
    """
    if base is None or "potential" not in customers:
        return None
    asked = (customers["phase"] == "developing") & ~customers["departed"]
    developing = customers[asked & customers["potential"].notna()]
    if developing.empty:
        return None
    rate = base.margin_rate.reindex(developing.index).fillna(base.margin_rate.mean()).clip(lower=0.0)
    return potential.gap(
        developing["yearly_margin"].fillna(0.0), developing["potential"] * rate, developing["close_probability"]
    )


def peers_of(base: CustomerBase | None, customers: pd.DataFrame) -> pd.DataFrame | None:
    """What customers of whom no potential is told could buy as their peers do; None where nobody has enough peers.

    Parameters
    ----------
    base : CustomerBase or None
    customers : DataFrame by customer
        segment, phase, departed, yearly_sales, and size and potential where they are told. Peers are all those that
        bought in the last twelve months; those in decline or gone are asked for nothing.

    Returns
    -------
    DataFrame by customer: columns of `peer_potential`, segment, and margin_gap, the margin of the gap.
    """
    if base is None or "size" not in customers or "yearly_sales" not in customers:
        return None
    active = customers[customers["yearly_sales"] > 0]
    found = peer_potential(active["yearly_sales"], active["segment"].fillna(""), active["size"])
    asked = active["potential"].isna() & ~active["departed"] & (active["phase"] != "declining")
    rates = base.margin_rate.reindex(found.index).fillna(0.0).clip(lower=0.0)
    table = found.assign(segment=active["segment"], margin_gap=found["gap"] * rates)[asked]
    return table if table["potential"].notna().any() else None
