"""What developing customers could still bring, in margin: kept apart from every lifetime value."""

from __future__ import annotations

import pandas as pd

from gtkit.epreuves.customer_base import CustomerBase
from gtkit.scoring.customers import potential


def developing_potential(base: CustomerBase | None, customers: pd.DataFrame) -> pd.DataFrame | None:
    """Potential of developing customers, in margin: purchasing potential x the customer's margin rate."""
    if base is None or "potential" not in customers:
        return None
    developing = customers[(customers["phase"] == "developing") & customers["potential"].notna()]
    if developing.empty:
        return None
    rate = base.margin_rate.reindex(developing.index).fillna(base.margin_rate.mean()).clip(lower=0.0)
    return potential.gap(
        developing["yearly_margin"].fillna(0.0), developing["potential"] * rate, developing["close_probability"]
    )
