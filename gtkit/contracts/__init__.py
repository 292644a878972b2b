"""What each intake table must hold: the one list of tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from gtkit.contracts.alignment import ALIGNMENT_TABLES
from gtkit.contracts.conversion import RateUsed
from gtkit.contracts.customers import CUSTOMER_TABLES
from gtkit.contracts.energy import ENERGY_TABLES
from gtkit.contracts.grouping import GROUPS
from gtkit.contracts.loyalty import LOYALTY_TABLES
from gtkit.contracts.performance import PERFORMANCE_TABLES
from gtkit.contracts.perimeter import PERIMETER_TABLES
from gtkit.contracts.profile import PROFILE_TABLES
from gtkit.contracts.shape import CheckedTable, Choice, Column, Kind, Source, Table, Tables
from gtkit.contracts.voice import VOICE_TABLES

_FAMILIES = (
    CUSTOMER_TABLES,
    ENERGY_TABLES,
    PROFILE_TABLES,
    PERIMETER_TABLES,
    VOICE_TABLES,
    ALIGNMENT_TABLES,
    LOYALTY_TABLES,
    PERFORMANCE_TABLES,
)


def _in_light_of_groups(table: Table) -> Table:
    """A table of customers is read along with the groups that say which codes are one customer."""
    alone = table.key == GROUPS or "customer_id" not in table.keys
    return table if alone else replace(table, companions=(*table.companions, GROUPS))


TABLES: Mapping[str, Table] = MappingProxyType(
    {table.key: _in_light_of_groups(table) for family in _FAMILIES for table in family}
)

__all__ = ["GROUPS", "TABLES", "CheckedTable", "Choice", "Column", "Kind", "RateUsed", "Source", "Table", "Tables"]
