"""Dates of which a spreadsheet has swapped day and month: what opening a French text file in an English Excel leaves.

``03/04/2025`` becomes the true date 4 March; ``17/04/2025`` has no such reading and stays a text. The column then holds
true dates of the first twelve days of a month alone, beside texts of the other days alone. Of dates that fall anywhere
in a month, 39 in 100 are of the first twelve: that five different ones all are, and five texts all are not, happens by
chance less than once in a thousand. From there on the file is refused; below, it is told.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from gtkit.evidence import Quantity, Unit
from gtkit.intake.faults import Facts, Severity
from gtkit.intake.values.cells import Problem
from gtkit.intake.values.coded import Coded

_LAST = 12  # a day up to here can be taken for a month
_TOLD, _SURE = 2, 5  # different days of each form


def swapped_by_spreadsheet(
    column: Coded, typed: Mapping[int, dt.date], texts: Mapping[int, tuple[int, int]]
) -> list[Problem]:
    """What is told of true dates whose day and month were swapped.

    Parameters
    ----------
    column : Coded
    typed : mapping of code -> date
        The distinct cells that are a workbook's own dates.
    texts : mapping of code -> first and second figure
        The distinct cells that are dates written out, in either order.

    Returns
    -------
    One problem at the first date that may be another, or none: swapped_dates, an error where each form has five
    different days or more, a warning from two on.
    """
    other_days = [pair for pair in texts.values() if pair[0] > _LAST]
    if len(other_days) not in {0, len(texts)} or any(max(pair) <= _LAST for pair in texts.values()):
        return []
    days, written = set(typed.values()), set(texts.values())
    swappable = [code for code, day in typed.items() if day.day != day.month]
    if not swappable or min(len(days), len(written)) < _TOLD or any(day.day > _LAST for day in days):
        return []
    sure = min(len(days), len(written)) >= _SURE
    first = min(swappable, key=lambda code: int(column.first[code]))
    read, counts = typed[first], column.counts
    facts: Facts = {
        "n": Quantity(int(counts[list(typed)].sum()), Unit.COUNT),
        "texts": Quantity(int(counts[list(texts)].sum()), Unit.COUNT),
        "read": read,
        "meant": read.replace(month=read.day, day=read.month),
    }
    severity = Severity.ERROR if sure else Severity.WARNING
    return [Problem("swapped_dates", int(column.first[first]), severity, facts)]
