"""Épreuve 4: which strategy should be adopted to make customers more loyal?"""

from gtkit.epreuves.loyalty.assess import assess
from gtkit.epreuves.loyalty.results import Results
from gtkit.epreuves.loyalty.settings import Settings

NUMBER = 4
SLUG = "loyalty"
TABLES = (
    "transactions",
    "customers",
    "effort_catalogue",
    "efforts",
    "payments",
    "time",
    "service_costs",
    "customer_costs",
    "retention",
    "satisfaction",
    "tiers",
    "service_levels",
    "actions",
    "offers",
)
REQUIRED = ("retention", "actions")
SHARED = ("customer_value",)

__all__ = ["NUMBER", "REQUIRED", "SHARED", "SLUG", "TABLES", "Results", "Settings", "assess"]
