"""Amounts told by the two sides of an account: what stands in one column less what stands in the other.

In the account of a customer a sale stands in debit; in an account of sales, in credit. engagement.toml says which;
where it does not, sales are taken to stand in debit, unless what stands in credit is too much to be credit notes.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from gtkit.contracts import Table
from gtkit.evidence import Quantity, Unit
from gtkit.intake.faults import Facts, Fault, Severity
from gtkit.intake.money.account import account
from gtkit.intake.money.lines import Flags, Step, Worked, blank, part_by_part
from gtkit.intake.money.sides_unread import side_as_amount
from gtkit.intake.names import with_vat as includes_vat
from gtkit.intake.sales import WorkedOut
from gtkit.intake.tables.located import flagged
from gtkit.intake.tables.part import Part
from gtkit.intake.values.told_credits import SIDES

_MUCH = 0.5  # of the sales: credit notes that come to more are doubted


def from_sides(parts: Sequence[Part], table: Table) -> Step:
    """Work out each amount that a file gives as a debit and a credit alone.

    Parameters
    ----------
    parts : sequence of Part
        Of `transactions`.
    table : Table

    Returns
    -------
    The parts, `amount` filled, or `amount_with_vat` where engagement.toml gives a rate of VAT or a heading includes it;
    the faults; for each part what was worked out, None for nothing.

    Faults: sides_doubtful; the warnings sides_without_vat and sides_beside_amount; none of a file whose amount is one
    of the sides, which `sides_unread` tells.
    """
    return part_by_part(parts, lambda part: _summed(part, table))


def doubtful(part: Part, table: Table, lines: Flags, totals: tuple[float, float], keys: Sequence[str]) -> list[Fault]:
    """The error of a file whose credits are too much to be the credit notes of its debits, where nothing says it.

    Parameters
    ----------
    part : Part
    table : Table
    lines : bool array, shape (lines,)
        Those whose sign hangs on it.
    totals : tuple of float
        What stands in debit and in credit.
    keys : sequence of str
        Columns that tell the sides.
    """
    debit, credit = totals
    if credit <= _MUCH * debit:
        return []
    facts: Facts = {
        "debit": Quantity(debit, Unit.COEFFICIENT),  # to the cent, in the reader's figures
        "credit": Quantity(credit, Unit.COEFFICIENT),
    }
    faults = flagged("sides_doubtful", table, part, lines, facts=facts, keys=keys)
    return [replace(fault, row=None, others=()) for fault in faults]


def _summed(part: Part, table: Table) -> Worked:
    sides = [side for side in SIDES if side in part.positions]
    if not sides or side_as_amount(part):
        return part, [], None
    taxed = part.vat_rate is not None or any(includes_vat(part.headings[side]) for side in sides)
    key = "amount_with_vat" if taxed else "amount"
    given = {side: part.frame[side].to_numpy(dtype=np.float64) for side in sides}
    lines = blank(part, "amount") & blank(part, "amount_with_vat")
    lines &= np.any([~np.isnan(values) for values in given.values()], axis=0)
    sums = {side: np.nan_to_num(values) for side, values in given.items()}
    lost = (part.frame["amount"] == 0).to_numpy() & ~lines
    lost &= np.any([values != 0 for values in sums.values()], axis=0)
    beside = flagged("sides_beside_amount", table, part, lost, severity=Severity.WARNING, keys=("amount", *sides))
    if not lines.any():
        return part, beside, None
    plus = part.sales_side or SIDES[0]
    minus = SIDES[plus == SIDES[0]]
    nothing = np.zeros(len(lines))
    net = sums.get(plus, nothing) - sums.get(minus, nothing)
    faults = [] if part.sales_side else doubtful(part, table, lines, _totals(sums, lines), SIDES)
    formula = " − ".join(part.headings[side] for side in (plus, minus) if side in sides)
    formula = formula if plus in sides else f"−{formula}"
    if key == "amount":
        assumed = flagged("sides_without_vat", table, part, lines, severity=Severity.WARNING, keys=SIDES)
        faults += [replace(fault, row=None, others=()) for fault in assumed]
    frame = part.frame.assign(**{key: np.where(lines, net, part.frame[key].to_numpy(dtype=np.float64))})
    headings = MappingProxyType({key: formula} | dict(part.headings))
    how = WorkedOut(formula=formula, lines=int(lines.sum()))
    return replace(part, frame=frame, headings=headings), [*faults, *beside], how


def _totals(sums: dict[str, npt.NDArray[np.float64]], lines: Flags) -> tuple[float, float]:
    """What stands in debit and in credit on some lines; a negative figure on one side stands on the other."""
    debit, credit = account(*(sums.get(side, np.zeros(len(lines)))[lines] for side in SIDES))
    return math.fsum(debit.tolist()), math.fsum(credit.tolist())
