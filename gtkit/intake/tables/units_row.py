"""A row of units under the headings (``€``, ``jours``, ``%``): no data, but it says what the figures below are in.

A row is one of units only where every filled cell is a unit and one of them stands in a column of figures or dates: as
data it would be at fault, so that no sound row is ever taken for one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from gtkit.contracts import Kind, Table
from gtkit.evidence import Name
from gtkit.intake.faults import Fault, Severity
from gtkit.intake.files.raw import RawTable
from gtkit.intake.names import folded
from gtkit.intake.tables.columns import map_columns
from gtkit.intake.tables.furniture import NUMERIC
from gtkit.intake.values.cells import Cell
from gtkit.intake.values.coded import stripped
from gtkit.intake.values.numbers import SYMBOLS
from gtkit.intake.values.scale import bare, scale_of, scaled

_WORDS = frozenset(
    {
        *("jour", "jours", "j", "day", "days", "heure", "heures", "h", "hour", "hours", "minutes", "min"),
        *("semaine", "semaines", "week", "weeks", "mois", "month", "months", "an", "ans", "year", "years"),
        *("jj mm aaaa", "jj mm aa", "dd mm yyyy", "dd mm yy", "date", "texte", "text", "code", "nombre", "number"),
        *("unite", "unites", "unit", "units", "oui non", "yes no", "ht", "eur ht", "points"),
    }
)
_SIGNS = frozenset({"%", "‰", "#", "n°", *SYMBOLS, *SYMBOLS.values(), "CHF"})


def without_units(raw: RawTable, table: Table, said: Mapping[str, str], currency: str) -> RawTable:
    """The table without its row of units, each figure with the unit that it stands under.

    Parameters
    ----------
    raw : RawTable
    table : Table
    said : mapping of column key -> heading in the file
    currency : str
        ISO 4217 code of the engagement, empty when amounts bear none.

    Returns
    -------
    RawTable: as it came, or with the warning units_row. A bare text under ``%`` is a percentage; an amount under
    ``k€`` is thousands; one under another currency bears it, and is refused as any other that does.
    """
    if raw.keys or not raw.rows:
        return raw
    first = [_text(column[0]) for column in raw.columns]
    positions = map_columns(raw, table, said).positions
    figures = [at for key, at in positions.items() if table.column(key).kind in NUMERIC | {Kind.DATE}]
    if not all(_is_unit(text, currency) for text in first if text) or not any(first[at] for at in figures):
        return raw
    kinds = {at: table.column(key).kind for key, at in positions.items()}
    columns = tuple(
        _borne(column[1:], unit, kinds.get(at), currency)
        for at, (column, unit) in enumerate(zip(raw.columns, first, strict=True))
    )
    units = tuple(Name(f"{heading} ({unit})") for heading, unit in zip(raw.headings, first, strict=True) if unit)
    told = Fault(
        code="units_row",
        severity=Severity.WARNING,
        file=raw.file,
        sheet=raw.sheet,
        row=raw.rows[0],
        facts={"found": units},
    )
    dropped = (*raw.dropped, ("units", 1))
    return replace(raw, columns=columns, rows=raw.rows[1:], dropped=dropped, faults=(*raw.faults, told))


def _text(cell: Cell) -> str:
    return cell.strip() if isinstance(cell, str) else "0"


def _is_unit(text: str, currency: str) -> bool:
    text = text.strip("()[] ")
    scale = scale_of(text, currency)
    return text in _SIGNS or folded(text) in _WORDS or text.upper() in _SIGNS or bool(scale)


def _borne(cells: Sequence[Cell], unit: str, kind: Kind | None, currency: str) -> Sequence[Cell]:
    """Cells with the unit above them, where it changes what they say."""
    unit = unit.strip("()[] ")
    column = stripped(cells)
    if kind is Kind.SHARE and unit == "%":
        return column.changed(
            [f"{cell} %" if isinstance(cell, str) and bare(cell) else cell for cell in column.uniques]
        )
    if kind is not Kind.MONEY:
        return cells
    if scale := scale_of(unit, currency):
        return column.changed(scaled(column.uniques, scale))
    mark = SYMBOLS.get(unit, unit.upper())
    if mark == currency or mark not in _SIGNS:
        return cells
    return column.changed(
        [f"{cell} {mark}" if not isinstance(cell, str) or bare(cell) else cell for cell in column.uniques]
    )
