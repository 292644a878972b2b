"""Names told in a sentence: the first few, and how many more there are; the table on the page holds them all."""

from __future__ import annotations

from collections.abc import Iterable

from gtkit.evidence.quantities import count
from gtkit.evidence.statement import Name, Statement

LISTED = 5


def named(labels: Iterable[object], *, most: int = LISTED) -> tuple[Name | Statement, ...]:
    """The first names, and how many others follow.

    Parameters
    ----------
    labels : iterable
        In the order in which they are to be told.
    most : int
        Names told at most, 1 or more.

    Returns
    -------
    tuple: as many Names, then a Statement "listing.more" where some are left.

    >>> [getattr(name, "text", name) for name in named(["a", "b"])]
    ['a', 'b']
    >>> named("abcdefg")[-1].values["n"].value
    2.0
    """
    return shortened((Name(str(label)) for label in labels), most=most)


def shortened(items: Iterable[Name | Statement], *, most: int = LISTED) -> tuple[Name | Statement, ...]:
    """As `named`, for names that bear a remark of their own."""
    told = tuple(items)
    left = len(told) - most
    return told if left <= 0 else (*told[:most], Statement("listing.more", {"n": count(left)}))
