"""An amount shared out to the cent: whole parts in proportion, what is left to the largest remainders."""

from __future__ import annotations

from collections.abc import Sequence


def allotted(total: int, weights: Sequence[int]) -> list[int]:
    """A whole amount in proportion to weights.

    Parameters
    ----------
    total : int
        Cents, of any sign.
    weights : sequence of int, not negative
        Equal shares where all are zero.

    Returns
    -------
    list of int, as long as the weights: they add up to the total; each is within a cent of its exact share. Among equal
    remainders, the first is served first.

    Source: Hamilton's method of largest remainders.

    >>> allotted(100, [1, 1, 1]), allotted(-100, [2, 1, 0])
    ([34, 33, 33], [-67, -33, 0])
    """
    whole = sum(weights)
    if not whole:
        weights, whole = [1] * len(weights), len(weights)
    sign, size = (-1 if total < 0 else 1), abs(total)
    shares = [size * weight // whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda at: -(size * weights[at] % whole))
    for at in by_remainder[: size - sum(shares)]:
        shares[at] += 1
    return [sign * share for share in shares]
