"""A scenario says what was changed and what that does, in the page's language."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from gtkit.evidence import Change, FigurePair, Level, Quantity, Scenario, Statement, Unit, Verdict
from gtkit.evidence.quantities import count, money, per_year, share
from gtkit.present import Origin, ScenarioBox, scenario_title
from gtkit.words import Words

FR, EN = Words.of("fr", "EUR"), Words.of("en", "EUR")
RATE = Change(name="customer_value.annual_rate", base=0.10, played=0.12)
HORIZON = Change(name="customer_value.horizon_years", base=5.0, played=3.0)
MARGIN = Change(name="customer_value.margin_rate", base=None, played=0.32)


@pytest.fixture
def scenario(verdict: Verdict) -> Scenario:
    """A dearer rate: value falls, a share rises, one figure is lost, one does not move."""
    return Scenario(
        changes=(RATE,),
        base=verdict,
        played=verdict,
        figures=(
            FigurePair(key="figure.equity", base=money(12_790_243.4), played=money(12_304_258.6)),
            FigurePair(key="figure.energy", base=share(0.45), played=share(0.48)),
            FigurePair(key="figure.yearly_margin", base=per_year(366_407.5), played=per_year(366_407.5)),
            FigurePair(key="figure.active_customers", base=count(191), played=count(188)),
            FigurePair(
                key="figure.historical", base=money(99_000.0), played=None, reason=Statement("reason.few_repeaters")
            ),
            FigurePair(key="figure.lost_energy", base=None, played=per_year(81.5)),
        ),
    )


def test_each_row_has_base_scenario_and_what_parts_them(scenario: Scenario, origin: Origin) -> None:
    """Amounts to the euro so that they subtract, shares in points, a dash with its reason where one is not known."""
    table = ScenarioBox(words=EN, scenario=scenario, origin=origin).table
    assert table.told == "Scenario: yearly discount rate 12% instead of 10%."
    assert [row[1:] for row in table.rows] == [
        ("On conditions", "On conditions", "unchanged"),
        ("€12,790,243", "€12,304,259", "−€485,984 (−3.8%)"),
        ("45%", "48%", "+3.0 pt"),
        ("€366,408 a year", "€366,408 a year", "unchanged"),
        ("191", "188", "−3"),
        ("€99,000", "–", f"– ({EN.say('reason.few_repeaters')})"),
        ("–", "€82 a year", "– (undetermined at the base)"),
    ]


@pytest.mark.parametrize(
    ("levels", "told"),
    [
        ((Level.CONDITIONAL, Level.PASSED), "plus favorable"),
        ((Level.CONDITIONAL, Level.FAILED), "moins favorable"),
        ((Level.CONDITIONAL, Level.UNDETERMINED), "– (indéterminé : la preuve ne tranche pas)"),
    ],
)
def test_a_verdict_gets_better_or_worse_or_is_not_settled(
    levels: tuple[Level, Level], told: str, scenario: Scenario, verdict: Verdict, origin: Origin
) -> None:
    """The order is that of severity; an undetermined verdict is not compared."""
    base, played = (replace(verdict, level=level) for level in levels)
    box = ScenarioBox(words=FR, scenario=replace(scenario, base=base, played=played), origin=origin)
    assert box.table.rows[0][-1].replace("\u00a0", " ") == told
    why = ScenarioBox(words=FR, scenario=replace(box.scenario, reason=Statement("reason.no_time")), origin=origin)
    assert (FR.say("reason.no_time") in why.table.rows[0][-1]) is (Level.UNDETERMINED in levels)


def test_a_title_names_few_settings_and_counts_many() -> None:
    """Two are named, three are counted."""
    assert FR.say(scenario_title((RATE, HORIZON), FR)) == (
        "Scénario\u00a0: taux annuel d’actualisation 12\u202f% au lieu de 10\u202f% "
        "et horizon 3\u00a0ans au lieu de 5\u00a0ans."
    )
    assert EN.say(scenario_title((RATE, HORIZON, MARGIN), EN)) == "Scenario: 3 settings changed."


def test_each_setting_stands_with_both_values_in_words(scenario: Scenario, origin: Origin) -> None:
    """Money, hours, shares and dates with their unit; what the base does not set is told, no key is shown."""
    changes = (
        RATE,
        MARGIN,
        Change(name="loyalty.budget", base=60_000.0, played=80_000.0),
        Change(name="loyalty.hours", base=1200.0, played=900.0),
        Change(name="perimeter.thresholds_chosen_on", base=None, played=date(2026, 6, 15)),
        Change(name="customer_value.seed", base=20_260_630, played=7),
    )
    told = ScenarioBox(words=EN, scenario=replace(scenario, changes=changes), origin=origin).settings
    assert told == (
        "Yearly discount rate: 12% in the scenario, 10% at the base",
        "Assumed margin, as a share of sales: 32% in the scenario, not set at the base",
        "Budget of the plan: €80,000 in the scenario, €60,000 at the base",
        "Hours available: 900\u00a0h in the scenario, 1,200\u00a0h at the base",
        "When the thresholds were set: 15 June 2026 in the scenario, not set at the base",
        "Seed of the draws: 7 in the scenario, 20260630 at the base",
    )
    assert not re.search(r"[a-z]_[a-z]", " ".join(told))


def test_two_rates_that_round_alike_are_told_apart(scenario: Scenario, origin: Origin) -> None:
    """12 % and 12.4 % are not both 12 %."""
    near = Change(name="customer_value.annual_rate", base=0.12, played=0.124)
    box = ScenarioBox(words=EN, scenario=replace(scenario, changes=(near,)), origin=origin)
    assert box.told == "Scenario: yearly discount rate 12.4% instead of 12%."


@pytest.mark.parametrize("words", [FR, EN], ids=["fr", "en"])
def test_it_is_a_section_with_its_line_in_the_contents(
    words: Words, scenario: Scenario, origin: Origin, dom: Any
) -> None:
    """Anchor and heading agree, the table has caption and scopes, nothing is active."""
    box = ScenarioBox(words=words, scenario=scenario, origin=origin)
    page = dom(str(box.html))
    assert page.active == []
    assert box.marker["anchor"] in page.ids
    assert page.headings == [(2, box.marker["heading"])]
    assert len(page.all("caption")) == 1
    assert all("scope" in attributes for attributes in page.all("th"))
    assert len(page.all("tr")) == len(scenario.figures) + 2


def test_a_quantity_of_any_unit_is_compared(scenario: Scenario, origin: Origin) -> None:
    """Every unit that a key figure may have gives a difference in words."""
    for unit in Unit:
        pair = FigurePair(key="figure.energy", base=Quantity(0.5, unit), played=Quantity(0.75, unit))
        box = ScenarioBox(words=EN, scenario=replace(scenario, figures=(pair,)), origin=origin)
        assert box.table.rows[-1][-1].startswith("+"), unit
