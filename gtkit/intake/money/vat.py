"""Amounts excluding VAT where a file gives them with VAT: with its VAT amounts, its rates, or the rate that is said.

No rate is ever supposed. A column of rates is read in percent as soon as one of them is above 1, which no share is.
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
from gtkit.intake.money.lines import Flags, blank
from gtkit.intake.money.percents import as_shares
from gtkit.intake.names import with_vat
from gtkit.intake.sales import WorkedOut
from gtkit.intake.tables.located import flagged, located
from gtkit.intake.tables.part import Part

_CENT = 0.01 + 1e-7
_TAXED = ("amount_with_vat", "vat", "vat_rate")


def without_vat(
    parts: Sequence[Part], table: Table, *, stated: float | None
) -> tuple[list[Part], list[Fault], list[WorkedOut | None]]:
    """Work out each amount excluding VAT that a file does not give.

    Parameters
    ----------
    parts : sequence of Part
        Of `transactions`.
    table : Table
    stated : float or None
        The rate of VAT that engagement.toml says, as a share.

    Returns
    -------
    The parts, `amount` filled and `vat_rate` a share; the faults; for each part what was worked out, None for nothing.

    Faults: vat_rate_unknown, vat_rate_mixed, vat_sign; warnings vat_disagrees, heading_with_vat.
    """
    done, faults, told = [], [], []
    for part in parts:
        netted, own, how = _netted(part, table, stated)
        done.append(netted)
        faults += own
        told.append(how)
    return done, faults, told


def needless(part: Part) -> frozenset[str]:
    """Headings of the columns of VAT on which no amount of a part rests: what is wrong there refuses nothing."""
    if "amount_with_vat" not in part.headings or blank(part, "amount").any():
        return frozenset()
    return frozenset(part.headings[key] for key in _TAXED if key in part.headings)


def _netted(part: Part, table: Table, stated: float | None) -> tuple[Part, list[Fault], WorkedOut | None]:
    faults = list(_heading_with_vat(part, table))
    if "amount_with_vat" not in part.headings:
        return part, faults, None
    gross, vat, amount = (part.frame[key].to_numpy(dtype=np.float64) for key in ("amount_with_vat", "vat", "amount"))
    rates, mixed = as_shares(part.frame["vat_rate"].to_numpy(dtype=np.float64))
    lacking = blank(part, "amount") & ~np.isnan(gross)
    by_vat, by_rate = lacking & ~np.isnan(vat), lacking & np.isnan(vat)
    rate = np.where(np.isnan(rates) & (stated is not None), np.nan if stated is None else stated, rates)
    net = np.where(by_vat, gross - vat, gross / (1 + rate))
    crossed = by_vat & ((gross * vat < 0) | (np.abs(vat) > np.abs(gross)))
    unknown = by_rate & np.isnan(rate)
    faults += _told(part, table, "vat_rate_unknown", unknown, lacking, ("amount_with_vat",))
    faults += _told(part, table, "vat_rate_mixed", by_rate & ~np.isnan(rates) & mixed, lacking, ("vat_rate",))
    faults += _told(part, table, "vat_sign", crossed, lacking, ("amount_with_vat", "vat"))
    faults += _disagreeing(part, table, amount + vat - gross)
    frame = part.frame.assign(amount=np.where(lacking, net, amount), vat_rate=rates)
    found = lacking & ~np.isnan(net)
    if not found.any():
        return replace(part, frame=frame), faults, None
    formula = " ; ".join(_formulas(part, by_vat=bool(by_vat.any()), by_rate=bool(by_rate.any()), stated=stated))
    headings = MappingProxyType({"amount": formula} | dict(part.headings))
    how = WorkedOut(formula=formula, lines=int(found.sum()))
    return replace(part, frame=frame, headings=headings), faults, how


def _formulas(part: Part, *, by_vat: bool, by_rate: bool, stated: float | None) -> list[str]:
    gross = part.headings["amount_with_vat"]
    rates = [part.headings["vat_rate"]] if "vat_rate" in part.headings else []
    rates += [f"{100 * stated:g} %"] if stated is not None else []
    formulas = [f"{gross} − {part.headings['vat']}"] if by_vat else []
    return formulas + ([f"{gross} ÷ (1 + {' | '.join(rates)})"] if by_rate and rates else [])


def _told(part: Part, table: Table, code: str, flags: Flags, lacking: Flags, keys: tuple[str, ...]) -> list[Fault]:
    """An error at the rows flagged; the whole column's where every amount lacks what it takes."""
    whole = flags.sum() == lacking.sum() == len(part.rows)
    faults = flagged(code, table, part, flags, keys=keys)
    return [replace(fault, row=None, others=()) if whole else fault for fault in faults]


def _disagreeing(part: Part, table: Table, difference: npt.NDArray[np.float64]) -> list[Fault]:
    """The warning of rows on which amount and VAT do not make the amount with VAT; unknown ones make no fault."""
    off = np.abs(difference) > _CENT
    facts: Facts = {"difference": Quantity(float(np.abs(difference[off]).sum()), Unit.COEFFICIENT)}
    keys = ("amount", "amount_with_vat", "vat")
    return flagged("vat_disagrees", table, part, off, facts=facts, severity=Severity.WARNING, keys=keys)


def _heading_with_vat(part: Part, table: Table) -> list[Fault]:
    """The warning of amounts taken as excluding VAT, on engagement.toml's word, under a heading that says otherwise."""
    if not with_vat(part.headings.get("amount", "")) or not part.rows or part.raw.keys:
        return []
    fault = located("heading_with_vat", table, part, part.rows[:1], severity=Severity.WARNING, keys=("amount",))
    return [replace(fault, row=None)]
