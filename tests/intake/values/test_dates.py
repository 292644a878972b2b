"""Dates: explicit forms, one order of day and month a column, announced when nothing decides it."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gtkit.intake.faults import Severity
from gtkit.intake.values.cells import Column
from gtkit.intake.values.dates import read_dates

AS_OF = dt.date(2026, 6, 30)


def days(cells: Column, **asked: bool) -> list[dt.date | None]:
    """The dates of a column."""
    return read_dates(cells, as_of=AS_OF, **asked).values.astype("datetime64[D]").tolist()


def codes(cells: Column) -> list[tuple[str, int | None]]:
    """Problem codes and positions of a column."""
    return [(problem.code, problem.at) for problem in read_dates(cells, as_of=AS_OF).problems]


WRITTEN = "2025-03-17|2025/03/17|20250317|17/03/2025|17.03.2025|17-3-2025|17/03/25|2025-03-17T10:30:00Z"
TYPED = (45733, 45733.5, dt.date(2025, 3, 17), dt.datetime(2025, 3, 17, 9, 0))


@pytest.mark.parametrize("cell", [*WRITTEN.split("|"), "17/03/2025 10:30", "2025-03-17 00:00:00", "45733", *TYPED])
def test_every_explicit_form_gives_its_day(cell: object) -> None:
    """ISO, compact, French, serial and typed dates are the same day, the time of day left out."""
    assert days([cell]) == [dt.date(2025, 3, 17)]  # type: ignore[list-item]


def test_iso_is_never_read_day_first() -> None:
    """5 January written in ISO stays 5 January, beside French dates too."""
    assert days(["2024-01-05", "13/02/2024"]) == [dt.date(2024, 1, 5), dt.date(2024, 2, 13)]


def test_an_order_that_nothing_decides_is_french_and_told() -> None:
    """A column that fits both orders is read day first, with one warning for the column."""
    assert days(["03/04/2024", "05/06/2024"]) == [dt.date(2024, 4, 3), dt.date(2024, 6, 5)]
    problems = read_dates(["", "03/04/2024", "05/06/2024"], as_of=AS_OF).problems
    assert [(p.code, p.at, p.severity) for p in problems] == [("day_first_assumed", 1, Severity.WARNING)]
    assert codes(["05/05/2024"]) == []


def test_the_columns_majority_decides_the_order_and_the_others_are_named() -> None:
    """American dates are read when only they fit, and told; a single month-first cell among French ones is refused."""
    assert days(["03/17/2024", "05/06/2024"]) == [dt.date(2024, 3, 17), dt.date(2024, 5, 6)]
    assert codes(["03/17/2024", "05/06/2024"]) == [("month_first_read", 0)]
    assert codes(["17/03/2024", "03/17/2024", "18/03/2024"]) == [("mixed_dates", 1)]


@pytest.mark.parametrize("cell", ["30/02/2024", "2023-02-29", "31/04/25", "20241301", "00/00/2024"])
def test_a_day_that_is_not_in_the_calendar_is_named(cell: str) -> None:
    """30 February is an error, not 1 March."""
    assert codes([cell, "13/01/2024"]) == [("impossible_date", 0)]


@pytest.mark.parametrize(
    "cell", ["hier", "2024", "1970", "0", 0, 12.0, 1e12, "99999", "17/03", "17 mars 2025", True, "1/1/1"]
)
def test_what_is_no_date_is_refused(cell: object) -> None:
    """Words, years, small numbers: nothing is guessed, nothing becomes 1970."""
    assert codes([cell]) == [("bad_date", 0)]  # type: ignore[list-item]


def test_the_epoch_of_a_macintosh_workbook_is_obeyed() -> None:
    """The same serial is four years and a day later when days count from 1904."""
    assert days([40000], epoch_1904=True) == [dt.date(2013, 7, 7)]


def test_a_date_after_the_data_is_told() -> None:
    """The last day is inclusive; the day after is an error."""
    assert codes(["30/06/2026", "01/07/2026", "13/01/2026"]) == [("future_date", 1)]


@given(st.lists(st.dates(dt.date(1950, 1, 1), AS_OF), min_size=1, max_size=20), st.sampled_from("/-."))
def test_french_dates_come_back(dates: list[dt.date], mark: str) -> None:
    """Whatever the dates, a French column that holds a day above 12 reads back equal."""
    texts = [f"{day:%d}{mark}{day:%m}{mark}{day:%Y}" for day in [*dates, dt.date(2024, 1, 31)]]
    assert days(texts)[:-1] == dates


@given(st.lists(st.text("0123456789/-.: T", max_size=12), max_size=6))
def test_no_text_makes_it_fail(texts: list[str]) -> None:
    """Any text is read or told."""
    reading = read_dates(texts, as_of=AS_OF)
    told = {problem.at for problem in reading.problems}
    assert all(text == "" or at in told or not np.isnat(reading.values[at]) for at, text in enumerate(texts))


def test_the_order_that_engagement_toml_says_is_taken_and_nothing_is_asked() -> None:
    """Dates that fit both orders are read as it is said, whatever the other cells would have decided."""
    for order, day in (("day_first", dt.date(2024, 4, 3)), ("month_first", dt.date(2024, 3, 4))):
        reading = read_dates(["03/04/2024", "05/06/2024"], as_of=AS_OF, order=order)
        assert (reading.values.astype("datetime64[D]").tolist()[0], reading.problems) == (day, ())
        assert reading.manner == order


@pytest.mark.parametrize(("order", "cell"), [("day_first", "03/17/2024"), ("month_first", "17/03/2024")])
def test_a_date_against_the_order_said_is_refused(order: str, cell: str) -> None:
    """With the setting to correct; a day that is in no calendar keeps its own word, and explicit forms are free."""
    reading = read_dates([cell, "03/04/2024", "30/30/2024", "2024-01-05"], as_of=AS_OF, order=order)
    assert [(problem.code, problem.at) for problem in reading.problems] == [
        ("date_order_wrong", 0),
        ("impossible_date", 2),
    ]
    assert reading.problems[0].facts["setting"].text == f'date_order = "{order}"'  # type: ignore[union-attr]


@given(st.lists(st.dates(dt.date(1950, 1, 1), AS_OF), min_size=1, max_size=20), st.sampled_from(["day", "month"]))
def test_any_dates_come_back_once_their_order_is_said(dates: list[dt.date], first: str) -> None:
    """Without any cell that decides."""
    form = "%d/%m/%Y" if first == "day" else "%m/%d/%Y"
    reading = read_dates([day.strftime(form) for day in dates], as_of=AS_OF, order=f"{first}_first")
    assert reading.values.astype("datetime64[D]").tolist() == dates
    assert reading.problems == ()
