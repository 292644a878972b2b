"""Margins: worked out of a rate where the file gives one, and doubted where they read as rates.

A rate is a share of the amount excluding VAT (« taux de marque »), or of the cost where its heading says so. « Taux de
marge » alone is taken as the former, and that is told: in French usage it may be either.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from gtkit.contracts import Table
from gtkit.evidence import Name
from gtkit.intake.faults import Facts, Fault, Severity
from gtkit.intake.money.lines import Step, Worked, blank, part_by_part
from gtkit.intake.money.percents import as_shares, signed_percents
from gtkit.intake.names import rate_base, says_rate
from gtkit.intake.sales import WorkedOut
from gtkit.intake.tables.located import flagged
from gtkit.intake.tables.part import Part

_CENT = 0.01


def with_margins(parts: Sequence[Part], table: Table) -> Step:
    """Work out each margin that a file gives as a rate alone, and doubt those that cannot be margins.

    Parameters
    ----------
    parts : sequence of Part
        Of `transactions`, amounts excluding VAT and signed.
    table : Table

    Returns
    -------
    The parts, `margin` filled and `margin_rate` a share; the faults; for each part what was worked out, None for
    nothing.

    Faults: margin_rate_mixed, margin_rate_above, margin_under_rate; the warnings margin_rate_read, margin_like_rate,
    margin_above.
    """

    def work(part: Part) -> Worked:
        own, found, how = _worked_out(part, table)
        return own, [*found, *_doubts(own, table)], how

    return part_by_part(parts, work)


def _worked_out(part: Part, table: Table) -> Worked:
    if "margin_rate" not in part.positions:
        return part, [], None
    margin, amount, rates = _columns(part, "margin", "amount", "margin_rate")
    shares, mixed = as_shares(rates, signed_percents(part, "margin_rate"))
    lines = blank(part, "margin") & ~np.isnan(shares)
    faults = flagged("margin_rate_mixed", table, part, lines & mixed, keys=("margin_rate",))
    heading = part.headings["margin_rate"]
    base = rate_base(heading)
    above = lines & (shares > 1) & (base != "cost")
    faults += flagged("margin_rate_above", table, part, above, keys=("margin_rate",))
    if not base and not part.raw.keys and lines.any() and not above.any():
        told = flagged("margin_rate_read", table, part, lines, severity=Severity.WARNING, keys=("margin_rate",))
        faults += [replace(fault, row=None, others=()) for fault in told]
    shares = shares / (1 + shares) if base == "cost" else shares
    frame = part.frame.assign(margin=np.where(lines, shares * amount, margin), margin_rate=shares)
    found = lines & ~np.isnan(amount)
    if not found.any():
        return replace(part, frame=frame), faults, None
    rate = f"{heading} ÷ (1 + {heading})" if base == "cost" else heading
    formula = f"{rate} × {_bracketed(part.headings.get('amount', table.column('amount').french), part)}"
    headings = MappingProxyType({"margin": formula} | dict(part.headings))
    how = WorkedOut(formula=formula, lines=int(found.sum()))
    return replace(part, frame=frame, headings=headings), faults, how


def _bracketed(amount: str, part: Part) -> str:
    """The amount within a product, between brackets where it is worked out."""
    return amount if "amount" in part.positions or "amount" not in part.headings else f"({amount})"


def _doubts(part: Part, table: Table) -> list[Fault]:
    """What is doubtful of the margins that a file gives as amounts."""
    if "margin" not in part.positions:
        return []
    margin, amount = _columns(part, "margin", "amount")
    given = ~blank(part, "margin") & ~np.isnan(margin) & ~np.isnan(amount) & (margin != 0)
    heading = part.headings["margin"]
    facts: Facts = {"heading": Name(heading), "key": table.column("margin").rate}
    if says_rate(heading):
        faults = flagged("margin_under_rate", table, part, given, facts=facts, keys=("margin",))
        return [replace(fault, row=None, others=()) for fault in faults]
    sizes = np.abs(margin[given])
    if (sizes <= 1).all() and (sizes < 1).any() and (np.abs(amount[given]) > 1).any():
        likely = flagged(
            "margin_like_rate", table, part, given, facts=facts, severity=Severity.WARNING, keys=("margin",)
        )
        return [replace(fault, row=None, others=()) for fault in likely]
    size = np.where(amount < 0, -1, 1) * margin
    above = given & ((size > np.abs(amount) + _CENT) | ((amount < 0) & (margin > 0)))
    return flagged("margin_above", table, part, above, severity=Severity.WARNING, keys=("margin", "amount"))


def _columns(part: Part, *keys: str) -> list[npt.NDArray[np.float64]]:
    return [part.frame[key].to_numpy(dtype=np.float64) for key in keys]
