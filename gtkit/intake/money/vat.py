"""Amounts excluding VAT where a file gives them with VAT: with its VAT amounts, its rates, or the rate that is said.

No rate is ever supposed. A column of rates is read in percent where most of them are above 1, which no share is. What
does not add up is judged by its size: the VAT of a credit note may be written with or without sign.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from gtkit.contracts import Table
from gtkit.evidence import Quantity, Unit
from gtkit.intake.faults import Facts, Fault, Severity
from gtkit.intake.money.lines import Flags, Step, Worked, blank, part_by_part
from gtkit.intake.money.percents import as_shares, signed_percents
from gtkit.intake.names import with_vat
from gtkit.intake.sales import WorkedOut
from gtkit.intake.tables.located import flagged, located
from gtkit.intake.tables.part import Part

_CENT = 0.01 + 1e-7
_TELLING = 10.0  # an amount from which the rate of its VAT is told to the thousandth
_TAXED = ("amount_with_vat", "vat", "vat_rate")


def without_vat(parts: Sequence[Part], table: Table) -> Step:
    """Work out each amount excluding VAT that a file does not give.

    Parameters
    ----------
    parts : sequence of Part
        Of `transactions`.
    table : Table

    Returns
    -------
    The parts, `amount` filled and `vat_rate` a share; the faults; for each part what was worked out, None for nothing.

    Faults: vat_rate_unknown, vat_rate_mixed, vat_sign; warnings vat_disagrees, vat_against_rate, heading_with_vat.
    """
    return part_by_part(parts, lambda part: _netted(part, table))


def needless(part: Part) -> frozenset[str]:
    """Headings of the columns of VAT on which no amount of a part rests: what is wrong there refuses nothing."""
    if "amount_with_vat" not in part.headings or blank(part, "amount").any():
        return frozenset()
    return frozenset(part.headings[key] for key in _TAXED if key in part.headings)


def _netted(part: Part, table: Table) -> Worked:
    stated = part.vat_rate
    faults = list(_heading_with_vat(part, table))
    if "amount_with_vat" not in part.headings:
        return part, faults, None
    gross, vat, amount = (part.frame[key].to_numpy(dtype=np.float64) for key in ("amount_with_vat", "vat", "amount"))
    rates, mixed = as_shares(part.frame["vat_rate"].to_numpy(dtype=np.float64), signed_percents(part, "vat_rate"))
    lacking = blank(part, "amount") & ~np.isnan(gross)
    by_vat, by_rate = lacking & ~np.isnan(vat), lacking & np.isnan(vat)
    rate = np.where(np.isnan(rates) & (stated is not None), np.nan if stated is None else stated, rates)
    vat = np.where(_unsigned(gross, vat, rate), -vat, vat)
    net = np.where(by_vat, gross - vat, gross / (1 + rate))
    crossed = by_vat & ((gross * vat < 0) | (np.abs(vat) > np.abs(gross)))
    unknown = by_rate & np.isnan(rate)
    faults += _told(part, table, "vat_rate_unknown", unknown, lacking, ("amount_with_vat",))
    faults += _told(part, table, "vat_rate_mixed", by_rate & ~np.isnan(rates) & mixed, lacking, ("vat_rate",))
    faults += _told(part, table, "vat_sign", crossed, lacking, ("amount_with_vat", "vat"))
    sizes = np.abs(amount) + np.abs(vat) - np.abs(gross)
    added = np.minimum(np.abs(amount + vat - gross), np.abs(sizes))
    keys = ("amount", "amount_with_vat", "vat")
    faults += _disagreeing("vat_disagrees", part, table, added, keys)
    against = np.where(mixed | crossed, 0.0, np.abs(np.abs(vat) - _taxed(gross, rates)))
    faults += _disagreeing("vat_against_rate", part, table, against, (*keys[1:], "vat_rate"))
    frame = part.frame.assign(amount=np.where(lacking, net, amount), vat=vat, vat_rate=rates)
    found = lacking & ~np.isnan(net)
    if not found.any():
        return replace(part, frame=frame), faults, None
    formula = " ; ".join(_formulas(part, by_vat=bool(by_vat.any()), by_rate=bool(by_rate.any())))
    headings = MappingProxyType({"amount": formula} | dict(part.headings))
    how = WorkedOut(formula=formula, lines=int(found.sum()))
    return replace(part, frame=frame, headings=headings), faults, how


def _formulas(part: Part, *, by_vat: bool, by_rate: bool) -> list[str]:
    gross = part.headings["amount_with_vat"]
    gross = gross if "amount_with_vat" in part.positions else f"({gross})"  # worked out of two sides
    rates = [part.headings["vat_rate"]] if "vat_rate" in part.headings else []
    rates += [f"{100 * part.vat_rate:g} %"] if part.vat_rate is not None else []
    formulas = [f"{gross} − {part.headings['vat']}"] if by_vat else []
    return formulas + ([f"{gross} ÷ (1 + {' | '.join(rates)})"] if by_rate and rates else [])


def _told(part: Part, table: Table, code: str, flags: Flags, lacking: Flags, keys: tuple[str, ...]) -> list[Fault]:
    """An error at the rows flagged; the whole column's where every amount lacks what it takes."""
    whole = flags.sum() == lacking.sum() == len(part.rows)
    faults = flagged(code, table, part, flags, keys=keys)
    return [replace(fault, row=None, others=()) if whole else fault for fault in faults]


def _disagreeing(
    code: str, part: Part, table: Table, difference: npt.NDArray[np.float64], keys: tuple[str, ...]
) -> list[Fault]:
    """The warning of rows on which columns differ by more than a cent; unknown ones make no fault."""
    off = difference > _CENT
    facts: Facts = {"difference": Quantity(float(difference[off].sum()), Unit.COEFFICIENT)}
    return flagged(code, table, part, off, facts=facts, severity=Severity.WARNING, keys=keys)


def _taxed(gross: npt.NDArray[np.float64], rates: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """The size of the VAT that amounts hold at some rates."""
    sizes: npt.NDArray[np.float64] = np.abs(gross) * rates / (1 + rates)
    return sizes


def _unsigned(gross: npt.NDArray[np.float64], vat: npt.NDArray[np.float64], rate: npt.NDArray[np.float64]) -> Flags:
    """The lines whose VAT bears no sign where their amount does, its size being the one that a rate gives.

    The rate is the line's own, or one at which another line holds VAT of its amount's sign.
    """
    crossed, same = gross * vat < 0, (gross * vat > 0) & (np.abs(gross) >= _TELLING) & (gross != vat)
    proved = np.abs(np.abs(vat) - _taxed(gross, rate)) <= _CENT
    for seen in np.unique(np.round(vat[same] / (gross[same] - vat[same]), 3)):
        proved |= np.isnan(rate) & (np.abs(np.abs(vat) - _taxed(gross, np.full(len(gross), seen))) <= _CENT)
    return crossed & proved


def _heading_with_vat(part: Part, table: Table) -> list[Fault]:
    """The warning of amounts taken as excluding VAT, on engagement.toml's word, under a heading that says otherwise."""
    if not with_vat(part.headings.get("amount", "")) or not part.rows or part.raw.keys:
        return []
    fault = located("heading_with_vat", table, part, part.rows[:1], severity=Severity.WARNING, keys=("amount",))
    return [replace(fault, row=None)]
