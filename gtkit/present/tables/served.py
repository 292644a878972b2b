"""What serving customers costs by component, and the customers whose value does not pay for it, in figures."""

from __future__ import annotations

import pandas as pd

from gtkit.evidence import Quantity, Statement, Term, Unit, Value
from gtkit.evidence.quantities import count, money, per_year
from gtkit.present.exhibit import Origin
from gtkit.present.figures.rows import told_names
from gtkit.present.parameters import exact_share
from gtkit.present.plates import Head, TableExhibit
from gtkit.valuation.service import ACQUISITION, COMPONENTS, TIME, ServedValue
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
    component of which nobody costs anything; the value after acquisition only where acquisition is known.
    """
    customers, costs = served.customers, served.costs
    orders = float(customers["orders"].sum())
    rows = [_line("before", None, customers["ltv"], orders, "", words)]
    if TIME in served.untold:
        rows.append(_unknown(TIME, Statement("service.unknown.time"), words))
    for name in COMPONENTS:
        if name in costs.unknown:
            rows.append(_unknown(name, costs.unknown[name], words))
            continue
        if not costs.yearly[name].ne(0.0).any():
            continue
        told = _known_of(name, served, words)
        rows.append(_line(name, costs.yearly[name], -served.to_come[name], orders, told, words))
    less = words.say("service.less", unknown=_untold(served)) if served.untold else ""
    rows.append(_line("net_known" if less else "net", None, customers["net"], orders, less, words))
    if costs.acquisition is None:
        rows.append(_unknown(ACQUISITION, costs.unknown[ACQUISITION], words))
    else:
        rows.append(_line(ACQUISITION, None, -customers["acquisition"], orders, words.say("service.spent"), words))
        rows.append(_line("after_known" if less else "after", None, customers["after"], orders, less, words))
    return TableExhibit(
        words=words,
        title=_title(served),
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
    TableExhibit: at most 25 rows, and one for all the others together; acquisition apart, where it is known.
    """
    shown, others = negative.head(SHOWN), negative.iloc[SHOWN:]
    acquired = [] if served.costs.acquisition is None else [ACQUISITION]
    amounts = ["yearly_sales", "yearly_margin", "ltv", "service", "net", *acquired]
    rows = [
        (name, *(words.money(row[column]) for column in amounts), _bearable(row, words), _needed(row, words))
        for name, (_, row) in zip(told_names(shown.index, names), shown.iterrows(), strict=True)
    ]
    if len(others):
        sums = others[amounts].sum()
        rows.append((_others(others, words), *(words.money(sums[column]) for column in amounts), _ABSENT, _ABSENT))
    values: dict[str, Value] = {
        "n": count(len(negative)),
        "shown": count(len(shown)),
        "customers": count(len(served.customers)),
        "loss": money(-negative["net"].sum()),
        "cost": per_year(negative["yearly_cost"].sum()),
        "service": Statement("negative.known" if served.untold else "negative.service", {"unknown": _untold(served)}),
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
            Head("column.after_known" if served.untold else "column.after_service", numeric=True),
            *(Head("column.spent", numeric=True) for _ in acquired),
            Head("column.bearable"),
            Head("column.needed_rate"),
        ),
        rows=tuple(rows),
        origin=origin,
        note=Statement("table.negative.note_spent" if acquired else "table.negative.note", values),
    )


def negative_costs_table(
    negative: pd.DataFrame, served: ServedValue, names: pd.Series, words: Words, origin: Origin
) -> TableExhibit:
    """What serving the same customers will cost, component by component.

    Parameters
    ----------
    negative, served, names, words, origin
        As `negative_table` takes them.

    Returns
    -------
    TableExhibit: at most 25 rows, and one for all the others together; a column a known component, and their total.
    """
    shown, others = negative.head(SHOWN), negative.iloc[SHOWN:]
    known = [name for name in COMPONENTS if name in served.to_come and served.to_come[name].any()]
    told = served.told.reindex(shown.index)
    rows = [
        (
            name,
            *(words.say("unknown") if pd.isna(costs[kind]) else words.money(costs[kind]) for kind in known),
            words.money(row["service"]),
        )
        for name, (_, row), (_, costs) in zip(
            told_names(shown.index, names), shown.iterrows(), told.iterrows(), strict=True
        )
    ]
    if len(others):
        sums = served.to_come.reindex(others.index).sum()
        amounts = (*(sums[kind] for kind in known), others["service"].sum())
        rows.append((_others(others, words), *(words.money(amount) for amount in amounts)))
    note = "table.negative_costs.note_known" if served.untold else "table.negative_costs.note"
    return TableExhibit(
        words=words,
        title=Statement("table.negative_costs.title", {"n": count(len(negative))}),
        columns=(
            Head("column.customer"),
            *(Head(f"column.service.{kind}", numeric=True) for kind in known),
            Head("column.costs", numeric=True),
        ),
        rows=tuple(rows),
        origin=origin,
        note=Statement(note, {"unknown": _untold(served)}),
    )


def _title(served: ServedValue) -> Statement:
    """From the value before to the value after service, and after acquisition, each no more than it is known to be."""
    customers, spent = served.customers, served.costs.acquisition
    acquired = Statement("service.not_acquired")
    if spent is not None:
        acquired = Statement("service.acquired", {"after": money(customers["after"].sum())})
    values: dict[str, Value] = {
        "before": money(customers["ltv"].sum()),
        "net": money(customers["net"].sum()),
        "acquired": acquired,
        "unknown": _untold(served),
    }
    return Statement("table.service.title_known" if served.untold else "table.service.title", values)


def _untold(served: ServedValue) -> tuple[Term, ...]:
    """What is not known of service, as a sentence lists them."""
    return tuple(Term(f"service.the.{name}") for name in served.untold)


def _others(others: pd.DataFrame, words: Words) -> str:
    return words.say("negative.others", n=count(len(others)))


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


def _known_of(name: str, served: ServedValue, words: Words) -> str:
    """Where a component comes from, and of how many customers it is not known."""
    missing = int(served.costs.yearly[name].isna().sum())
    if missing:
        return words.say("service.partly", n=count(missing))
    counted = served.costs.sources.get(name, ())
    if "customer_costs" not in counted:
        return words.say(f"service.from.{name}")
    booked = Term("service.from.booked")
    return words.say("service.from.both", time=Term(f"service.from.{name}")) if len(counted) > 1 else words.say(booked)


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
    rate, needed = (exact_share(round(row[name], 4), words) for name in ("margin_rate", "needed_rate"))
    return words.say("negative.rate", needed=needed, rate=rate)
