"""Lines of an account of customers that are no sales: payments received, and balances carried over from last year.

Words tell them, in any column of texts; where none does, credits that pay earlier debits to the cent do. No setting
makes sales of them, so engagement.toml has nothing to say here.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from gtkit.contracts import Kind, Table
from gtkit.evidence import Name, Quantity, Unit
from gtkit.intake.faults import Facts, Fault, shortened
from gtkit.intake.money.account import account_of
from gtkit.intake.money.lines import Flags
from gtkit.intake.names import folded
from gtkit.intake.tables.located import flagged
from gtkit.intake.tables.part import Part
from gtkit.intake.values.cells import shown
from gtkit.intake.values.coded import Coded
from gtkit.intake.values.told_credits import SIDES

_PAID = re.compile(
    r"\b(?:reglements?|virements?|vir|cheques?|chq|banques?|encaissements?|paiements?|prelevements?|prlv|lcr"
    r"|payments?|bank|transfers?|direct debits?|remittances?|receipts?)\b"
)
_CARRIED = re.compile(
    r"\b(?:(?:a|report) nouveaux?|solde (?:initial|d ouverture|anterieur)|reprise (?:de|des) soldes?"
    r"|opening balances?|balance (?:brought|carried) forward|brought forward)\b"
)
_CREDITED = re.compile(r"\b(?:avoirs?|notes? de credit|credit (?:notes?|memos?))\b")
_SOLD = re.compile(r"\b(?:ventes?|sales?)\b")  # in credit of an account of sales, where a cheque may pay at once
_JOURNAL = re.compile(r"\bjournal\b|\bjournal code\b|\bjnl\b")
_PAID_JOURNAL, _CARRIED_JOURNAL = re.compile(r"b(?:n)?q(?:ue)?\d*"), re.compile(r"r?anx?\d*")
_FEW = 3  # credits that pay a debit to the cent: fewer happen by chance, or are invoices credited whole
_MUCH = 0.2  # of the sales, that such credits come to: credit notes of whole invoices hardly do
_TEXTS = frozenset({Kind.TEXT, Kind.IDENTIFIER, Kind.CHOICE})


def no_sales(parts: Sequence[Part], table: Table) -> list[Fault]:
    """The lines of some accounts that are no sales.

    Parameters
    ----------
    parts : sequence of Part
        Of `transactions`, their amounts settled.
    table : Table

    Returns
    -------
    The errors payments_among_sales and balances_among_sales, told by words, and credits_pay_debits, told by amounts.
    """
    return [fault for part in parts for fault in _of_part(part, table)]


def _of_part(part: Part, table: Table) -> Iterator[Fault]:
    sides = account_of(part)
    if sides is None:
        return
    sales_side = part.sales_side or SIDES[0]
    every = np.ones(len(part.frame), dtype=bool)
    noted = _worded(part, table, _CREDITED, None, every)[0]
    noted |= (part.frame["document_type"] != "").to_numpy() if "document_type" in part.positions else ~every
    told = noted | _worded(part, table, _SOLD, None, every)[0] if sales_side != SIDES[0] else noted
    paid, told_by = _worded(part, table, _PAID, _PAID_JOURNAL, (sides.credit > 0) & ~told)
    carried, carried_by = _worded(part, table, _CARRIED, _CARRIED_JOURNAL, ~noted)
    sizes = sides.debit + sides.credit
    yield from _told("payments_among_sales", part, table, paid & ~carried, sizes, told_by)
    yield from _told("balances_among_sales", part, table, carried, sizes, carried_by)
    sales, others = sides if sales_side == SIDES[0] else sides[::-1]
    pays = _pays(part, sales, np.where(noted, 0.0, others))
    if not paid.any() and pays.sum() >= _FEW and others[pays].sum() >= _MUCH * sales.sum():
        facts: Facts = {"total": Quantity(math.fsum(sizes[pays].tolist()), Unit.COEFFICIENT)}
        yield from flagged("credits_pay_debits", table, part, pays, facts=facts, keys=(*SIDES, "side"))


def _told(
    code: str,
    part: Part,
    table: Table,
    lines: Flags,
    sizes: npt.NDArray[np.float64],
    told_by: Sequence[tuple[int, Flags]],
) -> Iterator[Fault]:
    """The error of the lines that words tell, at the column that tells most of them."""
    if not lines.any():
        return
    at, own = max(reversed(told_by), key=lambda told: int((told[1] & lines).sum()))
    first = part.raw.columns[at][part.kept[int(np.argmax(own & lines))]]
    facts: Facts = {
        "total": Quantity(math.fsum(sizes[lines].tolist()), Unit.COEFFICIENT),
        "value": Name(shortened(shown(first))),
    }
    for fault in flagged(code, table, part, lines, facts=facts):
        yield replace(fault, column=part.raw.headings[at], columns=(at,))


def _worded(
    part: Part, table: Table, words: re.Pattern[str], journal: re.Pattern[str] | None, among: Flags
) -> tuple[Flags, list[tuple[int, Flags]]]:
    """The lines, among some, on which a column of texts holds one of some words, and those of each such column.

    What stands as often on the other lines, as the name of a customer or a mode of payment does, tells nothing.
    """
    found, told_by = np.zeros(len(part.frame), dtype=bool), []
    for at, column in _texts(part, table):
        texts = [folded(shown(cell)) for cell in column.uniques]
        code = journal if journal is not None and _JOURNAL.search(folded(part.raw.headings[at])) else None
        says = [
            words.search(text) is not None or (code is not None and code.fullmatch(text) is not None) for text in texts
        ]
        if not any(says):
            continue
        within = np.bincount(column.codes[among], minlength=len(texts))
        lines = among & (np.array(says, dtype=bool) & (2 * within >= column.counts))[column.codes]
        if lines.any():
            found |= lines
            told_by.append((at, lines))
    return found, told_by


def _texts(part: Part, table: Table) -> Iterator[tuple[int, Coded]]:
    """The columns in which words may stand, of the lines kept: those that nobody reads, and those of texts."""
    read = {place: key for key, place in part.positions.items()}
    kept = np.array(part.kept, dtype=np.intp)
    for at, column in enumerate(part.raw.columns):
        key = read.get(at, "")
        if key != "customer_id" and (not key or table.column(key).kind in _TEXTS):
            yield at, Coded.of(column).taken(kept)


def _pays(part: Part, sales: npt.NDArray[np.float64], others: npt.NDArray[np.float64]) -> Flags:
    """The lines of the other side that each equal, to the cent, one earlier sale of their customer."""
    frame = pd.DataFrame(
        {
            "who": part.frame["customer_id"].to_numpy(dtype=object),
            "day": part.frame["date"].to_numpy(),
            "at": np.arange(len(part.frame)),
            "sold": np.round(100 * (sales - others)),
            "back": np.round(100 * (others - sales)),
        }
    ).sort_values("day", kind="stable")
    sold, back = (
        frame[frame[side] > 0].rename(columns={side: "cents"})[["who", "cents", "day", "at"]]
        for side in ("sold", "back")
    )
    by = ["who", "cents", "turn"]
    sold, back = (lines.assign(turn=lines.groupby(["who", "cents"]).cumcount()) for lines in (sold, back))
    pairs = back.merge(sold, on=by, suffixes=("", "_sold"))
    flags = np.zeros(len(part.frame), dtype=bool)
    flags[pairs.loc[pairs["day_sold"] <= pairs["day"], "at"].to_numpy(dtype=np.intp)] = True
    return flags
