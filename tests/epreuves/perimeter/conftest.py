"""The worked example as épreuve 1 sees it."""

from __future__ import annotations

import pytest

from gtkit.contracts import CheckedTable
from gtkit.epreuves.findings import Findings
from gtkit.epreuves.perimeter import TABLES, Results, Settings, assess
from gtkit.samples import Sample

from ..conftest import checked


@pytest.fixture(scope="session")
def field_tables(sample: Sample) -> dict[str, CheckedTable]:
    """Every table that épreuve 1 reads."""
    return checked({key: sample.tables[key] for key in TABLES})


@pytest.fixture(scope="session")
def chosen(sample: Sample) -> Settings:
    """The kit's own settings, at the sample's date."""
    return Settings(as_of=sample.as_of)


@pytest.fixture(scope="session")
def found(field_tables: dict[str, CheckedTable], chosen: Settings) -> Findings[Results]:
    """What épreuve 1 says of the worked example."""
    return assess(field_tables, chosen)
