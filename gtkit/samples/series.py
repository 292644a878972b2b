"""Thirty-six months of the invented firm's indicators: one progress, one decline, and noise.

Sales and margin are those of its ledger. The progress follows a change that was declared; the decline was declared by
nobody. « depannage » is known by group: the workshop that was helped, and the other. « contrats » is too young to be
read; one month of « ruptures » is lost.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from gtkit.samples.indicators import SHEETS
from gtkit.samples.planted import Planted
from gtkit.samples.population import AS_OF
from gtkit.samples.sample import contracted

MONTHS = 36
CHANGED_AT = 22  # months after the first, when the change was declared
DECLINED_AT = 25
YOUNG = 4  # months known of the youngest indicator
_LOST = ("ruptures", 17)
_STEP = 3.5  # standard deviations
_USUAL = {  # level, standard deviation, decimals
    "retention": (92.0, 0.9, 1),
    "livraison": (90.5, 1.1, 1),
    "reclamations": (2.2, 0.28, 2),
    "remises": (1.9, 0.25, 2),
    "impayes": (6.1, 0.6, 1),
    "rotation": (4.2, 0.15, 2),
    "ruptures": (3.1, 0.45, 1),
    "visites": (11.0, 1.2, 0),
    "contrats": (4.0, 1.3, 0),
}
_GROUPS = {"helped": 9.0, "control": 0.0}  # points gained since CHANGED_AT


def record(planted: Planted, transactions: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """The `series` table: one row an indicator, a month and a group.

    Parameters
    ----------
    planted : Planted
        Its `progress` steps the good way at the declared change, its `decline` the other way later.
    transactions : DataFrame
        The `transactions` table.
    rng : numpy Generator

    Returns
    -------
    DataFrame with the contract's columns, by indicator and month.
    """
    months = pd.period_range(end=pd.Period(AS_OF, "M"), periods=MONTHS, freq="M")
    since = np.arange(MONTHS)
    parts = [_rows(key, months, values, changed=since < 0) for key, values in _ledger(transactions, months).items()]
    for key, (level, spread, decimals) in _USUAL.items():
        better = -1.0 if SHEETS[key].direction == "min" else 1.0
        values = level + spread * _noise(rng)
        values += better * _STEP * spread * (since >= CHANGED_AT) * (key == planted.progress)
        values -= better * _STEP * spread * (since >= DECLINED_AT) * (key == planted.decline)
        values = values.round(decimals).clip(0)
        kept = (since >= MONTHS - YOUNG) if key == "contrats" else np.ones(MONTHS, bool)
        if key == _LOST[0]:
            kept[_LOST[1]] = False
        changed = (since == CHANGED_AT) & (key == planted.progress)
        parts.append(_rows(key, months, values, changed=changed)[kept])
    for group, gain in _GROUPS.items():
        values = (78.0 + 3.0 * _noise(rng) + gain * (since >= CHANGED_AT)).round(1)
        changed = (since == CHANGED_AT) & (gain > 0)
        parts.append(_rows("depannage", months, values, changed=changed).assign(group=group))
    return contracted("series", pd.concat(parts))


def _ledger(transactions: pd.DataFrame, months: pd.PeriodIndex) -> dict[str, np.ndarray]:
    """Sales of each month, thousands of currency, and margin on them, percent."""
    monthly = transactions.groupby(transactions["date"].dt.to_period("M"))[["amount", "margin"]].sum().reindex(months)
    sales, margin = monthly["amount"].to_numpy(), monthly["margin"].to_numpy()
    return {"chiffre": (sales / 1000).round(0), "marge": (100 * margin / sales).round(1)}


def _noise(rng: np.random.Generator) -> np.ndarray:
    """Standard noise held within what a process left alone gives, so that only what is planted is a signal."""
    draws = rng.standard_normal(MONTHS)
    centred = np.where(np.abs(draws) > 1.2, 0.4 * draws, draws)
    return centred - np.convolve(np.pad(centred, 4, mode="edge"), np.ones(9) / 9, mode="valid")


def _rows(key: str, months: pd.PeriodIndex, values: np.ndarray, *, changed: np.ndarray) -> pd.DataFrame:
    return pd.DataFrame({"indicator": key, "period": months.to_timestamp(), "value": values, "changed": changed})
