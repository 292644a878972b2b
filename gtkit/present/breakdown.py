"""How each customer's lifetime value is made: closed until a reader asks for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import pandas as pd

from gtkit.evidence import Quantity, Statement, Unit
from gtkit.present.exhibit import Exhibit, Origin
from gtkit.present.figures.rows import told_names
from gtkit.present.labels import years
from gtkit.present.parameters import exact_share
from gtkit.valuation import CustomerEquity
from gtkit.valuation.flags import codes
from gtkit.valuation.service import COMPONENTS, TIME, ServedValue
from gtkit.words import Words

SHOWN, PRINTED = 20, 5


@dataclass(frozen=True, slots=True)
class Breakdown:
    """One customer: its name, its value, and the lines that lead to it; the last line of each part is its total.

    `anchor` is its id in the page, to which the table of customers leads.
    """

    anchor: str
    name: str
    value: str
    parts: tuple[tuple[tuple[str, str], ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakdownList(Exhibit):
    """The breakdown of several customers, the most valuable first; paper shows the first five open, and says so."""

    kind: ClassVar[str] = "breakdowns"
    title: Statement
    customers: tuple[Breakdown, ...]
    origin: Origin

    @property
    def on_paper(self) -> int:
        """How many are printed."""
        return min(PRINTED, len(self.customers))

    @property
    def printed(self) -> Statement:
        """The message on paper."""
        values = {"n": Quantity(self.on_paper, Unit.COUNT), "all": Quantity(len(self.customers), Unit.COUNT)}
        return Statement("breakdown.printed", values)

    @property
    def told(self) -> str:
        """The message."""
        return self.words.say(self.title)


def anchor(rank: int) -> str:
    """The id in the page of the breakdown of a customer by rank, from 1."""
    return f"value-{rank}"


def breakdowns(
    equity: CustomerEquity, served: ServedValue, names: pd.Series, words: Words, origin: Origin
) -> BreakdownList:
    """The customers of highest lifetime value, each opened into what makes it.

    Parameters
    ----------
    equity : CustomerEquity
    served : ServedValue
        Of the same customers.
    names : Series by customer
    words : Words
    origin : Origin

    Returns
    -------
    BreakdownList: at most 20.
    """
    ranked = equity.customers.sort_values("ltv", ascending=False, kind="stable").head(SHOWN)
    told = tuple(
        Breakdown(
            anchor=anchor(rank),
            name=name,
            value=words.money(row["ltv"]),
            parts=tuple(filter(None, (_margin(row, equity, words), _service(after, costs, served, words)))),
        )
        for rank, name, (_, row), (_, after), (_, costs) in zip(
            range(1, len(ranked) + 1),
            told_names(ranked.index, names),
            ranked.iterrows(),
            served.customers.reindex(ranked.index).iterrows(),
            served.told.reindex(ranked.index).iterrows(),
            strict=True,
        )
    )
    values = {"n": Quantity(len(told), Unit.COUNT)}
    return BreakdownList(words=words, title=Statement("breakdown.title", values), customers=told, origin=origin)


def _margin(row: pd.Series, equity: CustomerEquity, words: Words) -> tuple[tuple[str, str], ...]:
    """From purchases expected to the lifetime value, with both its intervals."""
    horizon, level = years(equity.horizon_years, words), words.share(equity.interval.level)
    known = pd.notna(row["p_alive"]) and "assumed_churn" not in codes(equity.flags)
    alive = ((words.say("breakdown.alive"), words.share(row["p_alive"])),) if known else ()
    return (
        *alive,
        (words.say("breakdown.purchases", horizon=horizon), words.number(row["purchases"], 1)),
        (
            words.say("breakdown.discounted", rate=words.share(equity.annual_rate)),
            words.number(row["discounted_purchases"], 1),
        ),
        (words.say("breakdown.spend"), words.money(row["spend"])),
        (words.say("breakdown.margin_rate"), exact_share(round(row["margin_rate"], 3), words)),
        (words.say("breakdown.ltv"), words.money(row["ltv"])),
        (words.say("breakdown.expected", level=level), _range(row["low"], row["high"], words)),
        (words.say("breakdown.predicted", level=level), _range(row["predicted_low"], row["predicted_high"], words)),
    )


def _service(row: pd.Series, costs: pd.Series, served: ServedValue, words: Words) -> tuple[tuple[str, str], ...]:
    """What serving it will cost by component, what is not known of it, and what is left; nothing without any cost."""
    if costs.empty:
        return ()
    undetermined = words.say("level.undetermined")
    amounts = {name: undetermined if pd.isna(cost) else words.money(cost) for name, cost in costs.items() if cost != 0}
    amounts |= dict.fromkeys(served.untold, undetermined)
    known = "" if undetermined not in amounts.values() else "_known"
    lines = (
        (words.say("breakdown.ltv"), words.money(row["ltv"])),
        *((words.say(f"breakdown.{name}"), amounts[name]) for name in (TIME, *COMPONENTS) if name in amounts),
        (words.say(f"breakdown.net{known}"), words.money(row["net"])),
    )
    if served.costs.acquisition is None:
        return (*lines, (words.say("breakdown.acquisition"), undetermined))
    if not row["acquisition"]:
        return lines
    spent, after = words.money(row["acquisition"]), words.money(row["after"])
    return (*lines, (words.say("breakdown.acquisition"), spent), (words.say(f"breakdown.after{known}"), after))


def _range(low: float, high: float, words: Words) -> str:
    return words.say("range", low=words.money(low), high=words.money(high))
