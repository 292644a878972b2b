"""What every épreuve finds."""

from __future__ import annotations

import pytest

from gtkit.epreuves.customer_value import Results
from gtkit.epreuves.findings import Findings


def test_an_answer_is_found_by_its_number(findings: Findings[Results]) -> None:
    """Each question once; another number is a KeyError."""
    assert findings.answer("3.10").question == "3.10"
    with pytest.raises(KeyError):
        findings.answer("9.9")
