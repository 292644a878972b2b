"""What stands in debit and what in credit on each line of an account, from the columns that tell it."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from gtkit.intake.money.lines import blank
from gtkit.intake.tables.part import Part
from gtkit.intake.values.told_credits import SIDES


class Account(NamedTuple):
    """Amounts that are not negative, shape (lines,): what stands on each side."""

    debit: npt.NDArray[np.float64]
    credit: npt.NDArray[np.float64]


def account(debit: npt.NDArray[np.float64], credit: npt.NDArray[np.float64]) -> Account:
    """What stands on each side; a negative figure on one side stands on the other, a missing one on none.

    >>> account(np.array([5.0, -2.0]), np.array([np.nan, 1.0]))
    Account(debit=array([5., 0.]), credit=array([0., 3.]))
    """
    debit, credit = np.nan_to_num(debit), np.nan_to_num(credit)
    return Account(
        np.where(debit > 0, debit, 0.0) + np.where(credit < 0, -credit, 0.0),
        np.where(credit > 0, credit, 0.0) + np.where(debit < 0, -debit, 0.0),
    )


def account_of(part: Part) -> Account | None:
    """What stands on each side in a file that tells the sides, in two columns or by a word; None where it does not."""
    if any(side in part.positions for side in SIDES):
        debit, credit = (part.frame[side].to_numpy(dtype=np.float64) for side in SIDES)
        return account(debit, credit)
    if "side" not in part.positions:
        return None
    amount, gross = (part.frame[key].to_numpy(dtype=np.float64) for key in ("amount", "amount_with_vat"))
    sizes = np.abs(np.nan_to_num(np.where(np.isnan(amount), gross, amount)))
    sides = part.frame["side"].to_numpy(dtype=object)
    return Account(np.where(sides == "debit", sizes, 0.0), np.where(sides == "credit", sizes, 0.0))


class Sided(NamedTuple):
    """The side on which each line stands, "debit", "credit" or "", and the columns that tell it."""

    side: npt.NDArray[np.object_]
    keys: tuple[str, ...]


def sided(part: Part) -> Sided | None:
    """On which side each amount that a file gives stands, by a word or by the two columns beside it; None untold."""
    if "side" in part.positions:
        return Sided(part.frame["side"].to_numpy(dtype=object), ("side",))
    keys = tuple(side for side in SIDES if side in part.positions)
    given = ~(blank(part, "amount") & blank(part, "amount_with_vat"))
    if not keys or not given.any():
        return None
    debit, credit = account(*(part.frame[side].to_numpy(dtype=np.float64) for side in SIDES))
    return Sided(np.where(given, heavier(debit, credit), ""), keys)


def heavier(debit: npt.NDArray[np.float64], credit: npt.NDArray[np.float64]) -> npt.NDArray[np.object_]:
    """The side on which more stands, blank where neither does.

    >>> heavier(np.array([5.0, 0.0, 1.0]), np.array([0.0, 3.0, 1.0])).tolist()
    ['debit', 'credit', '']
    """
    sides = [np.array(name, dtype=object) for name in SIDES]
    return np.select([debit > credit, credit > debit], sides, default="").astype(object)
