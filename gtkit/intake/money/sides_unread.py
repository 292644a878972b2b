"""Two sides of an account that a file of sales holds and that are not both read: refused, with the line to write.

Read as they are named, a line of the other side would count as a sale, or for nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from gtkit.contracts import Table
from gtkit.evidence import Name
from gtkit.intake.faults import Facts, Fault
from gtkit.intake.money.account import account, heavier
from gtkit.intake.money.lines import Flags
from gtkit.intake.names import folded, side_of
from gtkit.intake.tables.columns import columns_line
from gtkit.intake.tables.line_currency import CURRENCIES
from gtkit.intake.tables.located import flagged
from gtkit.intake.tables.part import Part
from gtkit.intake.values.cells import Cell
from gtkit.intake.values.coded import stripped
from gtkit.intake.values.numbers import read_numbers
from gtkit.intake.values.told_credits import SIDES, TELLING, told_signs

_AMOUNTS = ("amount", "amount_with_vat")


class _Side(NamedTuple):
    """A column of amounts whose heading names a side: its place, what stands there, where anything does."""

    at: int
    values: npt.NDArray[np.float64]
    filled: Flags


def sides_unread(part: Part, table: Table) -> list[Fault]:
    """The error of a file whose two sides are not both read, where that changes what a line counts for.

    Parameters
    ----------
    part : Part
        Of `transactions`, its signs settled.
    table : Table

    Returns
    -------
    One error or none: side_as_amount (side_as_amount_credit) where one side is named as the amount while the other
    holds amounts; sides_untold where the sides stand beside an amount without sign, and tell it.
    """
    sides = _sides(part)
    if len(sides) < len(SIDES) or all(part.positions.get(side) == one.at for side, one in sides.items()):
        return []
    own = next((key for key in _AMOUNTS if part.positions.get(key) in {one.at for one in sides.values()}), "")
    facts = _facts(part, table, sides)
    if own:
        named = next(side for side, one in sides.items() if one.at == part.positions[own])
        other = SIDES[named == SIDES[0]]
        code = "side_as_amount" if named == SIDES[0] else "side_as_amount_credit"
        more: Facts = {"own": facts[named], "other": facts[other], "key": own}
        return flagged(code, table, part, sides[other].filled, facts={**facts, **more}, keys=(own,))
    lines = _against(part, sides)
    return flagged("sides_untold", table, part, lines, facts=facts)


def side_as_amount(part: Part) -> str:
    """The key under which the amounts of one side of an account are read while the other holds some too; else blank."""
    sides = _sides(part)
    for key in _AMOUNTS if len(sides) == len(SIDES) else ():
        held = [one.at == part.positions.get(key) for one in sides.values()]
        if any(held) and any(one.filled.any() for one, own in zip(sides.values(), held, strict=True) if not own):
            return key
    return ""


def _sides(part: Part) -> dict[str, _Side]:
    """The column of each side, claimed as such or not; a column that holds something else than amounts is none."""
    found: dict[str, _Side] = {}
    claimed = {part.positions[side]: side for side in SIDES if side in part.positions}
    for at, heading in enumerate(part.raw.headings):
        side = claimed.get(at, "") or side_of(heading)
        if side and (side not in found or at in claimed) and (one := _amounts(part, at)) is not None:
            found[side] = one
    return found


def _amounts(part: Part, at: int) -> _Side | None:
    column = stripped(part.raw.columns[at]).taken(np.array(part.kept, dtype=np.intp))
    reading = read_numbers(column, others=CURRENCIES)
    strange = sum(problem.code == "bad_number" for problem in reading.problems)
    if 2 * strange > column.filled.sum():
        return None
    filled = np.array([_counts(cell) for cell in column.uniques], dtype=bool)
    flags = filled[column.codes] if filled.size else np.zeros(len(column), dtype=bool)
    return _Side(at, np.where(flags & np.isnan(reading.values), 1.0, np.nan_to_num(reading.values)), flags)


def _counts(cell: Cell) -> bool:
    """Whether a cell is a number other than 0, read or not."""
    return any(sign in "123456789" for sign in cell) if isinstance(cell, str) else bool(cell)


def _against(part: Part, sides: Mapping[str, _Side]) -> Flags:
    """The positive lines that stand on the other side than sales, in a file where most such lines bear no sign."""
    debit, credit = account(*(sides[side].values for side in SIDES))
    alone = sides[SIDES[0]].filled != sides[SIDES[1]].filled
    told = {key: part.frame[key].to_numpy(dtype=object) for key in TELLING if key in part.positions}
    by_side = np.where(alone, heavier(debit, credit), "")
    signs = told_signs({"side": by_side, **told}, sales_side=part.sales_side or SIDES[0])
    amount, gross = (part.frame[key].to_numpy(dtype=np.float64) for key in _AMOUNTS)
    base = np.where(np.isnan(amount), gross, amount)
    plus, minus = (signs < 0) & (base > 0), (signs < 0) & (base < 0)
    return plus if plus.sum() >= minus.sum() else np.zeros(len(plus), dtype=bool)


def _facts(part: Part, table: Table, sides: Mapping[str, _Side]) -> Facts:
    """The heading of each side, and the line of engagement.toml that names both and nothing else by them."""
    places = {one.at for one in sides.values()}
    usual = {c.key: {folded(name) for name in (c.french, c.english, c.key)} for c in table.columns}
    kept = {key: part.raw.headings[at] for key, at in part.positions.items() if at not in places}
    said = {key: heading for key, heading in kept.items() if folded(heading) not in usual[key]}
    headings = {side: part.raw.headings[sides[side].at] for side in SIDES}
    return {
        **{side: Name(heading) for side, heading in headings.items()},
        "setting": Name(columns_line(said | headings)),
    }
