"""Épreuve 2: are all collaborators focused on the same priorities as the management team?"""

from gtkit.epreuves.alignment.assess import assess
from gtkit.epreuves.alignment.results import Results
from gtkit.epreuves.alignment.settings import Settings

NUMBER = 2
SLUG = "alignment"
TABLES = (
    "collaborators",
    "objectives",
    "perimeter_sheet",
    "priorities",
    "priority_codes",
    "survey_items",
    "survey",
    "ideas",
)
REQUIRED = ("priorities", "collaborators")
SHARED = ()

__all__ = ["NUMBER", "REQUIRED", "SHARED", "SLUG", "TABLES", "Results", "Settings", "assess"]
