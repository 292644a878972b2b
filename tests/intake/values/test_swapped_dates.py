"""Day and month swapped by a spreadsheet: true dates of the first twelve days beside texts of the others."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gtkit.intake import Intake, Severity, describe
from gtkit.intake.values.cells import Cell, Problem
from gtkit.intake.values.dates import read_dates
from gtkit.words import Words

AS_OF = dt.date(2026, 12, 31)


def opened(texts: list[str], *, month_first: bool) -> list[Cell]:
    """A column of a text file as a spreadsheet opens it: a date where its order gives one, the text where not."""

    def cell(text: str) -> Cell:
        first, second, year = map(int, text.split("/"))
        month, day = (first, second) if month_first else (second, first)
        return dt.date(year, month, day) if month <= 12 else text

    return [cell(text) for text in texts]


def told(cells: list[Cell]) -> list[Problem]:
    """What is said of a column, but for days to come."""
    return [problem for problem in read_dates(cells, as_of=AS_OF).problems if problem.code != "future_date"]


def test_a_french_file_opened_in_english_is_refused() -> None:
    """Forty dates: the count of each form, and the first date as read and as it was meant."""
    days = [dt.date(2025, 4, 3), *(dt.date(2025, 1, 5) + dt.timedelta(days=5 * n) for n in range(39))]
    (problem,) = told(opened([f"{day:%d/%m/%Y}" for day in days], month_first=True))
    assert (problem.code, problem.at, problem.severity) == ("swapped_dates", 0, Severity.ERROR)
    dates = sum(day.day <= 12 for day in days)
    assert [problem.facts[name].value for name in ("n", "texts")] == [dates, 40 - dates]  # type: ignore[union-attr]
    assert (problem.facts["read"], problem.facts["meant"]) == (dt.date(2025, 3, 4), dt.date(2025, 4, 3))


def test_an_english_file_opened_in_french_is_refused_too() -> None:
    """The same damage the other way round."""
    days = [dt.date(2025, 1, 2) + dt.timedelta(days=7 * n) for n in range(40)]
    codes = {problem.code for problem in told(opened([f"{day:%m/%d/%Y}" for day in days], month_first=False))}
    assert "swapped_dates" in codes


@pytest.mark.parametrize(
    ("days", "severity"),
    [([3, 17], None), ([3, 4, 17, 18], Severity.WARNING), ([3, 4, 5, 6, 7, 17, 18, 19, 20, 21], Severity.ERROR)],
)
def test_the_fewer_days_the_milder_the_word(days: list[int], severity: Severity | None) -> None:
    """One of each form may be chance, two are told, five refuse."""
    problems = told(opened([f"{day:02}/02/2025" for day in days], month_first=True))
    assert [problem.severity for problem in problems if problem.code == "swapped_dates"] == [severity][: len(problems)]
    assert bool(problems) == (severity is not None)


@pytest.mark.parametrize(
    "cells",
    [
        [dt.date(2025, 2, day) for day in range(1, 13)],
        [*(dt.date(2025, 2, day) for day in range(1, 15)), *(f"{day}/03/2025" for day in range(13, 25))],
        [*(dt.date(2025, 2, day) for day in range(1, 13)), *(f"{day:02}/03/2025" for day in range(10, 25))],
        [*(dt.date(n, n, n) for n in ()), *(dt.date(2025, n, n) for n in range(1, 13)), "17/03/2025", "18/03/2025"],
        [*(f"2025-02-{day:02}" for day in range(1, 13)), *(f"{day}/03/2025" for day in range(13, 25))],
    ],
    ids=["no text", "a true date past the 12th", "a text before the 13th", "day equal to month", "ISO texts"],
)
def test_one_cell_that_does_not_fit_clears_the_column(cells: list[Cell]) -> None:
    """Only a column that is wholly split by the day of the month is suspected."""
    assert "swapped_dates" not in {problem.code for problem in told(cells)}


@given(st.integers(0, 10_000))
def test_a_column_mixed_by_hand_is_not_accused(seed: int) -> None:
    """Forty dates of which some are texts by chance: none looks as a spreadsheet leaves them."""
    draw = random.Random(seed)  # noqa: S311 - no secret
    days = [dt.date(2025, 1, 1) + dt.timedelta(days=draw.randrange(365)) for _ in range(40)]
    cells: list[Cell] = [day if draw.random() < 0.5 else f"{day:%d/%m/%Y}" for day in days]
    assert "swapped_dates" not in {problem.code for problem in told(cells)}


def test_a_workbook_so_damaged_is_told_with_its_remedy(read: Callable[..., Intake], tmp_path: Path) -> None:
    """Read from a true .xlsx: refused at the cell, in both languages, with the import as text."""
    book = openpyxl.Workbook()
    book.worksheets[0].append(["Code client", "Date", "Montant HT"])
    texts = [f"{1 + 3 * n % 28:02}/{1 + n % 6:02}/2025" for n in range(30)]
    for text, cell in zip(texts, opened(texts, month_first=True), strict=True):
        book.worksheets[0].append([f"C{text}", cell, 5])
    book.save(tmp_path / "v.xlsx")
    (fault,) = read({"transactions": tmp_path / "v.xlsx"}).errors
    assert (fault.code, fault.column) == ("swapped_dates", "Date")
    assert fault.row
    assert "texte" in describe(fault, Words.of("fr"))
    assert "as text" in describe(fault, Words.of("en"))
