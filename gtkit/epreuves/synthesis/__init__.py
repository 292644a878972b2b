"""The synthesis: what the five épreuves say together, number 0."""

from gtkit.epreuves import alignment, customer_value, loyalty, performance, perimeter
from gtkit.epreuves.synthesis.assess import assess, conclude
from gtkit.epreuves.synthesis.results import Results
from gtkit.epreuves.synthesis.settings import Settings, Signatory

_FIVE = (perimeter, alignment, customer_value, loyalty, performance)

NUMBER = 0
SLUG = "synthesis"
TABLES = tuple(dict.fromkeys([*(key for module in _FIVE for key in module.TABLES), "follow_up"]))
REQUIRED = ("transactions",)
SHARED = tuple(module.SLUG for module in _FIVE)

__all__ = ["NUMBER", "REQUIRED", "SHARED", "SLUG", "TABLES", "Results", "Settings", "Signatory", "assess", "conclude"]
