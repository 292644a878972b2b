"""What the name of a ledger says: whose it is, and the day on which its year closes."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from pathlib import PurePosixPath

_NAME = re.compile(r"(?P<siren>\d{9})FEC(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?:[_-].*)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FecName:
    """A name that follows the law: SIREN of the firm, closing day of the fiscal year."""

    siren: str
    closing: dt.date


def fec_name(file: str) -> FecName | None:
    """What a file's name says, None when it is not ``SIRENFECAAAAMMJJ``.

    >>> fec_name("data/123456789FEC20241231.txt")
    FecName(siren='123456789', closing=datetime.date(2024, 12, 31))
    >>> fec_name("data/grand livre.txt")
    """
    match = _NAME.fullmatch(PurePosixPath(file.replace("\\", "/")).stem)
    if match is None:
        return None
    try:
        return FecName(match["siren"], dt.date(int(match["year"]), int(match["month"]), int(match["day"])))
    except ValueError:
        return None
