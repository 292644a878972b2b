"""What serving customers costs by component, and the customers whose value does not pay for it, in figures."""

from __future__ import annotations

import pandas as pd

from gtkit.evidence import Quantity, Statement, Unit, Value
from gtkit.evidence.quantities import count, money, per_year
from gtkit.present.exhibit import Origin
from gtkit.present.figures.rows import told_names
from gtkit.present.parameters import exact_share
from gtkit.present.plates import Head, TableExhibit
from gtkit.valuation.service import ACQUISITION, COMPONENTS, ServedValue
from gtkit.words import Words

SHOWN = 25
_ABSENT = "–"


def service_table(served: ServedValue, words: Words, origin: Origin) -> TableExhibit:
    """Lifetime value, what each component of service takes from it, and what is left, all customers together.

    Parameters
    ----------
    served : ServedValue
    words : Words
    origin : Origin

    Returns
    -------
    TableExhibit: one row a component, known or not and why, between the value before and the value after; none for a
    component of which nobody costs anything.
    """
    customers, costs = served.customers, served.costs
    orders = float(customers["orders"].sum())
    rows = [_line("before", None, customers["ltv"], orders, "", words)]
    for name in COMPONENTS:
        if name in costs.unknown:
            rows.append(_unknown(name, costs.unknown[name], words))
            continue
        if not costs.yearly[name].ne(0.0).any():
            continue
        told = _known_of(name, costs.yearly[name], words)
        rows.append(_line(name, costs.yearly[name], -served.to_come[name], orders, told, words))
    rows.append(_line("net", None, customers["net"], orders, "", words))
    if costs.acquisition is None:
        rows.append(_unknown(ACQUISITION, costs.unknown[ACQUISITION], words))
    else:
        told = words.say("service.spent")
        rows.append(_line(ACQUISITION, None, -customers["acquisition"], orders, told, words))
    after = customers["after"]
    rows.append(_line("after", None, after, orders, "", words))
    values: dict[str, Value] = {
        "before": money(customers["ltv"].sum()),
        "after": money(after.sum()),
        "unknown": count(len(costs.unknown)),
    }
    return TableExhibit(
        words=words,
        title=Statement("table.service.title", values),
        columns=(
            Head("column.component"),
            Head("column.service_yearly", numeric=True),
            Head("column.today", numeric=True),
            Head("column.per_order", numeric=True),
            Head("column.customers", numeric=True),
            Head("column.what_is_known"),
        ),
        rows=tuple(rows),
        origin=origin,
        note=Statement("table.service.note"),
    )


def negative_table(
    negative: pd.DataFrame, served: ServedValue, names: pd.Series, words: Words, origin: Origin
) -> TableExhibit:
    """Customers that leave less than nothing after service, and what would bring each to zero.

    Parameters
    ----------
    negative : DataFrame by customer
        Rows of `served.negative`, the largest loss first, with yearly_sales and yearly_margin.
    served : ServedValue
    names : Series by customer
    words : Words
    origin : Origin

    Returns
    -------
    TableExhibit: at most 25 rows.
    """
    shown = negative.head(SHOWN)
    rows = tuple(
        (
            name,
            words.money(row["yearly_sales"]),
            words.money(row["yearly_margin"]),
            words.money(row["ltv"]),
            words.money(row["service"]),
            words.money(row["after"]),
            _bearable(row, words),
            _needed(row, words),
        )
        for name, (_, row) in zip(told_names(shown.index, names), shown.iterrows(), strict=True)
    )
    values: dict[str, Value] = {
        "n": count(len(negative)),
        "shown": count(len(shown)),
        "customers": count(len(served.customers)),
        "loss": money(-negative["after"].sum()),
        "cost": per_year(negative["yearly_cost"].sum()),
    }
    return TableExhibit(
        words=words,
        title=Statement("table.negative.title" if rows else "table.negative.title_none", values),
        columns=(
            Head("column.customer"),
            Head("column.yearly_sales", numeric=True),
            Head("column.yearly_margin", numeric=True),
            Head("column.ltv_before", numeric=True),
            Head("column.service_to_come", numeric=True),
            Head("column.ltv_after", numeric=True),
            Head("column.bearable"),
            Head("column.needed_rate"),
        ),
        rows=rows,
        origin=origin,
        note=Statement("table.negative.note", values),
    )


def negative_costs_table(
    negative: pd.DataFrame, served: ServedValue, names: pd.Series, words: Words, origin: Origin
) -> TableExhibit:
    """What the same customers will cost, component by component.

    Parameters
    ----------
    negative, served, names, words, origin
        As `negative_table` takes them.

    Returns
    -------
    TableExhibit: at most 25 rows; a column a known component.
    """
    shown = negative.head(SHOWN)
    known = [name for name in COMPONENTS if name in served.to_come and served.to_come[name].any()]
    acquired = [] if served.costs.acquisition is None else [ACQUISITION]
    told = served.to_come.where(served.costs.yearly.reindex(served.to_come.index).notna()).reindex(shown.index)
    rows = tuple(
        (
            name,
            *(words.say("unknown") if pd.isna(costs[kind]) else words.money(costs[kind]) for kind in known),
            *(words.money(row[ACQUISITION]) for _ in acquired),
            words.money(row["service"] + row[ACQUISITION]),
        )
        for name, (_, row), (_, costs) in zip(
            told_names(shown.index, names), shown.iterrows(), told.iterrows(), strict=True
        )
    )
    return TableExhibit(
        words=words,
        title=Statement("table.negative_costs.title", {"n": count(len(shown))}),
        columns=(
            Head("column.customer"),
            *(Head(f"column.service.{kind}", numeric=True) for kind in (*known, *acquired)),
            Head("column.total", numeric=True),
        ),
        rows=rows,
        origin=origin,
        note=Statement("table.negative_costs.note"),
    )


def _line(
    name: str, yearly: pd.Series | None, today: pd.Series, orders: float, told: str, words: Words
) -> tuple[str, ...]:
    """One component: a year, what it comes to, by order expected, of how many customers, and what is known of it."""
    return (
        words.say(f"service.{name}"),
        _ABSENT if yearly is None else words.quantity(per_year(yearly.sum())),
        words.money(today.sum()),
        words.money(today.sum() / orders) if orders > 0 else _ABSENT,
        words.count(int((today != 0).sum())),
        told,
    )


def _unknown(name: str, reason: Statement, words: Words) -> tuple[str, ...]:
    undetermined = words.say("level.undetermined")
    return words.say(f"service.{name}"), undetermined, _ABSENT, _ABSENT, _ABSENT, words.say(reason)


def _known_of(name: str, yearly: pd.Series, words: Words) -> str:
    """Where a component comes from, and of how many customers it is not known."""
    missing = int(yearly.isna().sum())
    return words.say("service.partly", n=count(missing)) if missing else words.say(f"service.from.{name}")


def _bearable(row: pd.Series, words: Words) -> str:
    """The yearly cost that the customer's value bears, and today's."""
    if pd.isna(row["bearable"]):
        return words.say("negative.no_service")
    cost, bearable = (Quantity(row[name], Unit.MONEY_PER_YEAR) for name in ("yearly_cost", "bearable"))
    return words.say("negative.bearable", bearable=bearable, cost=cost)


def _needed(row: pd.Series, words: Words) -> str:
    """The margin rate at which the customer pays for its service, and today's."""
    if pd.isna(row["needed_rate"]):
        return words.say("negative.no_sales")
    if row["needed_rate"] > 1:
        return words.say("negative.no_rate")
    rate, needed = (exact_share(round(row[name], 3), words) for name in ("margin_rate", "needed_rate"))
    return words.say("negative.rate", needed=needed, rate=rate)
