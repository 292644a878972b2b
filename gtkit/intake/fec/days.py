"""Dates of a ledger: AAAAMMJJ, or a blank."""

from __future__ import annotations

import re

import numpy as np

_DAY = re.compile(r"(?:19|20|21)[0-9]{6}")
_BLANK = frozenset({"", "00000000"})


def day_of(text: str) -> np.datetime64 | None:
    """A day, NaT for a blank, None for what is no day.

    >>> day_of("20240229"), day_of("20230229"), day_of("")
    (np.datetime64('2024-02-29'), None, np.datetime64('NaT','D'))
    """
    bare = text.strip()
    if bare in _BLANK:
        return np.datetime64("NaT", "D")
    if _DAY.fullmatch(bare) is None:
        return None
    try:
        return np.datetime64(f"{bare[:4]}-{bare[4:6]}-{bare[6:]}", "D")
    except ValueError:
        return None
