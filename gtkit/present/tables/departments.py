"""Departments in figures: their priorities, who was drawn and asked, whose ideas come up."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from gtkit.evidence import Name, Statement, Value
from gtkit.evidence.quantities import count, days, share
from gtkit.present.bounds import told_share
from gtkit.present.exhibit import Origin
from gtkit.present.plates import Head, TableExhibit
from gtkit.scoring.survey.sampling import Certificate
from gtkit.words import Words

_NONE = "–"
_HASH = 12  # signs of a fingerprint that are enough to recognise it


def priorities_table(
    departments: pd.DataFrame, first: tuple[str, ...], labels: Mapping[str, str], words: Words, origin: Origin
) -> TableExhibit:
    """Each department: how far its priorities lie from management's, and what it puts first.

    Parameters
    ----------
    departments : DataFrame by group
        Columns asked, distance (0 to 1, NaN unknown), far (bool), first (tuple of codes).
    first : tuple of str
        Labels of management's first priorities.
    labels : mapping of code -> label
        A code that is not there stands as it is.
    words : Words
    origin : Origin

    Returns
    -------
    TableExhibit: in the order given.
    """
    rows = tuple(
        (
            str(name),
            words.count(row["asked"]),
            _NONE if pd.isna(row["distance"]) else words.share(row["distance"]),
            words.say("departments.far" if row["far"] else "departments.near"),
            words.listing(str(labels.get(code, code)) for code in row["first"]),
        )
        for name, row in departments.iterrows()
    )
    values: dict[str, Value] = {
        "n": count(departments["far"].sum()),
        "listed": count(len(rows)),
        "first": tuple(Name(label) for label in first),
    }
    return TableExhibit(
        words=words,
        title=Statement("table.priorities.title", values),
        columns=(
            Head("column.department"),
            Head("column.asked", numeric=True),
            Head("column.distance", numeric=True),
            Head("column.shared"),
            Head("column.cited_most"),
        ),
        rows=rows,
        origin=origin,
        note=Statement("table.priorities.note", values),
    )


def draw_table(certificate: Certificate, departments: pd.DataFrame, words: Words, origin: Origin) -> TableExhibit:
    """The draw: people, drawn and asked of each department, and what it takes to do it again.

    Parameters
    ----------
    certificate : Certificate
    departments : DataFrame by department
        Columns people, drawn, asked.
    words : Words
    origin : Origin

    Returns
    -------
    TableExhibit: by department.
    """
    rows = tuple(
        (str(name), words.count(row["people"]), words.count(row["drawn"]), words.count(row["asked"]))
        for name, row in departments.iterrows()
    )
    values: dict[str, Value] = {
        "n": count(departments["asked"].sum()),
        "drawn": count(len(certificate.drawn)),
        "people": count(certificate.population),
        "seed": Name(str(certificate.seed)),
        "hash": Name(certificate.frame_sha256[:_HASH]),
    }
    return TableExhibit(
        words=words,
        title=Statement("table.draw.title", values),
        columns=(
            Head("column.department"),
            Head("column.people", numeric=True),
            Head("column.drawn", numeric=True),
            Head("column.asked", numeric=True),
        ),
        rows=rows,
        origin=origin,
        note=Statement("table.draw.note", values),
    )


def ideas_table(departments: pd.DataFrame, answer_days: int, words: Words, origin: Origin) -> TableExhibit:
    """Ideas by department: who gives them, and how many are answered in time.

    Parameters
    ----------
    departments : DataFrame by group
        Columns people, ideas, answered, adopted, and those of `coded_shares` (people who gave one).
    answer_days : int
        Days in which an idea is to be answered.
    words : Words
    origin : Origin

    Returns
    -------
    TableExhibit: in the order given.
    """
    rows = tuple(
        (
            str(name),
            words.count(row["people"]),
            words.value(told_share(row)),
            words.count(row["ideas"]),
            words.count(row["answered"]),
            words.count(row["adopted"]),
        )
        for name, row in departments.iterrows()
    )
    given, answered = departments["ideas"].sum(), departments["answered"].sum()
    values: dict[str, Value] = {
        "n": count(given),
        "answered": count(answered),
        "part": share(answered / given if given else 0.0),
        "days": days(answer_days),
    }
    return TableExhibit(
        words=words,
        title=Statement("table.ideas.title", values),
        columns=(
            Head("column.department"),
            Head("column.people", numeric=True),
            Head("column.authors", numeric=True),
            Head("column.ideas", numeric=True),
            Head("column.answered_in_time", numeric=True),
            Head("column.adopted", numeric=True),
        ),
        rows=rows,
        origin=origin,
    )
