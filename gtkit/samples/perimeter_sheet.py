"""The perimeter of the exercise, as the invented firm's management signed it."""

from __future__ import annotations

import pandas as pd

from gtkit.samples.sample import contracted

_ITEMS = (
    ("Clients professionnels de l'hydraulique mobile et industrielle", True),
    ("Vente de composants, réparation, entretien sur site", True),
    ("Les deux ateliers et les équipes itinérantes", True),
    ("Export et grands travaux", False),
    ("Fabrication à façon", False),
    ("Particuliers", False),
)


def sign() -> pd.DataFrame:
    """The `perimeter_sheet` table: six items, three in and three out, signed before the first interview."""
    rows = pd.DataFrame(_ITEMS, columns=["item", "included"])
    signed = rows.assign(signed_on=pd.Timestamp("2026-04-02"), signed_by="Direction générale")
    return contracted("perimeter_sheet", signed)
