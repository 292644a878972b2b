"""A what-if told as such: the settings that were changed, and base and scenario side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from gtkit.evidence import Change, FigurePair, Level, Name, Quantity, Scenario, Setting, Statement, Unit
from gtkit.evidence.quantities import count
from gtkit.present.exhibit import Exhibit, Origin
from gtkit.present.parameters import parameter_value, plus
from gtkit.present.plates import Head, TableExhibit
from gtkit.words import Words

NAMED = 2  # changed settings that a title names; beyond, it counts them
_NONE = "–"


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioBox(Exhibit):
    """What makes a page a scenario: each changed setting with both its values, then a table of what that changes."""

    kind: ClassVar[str] = "scenario"
    scenario: Scenario
    origin: Origin

    @property
    def settings(self) -> tuple[str, ...]:
        """Each changed setting in words, with the value that was played and the base's."""
        return tuple(
            self.words.say("scenario.setting", name=name, played=played, base=base)
            for name, base, played in (_values(change, self.words) for change in self.scenario.changes)
        )

    @property
    def table(self) -> TableExhibit:
        """One row for the verdict, one a key figure: base, scenario, difference."""
        return TableExhibit(
            words=self.words,
            title=scenario_title(self.scenario.changes, self.words),
            columns=(
                Head("column.what"),
                Head("column.base", numeric=True),
                Head("column.scenario", numeric=True),
                Head("column.difference", numeric=True),
            ),
            rows=(
                _verdict(self.scenario, self.words),
                *(_figure(pair, self.words) for pair in self.scenario.figures),
            ),
            origin=self.origin,
            note=Statement("scenario.note"),
        )

    @property
    def told(self) -> str:
        """The table's message."""
        return self.table.told

    @property
    def marker(self) -> dict[str, str]:
        """Anchor and heading, for the page's contents."""
        return {"kind": self.kind, "anchor": "scenario", "heading": self.words.say("scenario.heading")}


def scenario_title(changes: Sequence[Change], words: Words) -> Statement:
    """A scenario in a sentence: its settings by name where they are few, else their number."""
    if len(changes) > NAMED:
        return Statement("scenario.title_many", {"n": count(len(changes))})
    told = [
        words.say("scenario.change", name=name[:1].lower() + name[1:], played=played, base=base)
        for name, base, played in (_values(change, words) for change in changes)
    ]
    return Statement("scenario.title", {"changes": Name(words.listing(told))})


def _values(change: Change, words: Words) -> tuple[str, str, str]:
    """Name of a setting, its value at the base and the one played, in words."""
    name = words.say(f"parameter.{change.key}")
    return name, _setting(change.key, change.base, words), _setting(change.key, change.played, words)


def _setting(key: str, value: Setting, words: Words) -> str:
    if value is None or value == "":
        return words.say("scenario.not_set")
    if isinstance(value, date):
        return words.date(value)
    return parameter_value(key, value, words)


def _verdict(scenario: Scenario, words: Words) -> tuple[str, ...]:
    levels = (scenario.base.level, scenario.played.level)
    if Level.UNDETERMINED in levels:
        change = _dash(scenario.reason or Statement("scenario.unsettled"), words)
    elif levels[0] is levels[1]:
        change = words.say("scenario.same")
    else:
        change = words.say("scenario.worse" if levels[1].severity > levels[0].severity else "scenario.better")
    return words.say("column.verdict"), *(words.say(f"level.{level.value}") for level in levels), change


def _figure(pair: FigurePair, words: Words) -> tuple[str, ...]:
    cells = (_quantity(pair.base, words), _quantity(pair.played, words))
    if pair.difference is None:
        where = "scenario.not_at_base" if pair.base is None else "scenario.not_in_scenario"
        return words.say(pair.key), *cells, _dash(pair.reason or Statement(where), words)
    return words.say(pair.key), *cells, _difference(pair, words)


def _difference(pair: FigurePair, words: Words) -> str:
    """What the scenario adds, in the figure's unit; shares in points, amounts with their part of the base."""
    base, change = pair.base, pair.difference
    amounts = base is not None and base.unit in {Unit.MONEY, Unit.MONEY_PER_YEAR}
    if base is not None and change and amounts:  # told to the unit: so is what parts them
        change = float(round(base.value + change) - round(base.value))
    if base is None or not change:
        return words.say("scenario.same")
    if base.unit is Unit.SHARE:
        return words.say("scenario.points", x=plus(change, words.number(100 * change, 1)))
    told = plus(change, _quantity(Quantity(change, base.unit), words))
    if amounts and base.value > 0:
        part = change / base.value
        return words.say("scenario.with_part", x=told, part=plus(part, words.share(part)))
    return told


def _quantity(quantity: Quantity | None, words: Words) -> str:
    """A figure with its unit, amounts to the unit of currency so that the difference can be checked."""
    if quantity is None:
        return _NONE
    if quantity.unit is Unit.MONEY:
        return words.money(quantity.value)
    if quantity.unit is Unit.MONEY_PER_YEAR:
        return words.say("unit.money_per_year", x=words.money(quantity.value))
    return words.quantity(quantity)


def _dash(reason: Statement, words: Words) -> str:
    return words.say("scenario.dash", reason=reason)
