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


def hidden_cells(people: pd.Series, *, floor: int = FLOOR) -> tuple[str, ...]:
    """The cells of one count that may not be shown, where putting cells together would have no meaning.

    Parameters
    ----------
    people : Series of int by cell
        People in each; the total is known.
    floor : int
        Fewest people that may be shown, 1 or more; a cell of nobody tells of nobody and is shown.

    Returns
    -------
    tuple of str: the cells under the floor, joined by the next smallest until they are two at least and hold the floor
    together: what is hidden follows from the total as one group.

    Raises as `small_groups`.
    Source: Hundepool et al. (2012), Statistical Disclosure Control, 4.2 (secondary suppression).

    >>> hidden_cells(pd.Series({"apathy": 3, "comfort": 0, "anxiety": 17, "learning": 41}))
    ('apathy', 'anxiety')
    """
    small_groups(people, floor=floor)
    filled = people[people > 0].sort_index().sort_values(kind="stable")
    if not (filled < floor).any():
        return ()
    hidden = [
        name
        for place, (name, before) in enumerate(zip(filled.index, filled.cumsum() - filled, strict=True))
        if filled[name] < floor or place < 2 or before < floor
    ]
    return tuple(map(str, hidden))
