"""Épreuve 5: are performance criteria dictated by a healthy fear of failure?"""

from gtkit.epreuves.field_of_action import SORTING_TABLES
from gtkit.epreuves.performance.assess import assess
from gtkit.epreuves.performance.results import Results
from gtkit.epreuves.performance.settings import Settings

NUMBER = 5
SLUG = "performance"
TABLES = (
    "indicators",
    "objectives",
    "objective_alignment",
    "indicator_tests",
    "paid_for",
    "decision_log",
    "series",
    "survey_items",
    "survey",
    "collaborators",
    *SORTING_TABLES,
    "skills",
    "required_skills",
)
REQUIRED = ("indicators",)
SHARED = ("perimeter",)

__all__ = ["NUMBER", "REQUIRED", "SHARED", "SLUG", "TABLES", "Results", "Settings", "assess"]
