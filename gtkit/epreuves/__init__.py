"""The épreuves de vérité, a folder each: NUMBER, SLUG, TABLES, REQUIRED, SHARED, Settings, assess(tables, settings).

`TABLES` are the contracts that it reads; `REQUIRED` those named when nothing at all is given. `SHARED` are the épreuves
whose settings it takes over, so that what two of them compute is one number: `Settings` has a field named after each.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType, ModuleType

from gtkit.epreuves import alignment, customer_value, loyalty, performance, perimeter, synthesis

EPREUVES: Mapping[str, ModuleType] = MappingProxyType(
    {module.SLUG: module for module in (synthesis, perimeter, alignment, customer_value, loyalty, performance)}
)
