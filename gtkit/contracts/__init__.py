"""What each intake table must hold: the one list of tables."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from gtkit.contracts.customers import CUSTOMER_TABLES
from gtkit.contracts.shape import CheckedTable, Choice, Column, Kind, Source, Table, Tables

TABLES: Mapping[str, Table] = MappingProxyType({table.key: table for table in CUSTOMER_TABLES})

__all__ = ["TABLES", "CheckedTable", "Choice", "Column", "Kind", "Source", "Table", "Tables"]
