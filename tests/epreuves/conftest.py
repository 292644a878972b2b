"""The worked example as checked tables, without a file."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import pytest

from gtkit.contracts import TABLES, CheckedTable, Source
from gtkit.epreuves.customer_value import Results, Settings, assess
from gtkit.epreuves.findings import Findings
from gtkit.samples import Sample, industrial_supplier


def checked(frames: Mapping[str, pd.DataFrame]) -> dict[str, CheckedTable]:
    """Frames as tables that one invented file each held."""
    return {
        key: CheckedTable(
            table=TABLES[key],
            frame=frame,
            provenance=(
                Source(
                    file=f"data/{key}.csv",
                    sha256="0" * 64,
                    headings={c.key: c.french for c in TABLES[key].columns},
                    rows_read=len(frame),
                    rows_kept=len(frame),
                ),
            ),
        )
        for key, frame in frames.items()
    }


@pytest.fixture(scope="session")
def sample() -> Sample:
    """The invented supplier and its truth."""
    return industrial_supplier()


@pytest.fixture(scope="session")
def settings(sample: Sample) -> Settings:
    """The kit's own settings, at the sample's date."""
    return Settings(as_of=sample.as_of)


@pytest.fixture(scope="session")
def findings(sample: Sample, settings: Settings) -> Findings[Results]:
    """What épreuve 3 says of the worked example."""
    return assess(checked(sample.tables), settings)
