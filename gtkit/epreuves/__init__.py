"""The épreuves de vérité, one module each: TABLES, Settings, Findings, assess(tables, settings)."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType, ModuleType

from gtkit.epreuves import customer_value

EPREUVES: Mapping[str, ModuleType] = MappingProxyType({customer_value.SLUG: customer_value})
