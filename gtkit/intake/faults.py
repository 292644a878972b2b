"""Faults: what is wrong in a file, where a person finds it, and the facts that say what to do.

A fault holds no sentence. `describe` makes it from the catalogue key ``fault.<code>``, in the reader's language.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType
from typing import TypeAlias

from gtkit.errors import GtkitError
from gtkit.evidence import Name, Quantity, Unit, Value
from gtkit.words import Words

HIDDEN = "•••"  # stands for a value of a personal column
TOLD = 100  # faults of one kind in one column that are told one by one, before the others are counted
_LOOKED_AT = 400  # signs of a value from which what is shown is taken
_SHOWN = 60  # signs of a value that a message shows
_ROWS_LISTED = 5
Facts: TypeAlias = "Mapping[str, Value | str]"

_PLACE = ("file", "sheet", "row", "column")


class Severity(StrEnum):
    """An error refuses the data; a warning is told, and the data stand."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing wrong in one place.

    Parameters
    ----------
    code : str
        Stable name of the kind of fault; the catalogue key is ``fault.<code>``.
    severity : Severity
    table, file, sheet : str
        Contract key; name relative to the engagement; sheet of a workbook, empty for a text file.
    row : int or None
        Row as Excel numbers it, None when the fault is the whole file's or column's.
    column : str
        Heading as the file bears it, or as it is missing from it; of several columns, all joined.
    headings : tuple of str
        Heading of each column, where they are several.
    columns : tuple of int
        Positions in the sheet of the cells at fault, from 0; empty when it is the whole row's, or no cell's.
    value : str
        What stood there, shortened; `HIDDEN` in a personal column. A fact ``value`` is what the sentence shows in its
        place, such as a day in the reader's words.
    others : tuple of int
        Further rows with the same fault, which this one counts.
    facts : mapping of name -> value
        What the sentence needs besides. ``nearest`` adds "did you mean"; ``other_fr`` and ``other_en`` are the forms of
        ``other`` in each language.
    """

    code: str
    severity: Severity = Severity.ERROR
    table: str = ""
    file: str = ""
    sheet: str = ""
    row: int | None = None
    column: str = ""
    headings: tuple[str, ...] = ()
    columns: tuple[int, ...] = ()
    value: str = ""
    others: tuple[int, ...] = ()
    facts: Facts = field(default_factory=lambda: MappingProxyType({}))

    @property
    def cell(self) -> str:
        """The first cell at fault as Excel names it, empty when the fault is not one cell's.

        >>> Fault(code="bad_date", row=12, columns=(27,)).cell
        'AB12'
        """
        return f"{letters(self.columns[0])}{self.row}" if self.columns and self.row else ""


def letters(position: int) -> str:
    """The letters by which Excel names a column, from its position.

    >>> letters(0), letters(27)
    ('A', 'AB')
    """
    text, left = "", position + 1
    while left:
        left, sign = divmod(left - 1, 26)
        text = chr(65 + sign) + text
    return text


class DataRefused(GtkitError):
    """Files that cannot be trusted; `faults` holds every fault found, warnings too."""

    code = "data_refused"

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        errors = [fault for fault in self.faults if fault.severity is Severity.ERROR]
        first = errors[0] if errors else Fault(code="none")
        super().__init__(first.file or first.table, found=len(errors), hint=first.code)


def describe(fault: Fault, words: Words) -> str:
    """The fault as one or two sentences: place, what was found, what was expected, what to do.

    Parameters
    ----------
    fault : Fault
    words : Words

    Returns
    -------
    str: plain text, not yet escaped.

    >>> late = Fault(code="bad_number", file="ventes.csv", row=12, column="Montant HT", value="12O")
    >>> describe(late, Words.of("en"))
    'ventes.csv, row 12, column “Montant HT”: “12O” is not a number. Write it as 1234.50, without letters.'
    """
    column = _facts(fault, words)["column"]
    parts = {"file": fault.file, "sheet": fault.sheet, "row": str(fault.row or ""), "column": column}
    told = {name: words.say(f"fault.place.{name}", x=parts[name]) for name in _PLACE if parts[name]}
    if fault.headings and column == fault.column:
        quoted = words.listing(words.say("listing.quoted", x=heading) for heading in fault.headings)
        told["column"] = words.say("fault.place.columns", x=quoted)
    place = ", ".join(told.values())
    return words.say("fault.sentence", place=place, message=remedy(fault, words)) if place else remedy(fault, words)


def remedy(fault: Fault, words: Words) -> str:
    """What was found, what was expected and what to do, for who has the place before their eyes.

    >>> remedy(Fault(code="bad_number", file="ventes.csv", row=12, value="12O"), Words.of("en"))
    '“12O” is not a number. Write it as 1234.50, without letters.'
    """
    facts = _facts(fault, words)
    message = words.say(f"fault.{fault.code}", **facts)
    for more in ("nearest", "allowed", "of_sales"):
        if facts.get(more):
            message += " " + words.say(f"fault.{more}", **facts)
    return message


def stood(fault: Fault, words: Words) -> str:
    """What stood at the place of a fault, a day as the reader's language writes it.

    >>> import datetime as dt
    >>> stood(Fault(code="future_date", value="2026-07-01", facts={"value": dt.date(2026, 7, 1)}), Words.of("fr"))
    '1er juillet 2026'
    """
    return words.value(_facts(fault, words)["value"])


def _facts(fault: Fault, words: Words) -> dict[str, Value | str]:
    """The facts of a fault, those that go by language in the reader's."""
    told = f"_{words.lang}"
    own = {name.removesuffix(told): fact for name, fact in fault.facts.items() if name.endswith(told)}
    section = f"[sources.{fault.table}]"  # of engagement.toml, where a remedy is written
    common = {"value": fault.value, "column": fault.column, "table": fault.table, "section": section}
    facts = {**common, **fault.facts, **own}
    sales = facts["section"] if fault.table == "transactions" else "[sources.transactions]"
    return {"sales_section": sales, "more": _more(facts), **facts}


def _more(facts: Mapping[str, Value | str]) -> str:
    """The mark of rows that are counted and not listed, where there are any."""
    rows, n = facts.get("rows"), facts.get("n")
    listed = len(rows) if isinstance(rows, tuple) else 0
    return "…" if isinstance(n, Quantity) and n.value > listed else ""


def numbered(rows: Sequence[int]) -> Facts:
    """How many rows there are, and the first of them, as facts.

    >>> numbered([3, 4])["rows"]
    (Name(text='3'), Name(text='4'))
    """
    listed = tuple(Name(str(row)) for row in rows[:_ROWS_LISTED])
    return {"n": Quantity(len(rows), Unit.COUNT), "rows": listed}


def capped(faults: Sequence[Fault], *, total: int = 0, rest: str = "many_more") -> list[Fault]:
    """The first faults of a kind, and one that counts the others.

    Parameters
    ----------
    faults : sequence of Fault
    total : int
        How many there are, when the sequence holds the first of them alone.
    rest : str
        Code of the fault that counts the others.
    """
    total = max(total, len(faults))
    if total <= TOLD:
        return list(faults)
    last = faults[min(TOLD, len(faults) - 1)]
    rows = tuple(fault.row for fault in faults[TOLD:] if fault.row and fault.file == last.file)
    told = {"n": str(total - TOLD)}
    more = replace(last, code=rest, row=rows[0] if rows else None, value="", others=rows[1:], facts=told)
    return [*faults[:TOLD], more]


def shortened(value: object) -> str:
    """A value as a message shows it: one line, 60 signs at most.

    >>> shortened("a  b")
    'a b'
    """
    text = " ".join("".join(sign if sign.isprintable() else " " for sign in str(value)[:_LOOKED_AT]).split())
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
