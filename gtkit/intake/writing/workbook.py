"""The intake workbook: blank to send to the organisation, or filled; one sheet a table, and a sheet that explains.

Row 1 of a sheet is hidden and holds the columns' keys, closed by a stamp: the reader knows its own workbook whatever
the language and however headings were reworded. Row 2 holds the headings, row 3 a grey example that says it is one.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import xlsxwriter

from gtkit.contracts import Column, Kind, Table
from gtkit.errors import OutOfRange
from gtkit.intake.files.stamp import REQUIRED_MARK, STAMP, VERSION
from gtkit.intake.names import named
from gtkit.intake.writing.examples import example_frame
from gtkit.words import Words

_CREATED = dt.datetime(2026, 1, 1)  # a fixed stamp: the same workbook has the same bytes
_LAST_ROW = 100_000  # last row that refuses illegal values
_LONGEST = 32_767  # signs that a cell holds
_FAR = 1e12
_FORMATS = {Kind.DATE: "dd/mm/yyyy", Kind.MONEY: "#,##0.00", Kind.SHARE: "0.0%", Kind.NUMBER: "General"}
_HEADING = {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}
_INK, _REQUIRED, _OPTIONAL, _GREY = "#1B2A41", "#D9E4EC", "#F1F3F5", "#767676"


def write_workbook(
    path: Path,
    tables: Iterable[Table],
    *,
    lang: str,
    examples: bool = True,
    contents: Mapping[str, pd.DataFrame] | None = None,
) -> None:
    """Write the workbook; the same arguments give the same bytes.

    Parameters
    ----------
    path : Path
    tables : iterable of Table
        One sheet each, in order.
    lang : str
        "fr" or "en": headings, help and drop-downs.
    examples : bool
        Whether a sheet without contents shows the example row; the reader leaves it out.
    contents : mapping of table key -> DataFrame, optional
        Columns by contract key, typed as a CheckedTable's frame.

    Raises OutOfRange for a text longer than a cell holds.
    """
    words, contents, buffer = Words.of(lang), contents or {}, io.BytesIO()
    tables = tuple(tables)
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        book.set_properties({"created": _CREATED})
        _read_me(book, tables, words)
        for table in tables:
            _sheet(book, table, words, contents.get(table.key), example=examples)
    path.write_bytes(buffer.getvalue())


def _sheet(book: Any, table: Table, words: Words, frame: pd.DataFrame | None, *, example: bool) -> None:
    sheet = book.add_worksheet(named(table, words.lang))
    last = len(table.columns)
    for at, column in enumerate(table.columns):
        heading = named(column, words.lang)
        sheet.write_string(0, at, column.key)
        style = {**_HEADING, "font_color": _INK, "bg_color": _REQUIRED if column.required else _OPTIONAL}
        sheet.write_string(1, at, heading + (REQUIRED_MARK if column.required else ""), book.add_format(style))
        sheet.write_comment(1, at, _help(column, table, words), {"x_scale": 2, "y_scale": 1.2})
        sheet.set_column(at, at, max(12, min(28, len(heading) + 3)), book.add_format({"num_format": _format(column)}))
        if (rule := _validation(column, table, words)) is not None:
            sheet.data_validation(2, at, _LAST_ROW, at, rule)
    sheet.write_string(0, last, f"{STAMP} {VERSION}")
    sheet.set_row(0, None, None, {"hidden": True})
    sheet.freeze_panes(2, 1)
    _printed(sheet)
    sheet.repeat_rows(1)
    grey = frame is None
    if frame is None and example:
        frame = example_frame(table)
        sheet.write_string(2, last, words.say("workbook.example_mark"), book.add_format({"font_color": _GREY}))
    for at, column in enumerate(table.columns):
        if frame is not None and column.key in frame.columns:
            style = {"num_format": _format(column)} | ({"font_color": _GREY, "italic": True} if grey else {})
            _write_column(sheet, at, column, frame[column.key].tolist(), words.lang, book.add_format(style))


def _write_column(sheet: Any, at: int, column: Column, values: list[Any], lang: str, style: Any) -> None:
    """Typed cells from row 3 on; a text is written as text, whatever it starts with."""
    choices = {choice.key: named(choice, lang) for choice in column.choices}
    flags = _flags(lang)
    for row, value in enumerate(values, 2):
        if column.kind is Kind.FLAG:
            sheet.write_string(row, at, flags[bool(value)], style)
        elif pd.isna(value) or value == "":
            continue
        elif column.kind is Kind.DATE:
            sheet.write_datetime(row, at, value, style)
        elif column.kind in _FORMATS:
            sheet.write_number(row, at, value, style)
        else:
            text = choices.get(value, str(value))
            if len(text) > _LONGEST:
                raise OutOfRange(f"{column.key} {row + 1}", found=len(text), expected=f"<= {_LONGEST}")
            sheet.write_string(row, at, text, style)


def _read_me(book: Any, tables: tuple[Table, ...], words: Words) -> None:
    """The first sheet: what to do, what each sheet is for, the version."""
    sheet = book.add_worksheet(words.say("workbook.readme.sheet"))
    _printed(sheet)
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 1, 90)
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    bold = book.add_format({"bold": True, "valign": "top"})
    sheet.write_string(0, 0, words.say("workbook.readme.title"), book.add_format({"bold": True, "font_size": 16}))
    lines = [(words.say(f"workbook.readme.{key}.label"), words.say(f"workbook.readme.{key}.text")) for key in _README]
    lines += [(named(table, words.lang), words.say(f"workbook.table.{table.key}")) for table in tables]
    lines += [(words.say("workbook.readme.version"), f"{STAMP} {VERSION}")]
    for row, (label, text) in enumerate(lines, 2):
        sheet.write_string(row, 0, label, bold)
        sheet.write_string(row, 1, text, wrap)


_README = ("fill", "required", "example", "dates", "numbers", "codes", "exports", "persons")


def _printed(sheet: Any) -> None:
    """On paper a sheet is as wide as an A4 page on its side."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def _help(column: Column, table: Table, words: Words) -> str:
    """What to write in a column: kind, unit, bounds, whether it must be filled."""
    choices = ", ".join(named(choice, words.lang) for choice in column.choices)
    lines = [words.say(f"workbook.kind.{column.kind.value}", choices=choices)]
    lines += [words.say("workbook.unit", unit=words.say(column.unit, x="").strip())] if column.unit else []
    lines += [words.say("workbook.at_least", x=_bound(column.minimum, words))] if column.minimum is not None else []
    lines += [words.say("workbook.at_most", x=_bound(column.maximum, words))] if column.maximum is not None else []
    lines += [words.say("workbook.personal")] if column.personal else []
    return "\n".join([*lines, _duty(column, table, words)])


def _duty(column: Column, table: Table, words: Words) -> str:
    """Whether a column must be filled, and what may be filled in its stead."""
    if column.instead:
        others = words.listing(named(table.column(key), words.lang) for key in column.instead)
        return words.say("workbook.required_unless", others=others)
    return words.say("workbook.required" if column.required else "workbook.optional")


def _bound(bound: float, words: Words) -> str:
    return words.number(bound, 0 if float(bound).is_integer() else 2)


def _validation(column: Column, table: Table, words: Words) -> dict[str, Any] | None:
    """The rule by which Excel refuses an illegal value."""
    told = {"error_title": words.say("workbook.refused"), "error_message": _help(column, table, words)[:255]}
    match column.kind:
        case Kind.CHOICE:
            return {"validate": "list", "source": [named(c, words.lang) for c in column.choices], **told}
        case Kind.FLAG:
            return {"validate": "list", "source": list(_flags(words.lang).values()), **told}
        case Kind.DATE:
            span = {"minimum": dt.date(1900, 1, 1), "maximum": dt.date(2199, 12, 31)}
            return {"validate": "date", "criteria": "between", **span, **told}
        case Kind.MONEY | Kind.NUMBER | Kind.SHARE:
            low = -_FAR if column.minimum is None else column.minimum
            high = _FAR if column.maximum is None else column.maximum
            return {"validate": "decimal", "criteria": "between", "minimum": low, "maximum": high, **told}
        case _:
            return None


def _flags(lang: str) -> dict[bool, str]:
    return {True: "oui", False: "non"} if lang == "fr" else {True: "yes", False: "no"}


def _format(column: Column) -> str:
    """The number format of a column; text for what must be kept to the letter."""
    return _FORMATS.get(column.kind, "@")
