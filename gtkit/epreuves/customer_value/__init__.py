"""Épreuve 3: does this customer's problem deserve the energy and time that we give it?"""

from gtkit.epreuves.customer_value.assess import assess
from gtkit.epreuves.customer_value.results import Results
from gtkit.epreuves.customer_value.settings import Settings

NUMBER = 3
SLUG = "customer_value"
TABLES = (
    "transactions",
    "customers",
    "effort_catalogue",
    "efforts",
    "payments",
    "time",
    "service_costs",
    "customer_costs",
    "ideal_profile",
    "customer_attributes",
    "retention",
)
REQUIRED = ("transactions",)
SHARED = ()

__all__ = ["NUMBER", "REQUIRED", "SHARED", "SLUG", "TABLES", "Results", "Settings", "assess"]
