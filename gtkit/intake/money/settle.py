"""Sales from what their files give to what everything above reads: excluding VAT, credited, in one currency."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from operator import attrgetter
from typing import TypeAlias

import numpy as np

from gtkit.contracts import TABLES, RateUsed, Table
from gtkit.intake.faults import Fault, Severity
from gtkit.intake.money.conversion import Terms, converted
from gtkit.intake.money.credits import Credits, Tie, tied_credits
from gtkit.intake.money.lines import Lines, Step, gathered
from gtkit.intake.money.margins import with_margins
from gtkit.intake.money.no_sales import no_sales
from gtkit.intake.money.rates import dated_rates
from gtkit.intake.money.sides import from_sides
from gtkit.intake.money.sides_unread import side_as_amount
from gtkit.intake.money.signs import signed, told_elsewhere
from gtkit.intake.money.untold import untold
from gtkit.intake.money.vat import needless, without_vat
from gtkit.intake.sales import Converted, CreditNotes, SalesTold, Tally, WorkedOut
from gtkit.intake.tables.check import Check
from gtkit.intake.tables.part import Part

How: TypeAlias = "Mapping[str, WorkedOut | None]"


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneySaid:
    """What engagement.toml says of the money of sales.

    `currency` is the engagement's; `rate_days` how old a rate may be.
    """

    currency: str
    rate_days: int


def settle_sales(check: Check, rates: Check | None, said: MoneySaid) -> Check:
    """Settle the money of sales, and tell what was made of it.

    Parameters
    ----------
    check : Check
        Of `transactions`.
    rates : Check or None
        Of `currency_rates`.
    said : MoneySaid

    Returns
    -------
    Check: amounts signed, excluding VAT and in the engagement's currency, each credit note with its invoice where one
    was found; every part tells of its sales.

    Faults: those of `from_sides`, `signed`, `without_vat`, `with_margins`, `no_sales`, `untold`, `tied_credits`,
    `dated_rates` and `converted`. What is wrong in a column of VAT that no amount rests on is a warning.
    """
    table, rate_table = check.table, TABLES["currency_rates"]
    eased = _eased(check)
    worked = _worked_out(check.parts, table)
    parts = worked.parts
    lines = gathered(parts)
    ledger = any(part.ledger is not None for part in parts)
    credited = _as_told(lines) if ledger else tied_credits(lines, table, home=said.currency)
    known, rate_faults = dated_rates(rates.parts if rates is not None else (), rate_table, said.currency)
    terms = Terms(
        home=said.currency,
        rates=known,
        rate_table=rate_table,
        rate_days=said.rate_days,
    )
    exchanged, faults = converted(credited.parts, lines.shares(credited.day), table, terms)
    return replace(
        check,
        parts=_told(exchanged, lines, credited, worked.how),
        faults=(*eased, *worked.faults, *credited.faults, *rate_faults, *faults),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Worked:
    """Parts whose amounts are signed and exclude VAT, the faults met, and for each part what was worked out."""

    parts: Sequence[Part]
    faults: Sequence[Fault]
    how: Sequence[How]


def _worked_out(parts: Sequence[Part], table: Table) -> _Worked:
    """Everything that a file tells of its amounts in another way than a signed amount excluding VAT."""
    steps: Mapping[str, Callable[[Sequence[Part], Table], Step]] = {
        "sides": from_sides,
        "signed": signed,
        "without_vat": without_vat,
        "margins": with_margins,
    }
    faults: list[Fault] = []
    how: dict[str, list[WorkedOut | None]] = {}
    for name, step in steps.items():
        parts, found, how[name] = step(parts, table)
        faults += found
    told = [dict(zip(how, own, strict=True)) for own in zip(*how.values(), strict=True)]
    beside = (*no_sales(parts, table), *untold(parts, table))
    return _Worked(parts=parts, faults=[*faults, *beside], how=told)


def _eased(check: Check) -> list[Fault]:
    """The faults of the table, those of columns of VAT warnings where every amount excluding VAT is given.

    Words that tell no sign are left out, and amounts that stand on the other side: both are told once, for a column.
    """
    parts = {(part.raw.file, part.raw.sheet): part for part in check.parts}
    needed_not = {place: needless(part) for place, part in parts.items()}
    one_sided = {place: part.headings[key] for place, part in parts.items() if (key := side_as_amount(part))}

    def told_once(fault: Fault) -> bool:
        place = (fault.file, fault.sheet)
        blank = fault.code in {"missing_value", "many_more"} and fault.column == one_sided.get(place)
        return place in parts and (blank or told_elsewhere(fault, parts[place]))

    return [
        replace(fault, severity=Severity.WARNING)
        if fault.column in needed_not.get((fault.file, fault.sheet), frozenset())
        else fault
        for fault in check.faults
        if not told_once(fault)
    ]


def _as_told(lines: Lines) -> Credits:
    """The credit notes of a ledger, whose reader has tied them already."""
    named = lines.column("credited_invoice") != ""
    noted = lines.sound & (lines.amount < 0)
    ties = np.where(noted, np.where(named, Tie.REFERENCE, Tie.UNMATCHED), Tie.NONE)
    return Credits(parts=lines.parts, faults=(), ties=ties.astype(np.int8), day=lines.day)


def _told(
    parts: Sequence[Part], lines: Lines, credited: Credits, how: Sequence[Mapping[str, WorkedOut | None]]
) -> tuple[Part, ...]:
    """Each part with the facts of its sales."""
    bought = lines.sound & (lines.amount >= 0)
    free = [int(own.sum()) for own in lines.shares(lines.sound & (lines.amount == 0))]
    purchases = [int(own.sum()) for own in lines.shares(bought)]
    ties, days = lines.shares(credited.ties), lines.days(bought)
    return tuple(
        replace(
            part,
            sales=SalesTold(
                purchases=purchases[at],
                days=days[at],
                free=free[at],
                credits=_notes(part, ties[at]),
                converted=_converted(part.rates),
                **how[at],
            ),
        )
        for at, part in enumerate(parts)
    )


def _notes(part: Part, ties: np.ndarray) -> CreditNotes:
    amounts = part.frame["amount"].to_numpy(dtype=np.float64)
    by_tie = {tie: amounts[ties == tie] for tie in Tie}
    known = {tie: own[~np.isnan(own)].tolist() for tie, own in by_tie.items()}  # one without a rate has its fault
    tally = {tie: Tally(len(own), round(math.fsum(known[tie]), 2)) for tie, own in by_tie.items()}
    return CreditNotes(by_reference=tally[Tie.REFERENCE], by_amount=tally[Tie.AMOUNT], unmatched=tally[Tie.UNMATCHED])


def _converted(rates: Sequence[RateUsed]) -> tuple[Converted, ...]:
    """What was converted from each currency, from the rates in order of currency and day."""
    told = []
    for currency, own in groupby(sorted(rates, key=attrgetter("currency", "day")), key=attrgetter("currency")):
        used = list(own)
        told.append(
            Converted(
                currency=currency,
                lines=sum(rate.lines for rate in used),
                total=round(math.fsum(rate.total for rate in used), 2),
                converted=round(math.fsum(rate.converted for rate in used), 2),
                first=used[0],
                last=used[-1],
            )
        )
    return tuple(told)
