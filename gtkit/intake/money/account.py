"""What stands in debit and what in credit on each line of an account, from the columns that tell it."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

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
