"""Épreuve 1: do we know the opportunities that lie outside our main field of action?"""

from gtkit.epreuves.perimeter.assess import assess
from gtkit.epreuves.perimeter.results import Results
from gtkit.epreuves.perimeter.settings import Settings

NUMBER = 1
SLUG = "perimeter"
TABLES = (
    "opportunities",
    "criteria",
    "profiles",
    "opportunity_scores",
    "card_sort",
    "collaborators",
    "skills",
    "required_skills",
    "opportunity_time",
    "service_costs",
)
REQUIRED = ("opportunities", "criteria", "profiles", "opportunity_scores")
SHARED = ()

__all__ = ["NUMBER", "REQUIRED", "SHARED", "SLUG", "TABLES", "Results", "Settings", "assess"]
