"""Credit notes that a file tells beside an amount without sign: by a type of document, by D and C, by two columns.

A file is without sign where no line that it calls a credit note bears a negative amount: these are then made negative.
Where some do, the signs of the file stand as they are, and what they contradict is told.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from gtkit.contracts import Table
from gtkit.evidence import Name
from gtkit.intake.faults import Facts, Fault, Severity, shortened
from gtkit.intake.money.account import sided
from gtkit.intake.money.lines import Flags, Step, Worked, cells_of, part_by_part
from gtkit.intake.money.sides import doubtful
from gtkit.intake.sales import WorkedOut
from gtkit.intake.tables.located import flagged
from gtkit.intake.tables.part import Part
from gtkit.intake.values.cells import shown
from gtkit.intake.values.labels import accepted
from gtkit.intake.values.told_credits import SIDES, TELLING, Signs, told_signs, without_sign

_SIGNED = ("amount", "amount_with_vat", "vat", "margin")
_LISTED = 5


def signed(parts: Sequence[Part], table: Table) -> Step:
    """Make negative the credit notes that only a word, or the side on which they stand, tells.

    Parameters
    ----------
    parts : sequence of Part
        Of `transactions`, amounts worked out of two sides where they had to be.
    table : Table

    Returns
    -------
    The parts; the faults; for each part the columns that told and how many lines they made negative, None for none.

    Faults: credit_signs_mixed, sides_doubtful, words_unknown (a warning where no sign hangs on them); the warnings
    invoice_negative, credit_positive, type_against_side.
    """
    return part_by_part(parts, lambda part: _signed(part, table))


def told_elsewhere(fault: Fault, part: Part) -> bool:
    """Whether a fault of a cell is told by `signed` for its whole column: a word that is neither of the two."""
    telling = {part.headings[key] for key in TELLING if key in part.positions}
    return fault.code in {"unknown_choice", "many_more"} and fault.column in telling


def _signed(part: Part, table: Table) -> Worked:
    account = sided(part)
    by_type = {"document_type": part.frame["document_type"].to_numpy(dtype=object)}
    values = by_type if "document_type" in part.positions else {}
    values = values if account is None else {**values, "side": account.side}
    if not values:
        return part, [], None
    side_keys = () if account is None else account.keys
    keys = (*(key for key in values if key != "side"), *side_keys)
    signs = told_signs(values, sales_side=part.sales_side or SIDES[0])
    amount, gross = (part.frame[key].to_numpy(dtype=np.float64) for key in ("amount", "amount_with_vat"))
    base = np.where(np.isnan(amount), gross, amount)
    given = "amount" in part.positions or "amount_with_vat" in part.positions
    plus, minus = (signs < 0) & (base > 0), (signs < 0) & (base < 0)
    flipped = plus if given and not minus.any() else np.zeros(len(plus), dtype=bool)
    faults: list[Fault] = []
    if given and minus.any() and plus.sum() >= minus.sum():
        faults += flagged("credit_signs_mixed", table, part, plus | minus, keys=("amount", *keys))
    elif not flipped.any():
        faults += flagged("credit_positive", table, part, plus, severity=Severity.WARNING, keys=("amount", *keys))
    invoices = (signs > 0) & (base < 0)
    faults += flagged("invoice_negative", table, part, invoices, severity=Severity.WARNING, keys=("amount", *keys))
    faults += _against(part, table, values, keys)
    for key in (key for key in keys if key in TELLING):
        faults += _unknown(part, table, key, Severity.ERROR if flipped.any() else Severity.WARNING)
    if not flipped.any():
        return part, faults, None
    by_side = _by_side(values)
    if not part.sales_side and (flipped & by_side).any():
        faults += doubtful(part, table, by_side, _totals(base, values["side"], by_side), side_keys)
    used = (("document_type",) if (flipped & ~by_side).any() else (), side_keys if (flipped & by_side).any() else ())
    told = (" | ".join(part.headings[key] for key in group) for group in used if group)
    how = WorkedOut(formula=" + ".join(told), lines=int(flipped.sum()))
    return replace(part, frame=part.frame.assign(**_flipped(part, signs))), faults, how


def _flipped(part: Part, signs: Signs) -> dict[str, npt.NDArray[np.float64]]:
    """The columns of money, those whose credit notes bear no sign made negative there."""
    money = {key: part.frame[key].to_numpy(dtype=np.float64) for key in _SIGNED}
    return {key: without_sign(own, signs) for key, own in money.items() if not ((signs < 0) & (own < 0)).any()}


def _by_side(values: dict[str, npt.NDArray[np.object_]]) -> Flags:
    """The lines that a side alone tells."""
    sided = values["side"] != "" if "side" in values else np.zeros(len(next(iter(values.values()))), dtype=bool)
    return sided & (values["document_type"] == "") if "document_type" in values else sided


def _totals(base: npt.NDArray[np.float64], sides: npt.NDArray[np.object_], lines: Flags) -> tuple[float, float]:
    """What stands in debit and in credit on some lines."""
    debit, credit = (np.abs(np.nan_to_num(base[lines & (sides == side)])).tolist() for side in SIDES)
    return math.fsum(debit), math.fsum(credit)


def _against(part: Part, table: Table, values: dict[str, npt.NDArray[np.object_]], keys: Sequence[str]) -> list[Fault]:
    """The warning of the few lines whose side goes with their type as on no other line."""
    if set(values) != set(TELLING):
        return []
    types, sides = values["document_type"], values["side"]
    both = (types != "") & (sides != "")
    usual = both & ((types == "credit_note") == (sides == "credit"))
    few = min(usual, both & ~usual, key=np.count_nonzero)
    return flagged("type_against_side", table, part, few, severity=Severity.WARNING, keys=keys)


def _unknown(part: Part, table: Table, key: str, severity: Severity) -> list[Fault]:
    """The fault of the lines whose word is none of the contract's, with the first such words."""
    column = cells_of(part, key)
    filled = np.array([bool(shown(cell).strip()) for cell in column.uniques], dtype=bool)
    lines = (part.frame[key] == "").to_numpy() & (filled[column.codes] if filled.size else False)
    words = dict.fromkeys(shortened(shown(column.uniques[at])) for at in column.codes[lines].tolist())
    facts: Facts = {"found": tuple(map(Name, list(words)[:_LISTED])), **accepted(table.column(key).choices)}
    return flagged("words_unknown", table, part, lines, facts=facts, severity=severity, keys=(key,))
