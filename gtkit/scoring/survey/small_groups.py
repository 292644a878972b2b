"""Groups too small to be shown alone are put together, so that no one is recognised, not even by subtraction.

A group under the floor that is left blank can be found again from the total and the other groups. Merging has no such
hole: the merged group is shown, and it holds at least the floor.
"""

from __future__ import annotations

import pandas as pd

from gtkit.errors import OutOfRange

FLOOR = 5  # people


def small_groups(people: pd.Series, *, floor: int = FLOOR) -> tuple[str, ...]:
    """The groups to be shown as one.

    Parameters
    ----------
    people : Series of int by group
        People behind each; groups of nobody are left aside.
    floor : int
        Fewest people that may be shown, 1 or more.

    Returns
    -------
    tuple of str: those under the floor, smallest first, joined by the next smallest until they hold the floor together;
    empty when none is small. When all groups together do not hold it, all are in it: nothing can be shown.

    Raises OutOfRange for a floor under 1 or a negative number of people.
    Source: Hundepool et al. (2012), Statistical Disclosure Control, 4.2 (secondary suppression).

    >>> small_groups(pd.Series({"sales": 9, "legal": 2, "board": 1, "yard": 6}))
    ('board', 'legal', 'yard')
    """
    if floor < 1:
        raise OutOfRange("floor", found=floor, expected=">= 1")
    if (people < 0).any():
        raise OutOfRange("people", found=people.min(), expected=">= 0")
    ordered = people[people > 0].sort_index().sort_values(kind="stable")
    merged: list[str] = []
    held = 0
    for name, size in ordered.items():
        if size >= floor and (not merged or held >= floor):
            break
        merged.append(str(name))
        held += int(size)
    return tuple(merged)
