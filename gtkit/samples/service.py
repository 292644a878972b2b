"""The invented firm's service tiers, what each is given, and what could be done to keep customers."""

from __future__ import annotations

import numpy as np
import pandas as pd

from gtkit.samples.sample import contracted

_TIERS = (
    ("A", "Partenaires", 80_000, 55),
    ("B", "Clients réguliers", 20_000, np.nan),
    ("C", "Clients au catalogue", 0, np.nan),
)
_LEVELS = (  # tier, lever, times a year, hours and cost each time, promised times a year
    ("A", "Visite du commercial", 10, 4, 60, 8),
    ("A", "Appel de suivi", 24, 0.5, 0, 12),
    ("A", "Revue technique du parc", 2, 12, 180, 2),
    ("A", "Audit d'énergie", 1, 16, 350, np.nan),
    ("B", "Visite du commercial", 4, 3.5, 60, 3),
    ("B", "Appel de suivi", 12, 0.5, 0, 6),
    ("B", "Revue technique du parc", 1, 8, 120, 1),
    ("C", "Visite du commercial", 1, 3, 60, np.nan),
    ("C", "Appel de suivi", 6, 0.5, 0, 4),
    ("C", "Courriel de réassort", 12, 0.1, 0, 12),
)
_ACTIONS = (
    # code, label, nature, tier, cost, hours, effect low, central, high, only one among, requires
    ("A-01", "Revue annuelle avec le décideur", "relation", "A", 4_000, 260, 14_000, 32_000, 52_000, "", ""),
    ("A-02", "Interlocuteur unique pour les partenaires", "time", "A", 2_500, 420, 10_000, 29_000, 48_000, "", "A-01"),
    ("A-03", "Stock déporté chez le client", "money", "A", 24_000, 180, 16_000, 46_000, 78_000, "stock", ""),
    ("A-04", "Stock réservé à l'atelier", "money", "A", 12_000, 90, 13_000, 27_000, 40_000, "stock", ""),
    ("A-05", "Remise de fin d'année de 2 %", "discount", "A", 31_000, 20, 8_000, 24_000, 39_000, "remises", ""),
    ("A-06", "Remise de volume par paliers", "discount", "B", 18_000, 40, 9_000, 26_000, 41_000, "remises", ""),
    ("A-07", "Remise de bienvenue au catalogue", "discount", "C", 9_000, 15, 1_000, 5_000, 9_000, "remises", ""),
    ("A-08", "Appel dans la semaine après chaque litige", "relation", "", 800, 230, 9_000, 21_000, 34_000, "", ""),
    ("A-09", "Devis sous 24 heures", "time", "B", 3_000, 310, 11_000, 25_000, 38_000, "", ""),
    ("A-10", "Suivi des équipements à distance", "product", "A", 28_000, 240, 4_000, 38_000, 82_000, "", "A-01"),
    ("A-11", "Kit de joints prêt à poser", "product", "B", 7_500, 110, 10_500, 20_000, 30_000, "", ""),
    ("A-12", "Commande de réassort en ligne", "product", "C", 14_000, 120, 9_000, 23_000, 36_000, "", ""),
    ("A-13", "Formation des équipes de maintenance", "relation", "B", 6_000, 200, 2_000, 13_000, 25_000, "", "A-09"),
    ("A-14", "Astreinte du samedi", "time", "A", 16_000, 360, 3_000, 17_000, 33_000, "", ""),
    ("A-15", "Cadeaux de fin d'année", "money", "", 8_000, 60, 500, 3_000, 6_500, "", ""),
    ("A-16", "Club des utilisateurs", "relation", "", 5_000, np.nan, 1_000, 8_000, 18_000, "", ""),
)
_COLUMNS = ("action", "label", "nature", "tier", "cost", "hours", "effect_low", "effect_central", "effect_high")


def tiers() -> pd.DataFrame:
    """The `tiers` table: three categories by lifetime value, the best one by effort as well."""
    columns = ["tier", "label", "minimum_value", "minimum_effort"]
    return contracted("tiers", pd.DataFrame(_TIERS, columns=columns))


def service_levels() -> pd.DataFrame:
    """The `service_levels` table: what each tier is given a year, and the least that it was promised."""
    columns = ["tier", "lever", "cadence", "hours", "cost", "promised"]
    return contracted("service_levels", pd.DataFrame(_LEVELS, columns=columns))


def actions() -> pd.DataFrame:
    """The `actions` table: sixteen, of which one waits for its hours; stocks and discounts exclude each other."""
    return contracted("actions", pd.DataFrame(_ACTIONS, columns=[*_COLUMNS, "exclusive_group", "requires"]))
