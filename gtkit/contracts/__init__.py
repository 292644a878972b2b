"""What each intake table must hold: the one list of tables."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from gtkit.contracts.alignment import ALIGNMENT_TABLES
from gtkit.contracts.conversion import RateUsed
from gtkit.contracts.customers import CUSTOMER_TABLES
from gtkit.contracts.loyalty import LOYALTY_TABLES
from gtkit.contracts.performance import PERFORMANCE_TABLES
from gtkit.contracts.perimeter import PERIMETER_TABLES
from gtkit.contracts.profile import PROFILE_TABLES
from gtkit.contracts.shape import CheckedTable, Choice, Column, Kind, Source, Table, Tables
from gtkit.contracts.voice import VOICE_TABLES

_FAMILIES = (
    CUSTOMER_TABLES,
    PROFILE_TABLES,
    PERIMETER_TABLES,
    VOICE_TABLES,
    ALIGNMENT_TABLES,
    LOYALTY_TABLES,
    PERFORMANCE_TABLES,
)
TABLES: Mapping[str, Table] = MappingProxyType({table.key: table for family in _FAMILIES for table in family})

__all__ = ["TABLES", "CheckedTable", "Choice", "Column", "Kind", "RateUsed", "Source", "Table", "Tables"]
