"""Parquet files of the tests."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

Written = Callable[..., bytes]


@pytest.fixture(scope="session")
def written() -> Written:
    """Write columns as pyarrow does, with its options."""

    def _written(columns: dict[str, Any], **how: Any) -> bytes:
        buffer = io.BytesIO()
        pq.write_table(pa.table(columns), buffer, **how)
        return buffer.getvalue()

    return _written
