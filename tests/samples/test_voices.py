"""What is said of the invented firm."""

from __future__ import annotations

import numpy as np
import pandas as pd

from gtkit.samples.voices import speak


def test_customers_speak_for_themselves_and_everybody_is_coded_twice() -> None:
    """A customer's text bears its code, another none; each text has the code of two coders, mostly alike."""
    said, codes = speak(pd.Index(["C1", "C2", "C3"]), np.random.default_rng(4))
    assert ((said["customer_id"] != "") == (said["source"] == "customer")).all()
    assert said["date"].max() <= pd.Timestamp("2026-06-30")
    pairs = codes.groupby("verbatim")["theme"]
    assert (pairs.size() == 2).all()
    assert 0.6 < (pairs.nunique() == 1).mean() < 1


def test_energy_is_a_rising_concern() -> None:
    """Customers speak of energy more in the second year than in the first."""
    said, codes = speak(pd.Index(["C1"]), np.random.default_rng(4))
    first = codes[codes["coder"] == "C1"].set_index("verbatim")["theme"].reindex(said["verbatim"]).to_numpy()
    customers = said["source"] == "customer"
    late = said["date"] > pd.Timestamp("2025-06-30")
    energy = pd.Series(first == "energie", index=said.index)
    assert energy[customers & late].mean() > energy[customers & ~late].mean()
