"""Who knows the limits."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from gtkit.contracts import CheckedTable
from gtkit.epreuves.field_of_action import sort_opportunities
from gtkit.epreuves.findings import Findings
from gtkit.epreuves.perimeter import Results, Settings
from gtkit.epreuves.perimeter.card_test import (
    CardTest,
    by_department,
    card_test,
    grouped,
    knowing,
    knowing_rows,
    right_rows,
)
from gtkit.scoring.survey.intervals import wilson


@pytest.fixture
def test(found: Findings[Results]) -> CardTest:
    assert found.results.test is not None
    return found.results.test


def test_a_person_s_share_is_counted_on_the_cards_answered(test: CardTest) -> None:
    """By hand, for each person: right answers over answers; a card without answer counts for neither."""
    told = test.answers.to_numpy()
    for row, share in zip(told, test.right(), strict=True):
        given = ~pd.isna(row)
        assert share == pytest.approx((row == test.official.to_numpy())[given].mean())
    assert test.answers.isna().any().any()
    assert test.kappa.dropna().between(-1, 1).all()
    assert test.kappa[test.right() == 1].dropna().eq(1).all()


def test_who_answers_nothing_that_counts_is_not_said_to_know() -> None:
    """Three people, three cards of which one has no official class: 1 of 2 right, 1 of 1, and none that counts."""
    answers = np.array([[0.0, 1.0, 2.0], [np.nan, 2.0, 0.0], [np.nan, np.nan, 1.0]])
    official = np.array([0.0, 2.0, np.nan])
    np.testing.assert_array_equal(right_rows(answers, official), [0.5, 1.0, np.nan])
    assert knowing_rows(answers, official, 0.5).tolist() == [True, True, False]


def test_the_planted_department_knows_least_and_no_small_one_is_shown(found: Findings[Results]) -> None:
    """Logistique comes first; the two departments under five people are shown as one, never by name."""
    rows = found.results.departments
    assert rows is not None
    assert rows.index[0] == "Logistique"
    assert rows.loc["Logistique", "share"] < 0.6
    assert not {"Support technique", "Administration des ventes"} & set(rows.index)
    assert rows.loc["", "asked"] == 7
    assert (rows["asked"] >= 5).all()
    assert ((rows["low"] <= rows["share"]) & (rows["share"] <= rows["high"])).all()


def test_a_census_has_no_interval_and_without_a_roster_it_is_wilson_s(test: CardTest) -> None:
    """Everybody asked: zero width. Population unknown: Wilson, and no department is told."""
    knows = test.right() >= 0.8
    census = replace(test, population=test.service.value_counts().sort_index())
    exact = knowing(knows, census, level=0.9)
    assert census.census
    assert exact.interval is not None
    assert exact.interval.width == pytest.approx(0)
    assert exact.value == pytest.approx(knows.mean())
    blind = replace(test, population=None)
    assert knowing(knows, blind, level=0.9).interval == wilson(int(knows.sum()), len(knows), level=0.9)
    assert by_department(knows, blind, level=0.9) is None
    assert not blind.census


def test_nothing_is_shown_of_a_handful(test: CardTest) -> None:
    """Four people in all: no department can be told."""
    few = test.answers.index[:4]
    service = test.service.loc[few]
    small = replace(test, answers=test.answers.loc[few], service=service, groups=grouped(service))
    assert by_department(small.right() >= 0.8, small, level=0.9) is None


def test_the_whole_tells_no_more_of_small_departments_than_they_do_together(test: CardTest) -> None:
    """Those who know in two small departments, dealt out otherwise between them: the same whole, the same groups."""
    small = test.groups[test.groups == ""].index
    assert test.service[small].nunique() == 2
    ordered = small[test.service[small].argsort(kind="stable")]
    knows = pd.Series(False, index=test.answers.index)
    first, last = (knows.where(~knows.index.isin(part), True) for part in (ordered[:2], ordered[-2:]))
    assert set(test.service[ordered[:2]]) != set(test.service[ordered[-2:]])
    assert knowing(first, test, level=0.9) == knowing(last, test, level=0.9)
    one, other = (by_department(told, test, level=0.9) for told in (first, last))
    assert one is not None
    assert one.equals(other)


def test_a_debated_card_is_no_card(field_tables: dict[str, CheckedTable], chosen: Settings) -> None:
    """What the criteria themselves do not settle cannot be right or wrong."""
    field = sort_opportunities(field_tables, chosen)
    assert field is not None
    debated = field.classes.assign(debated=field.classes.index == "M-01")
    without = card_test(field_tables, replace(field, classes=debated), chosen)
    assert without is not None
    assert "M-01" not in without.official.index
    assert card_test({}, field, chosen) is None
