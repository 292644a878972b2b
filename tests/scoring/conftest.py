"""Published values of scoring methods."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

_FILE = Path(__file__).resolve().parent.parent / "references" / "methods.json"


@pytest.fixture(scope="session")
def references() -> dict[str, dict[str, Any]]:
    """Case id -> input, expected, abs_tol, source."""
    cases = json.loads(_FILE.read_text(encoding="utf-8"))["cases"]
    return {case["id"]: case for case in cases}
