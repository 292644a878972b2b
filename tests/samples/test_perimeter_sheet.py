"""The signed perimeter of the invented firm."""

from __future__ import annotations

import pandas as pd

from gtkit.samples.perimeter_sheet import sign


def test_the_list_is_closed_and_signed_before_anybody_was_asked() -> None:
    """Some items in, some out, all signed in April: interviews begin in May."""
    sheet = sign()
    assert sheet["included"].nunique() == 2
    assert (sheet["signed_on"] < pd.Timestamp("2026-05-01")).all()
