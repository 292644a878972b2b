"""What the organisation's customers are worth: the one valuation that épreuves 3 and 4 and the synthesis share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from gtkit.contracts import CheckedTable
from gtkit.epreuves.departures import Departures, departure_days, departures
from gtkit.epreuves.equity_value import value_equity, withheld_value
from gtkit.epreuves.sales_counted import sales_counted
from gtkit.epreuves.valuation_settings import ValuationSettings
from gtkit.errors import NotEstimable
from gtkit.evidence import Quantity, Statement, Unit
from gtkit.periods import Period
from gtkit.valuation import (
    CustomerEquity,
    Flag,
    HistoricalValue,
    PurchaseFit,
    choose_model,
    discrete_orders,
    historical_value,
    opportunities_taken,
    summarise,
    summarise_opportunities,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerBase:
    """The customers valued: history, equity by a model, and the seed's own historical method beside it.

    `summary` holds the histories that the model reads, in purchase days or, for BG/BB, in opportunities; an order of
    `orders_last_year` is the one or the other. `yearly` holds each customer's margin in each full year up to `as_of`,
    one column a year, named by its last day. `assumed_margin` is the margin rate that stands for margins where no line
    bears one. `equity` is None where there are too few repeat customers to read any model, and `fit`, the model behind
    it, with it; `historical` is None where the file is too short to count who was lost. `counted` says what the sales
    hold. `departures` tells who is on record as gone, and is valued at 0; the model alone would have given them
    `withheld`, currency. `flags` say what is doubtful in the model; empty when it is sound.
    """

    summary: pd.DataFrame
    margin_rate: pd.Series
    yearly: pd.DataFrame
    orders_last_year: pd.Series
    fit: PurchaseFit | None
    equity: CustomerEquity | None
    historical: HistoricalValue | None
    flags: tuple[Flag, ...]
    assumed_margin: float | None
    counted: Statement
    departures: Departures
    withheld: float

    @property
    def last_year(self) -> pd.Series:
        """Margin of each customer over the last 12 months, currency."""
        return self.yearly.iloc[:, -1]

    @property
    def last_year_there(self) -> float:
        """Margin over the last 12 months of the customers who are not on record as gone, to set beside their equity."""
        return float(self.last_year.drop(self.departures.gone, errors="ignore").sum())

    @property
    def margin_told(self) -> Statement:
        """Whose margin `last_year_there` is, as a sentence says it."""
        return Statement("margin.of_those_there" if len(self.departures.gone) else "margin.of_all")

    @property
    def supposed(self) -> tuple[str, ...]:
        """Catalogue keys of what every lifetime value supposes; none without a model."""
        if self.equity is None:
            return ()
        margin = () if self.assumed_margin is not None else ("assumption.margin_constant",)
        gone = ("assumption.departed",) if len(self.departures.gone) else ()
        model = f"assumption.model.{self.equity.model}"
        return ("assumption.purchase_days", "assumption.discounting", *margin, model, "assumption.spend", *gone)

    @property
    def rests_on(self) -> tuple[str, ...]:
        """Tables that every lifetime value rests on."""
        return ("transactions", "retention") if len(self.departures.gone) else ("transactions",)

    @property
    def doubts(self) -> tuple[Statement, ...]:
        """What is doubtful in the model or in the spend, in sentences to be; empty when all is sound."""
        flags = {flag.code: flag for flag in (*self.flags, *(self.equity.flags if self.equity else ()))}
        said = tuple(_doubt(flag) for flag in flags.values())
        if self.assumed_margin is None:
            return said
        return (Statement("flag.assumed_margin", {"margin": Quantity(self.assumed_margin, Unit.SHARE)}), *said)

    @property
    def repeaters(self) -> int:
        """Customers who bought on a second day at least."""
        return int((self.summary["frequency"] > 0).sum())


def value_customers(
    transactions: CheckedTable,
    settings: ValuationSettings,
    *,
    divisions: pd.DataFrame | None = None,
    left_on: pd.Series | None = None,
) -> CustomerBase | None:
    """Value every customer of a transaction table.

    Parameters
    ----------
    transactions : CheckedTable
        Margins are taken from its lines, and where a line bears none from the customer's own margin rate, else
        from `settings.margin_rate`.
    settings : ValuationSettings
        Rates, horizon, thresholds and seed.
    divisions : DataFrame by customer, optional
        Ways of dividing the customers, whose parts have a value of their own.
    left_on : Series by customer, optional
        Day of each departure on record: who left and did not buy again is worth nothing more.

    Returns
    -------
    CustomerBase, or None when nothing was ever sold, or neither a margin column nor a margin rate is known: without
    margin, no value.

    Raises NotEstimable when no transaction lies on or before `settings.as_of`.
    """
    lines = transactions.frame.loc[transactions.frame["date"] <= pd.Timestamp(settings.as_of)]
    if lines.empty:
        raise NotEstimable("transactions", found=0, expected="> 0")
    known = bool(lines["margin"].notna().any())
    if not lines["amount"].clip(lower=0).sum() > 0:
        return None
    if settings.margin_rate is None and not known:
        return None
    rates = margin_rates(lines, settings.margin_rate)
    lines = lines.assign(margin=lines["margin"].fillna(lines["amount"] * lines["customer_id"].map(rates)))
    summary = summarise(lines, period=Period.WEEK, end=settings.as_of)
    yearly, orders = _by_year(lines, settings.as_of)
    left = departures(departure_days({}) if left_on is None else left_on, lines, as_of=settings.as_of)
    historical = _historical(lines, settings, left.gone)
    discrete = discrete_orders(lines, end=settings.as_of)
    choice = choose_model(
        summary,
        opportunities=summarise_opportunities(lines, period=discrete.period, end=settings.as_of) if discrete else None,
        annual_churn=settings.assumed_annual_churn,
        historical=historical,
        minimum_repeaters=settings.minimum_repeaters,
    )
    summary, equity = choice.summary, None
    if choice.fit is not None:
        equity = value_equity(choice.fit, summary, rates, settings, divisions, left.gone)
        orders = _orders_of(choice.fit, lines, orders, settings.as_of)
    return CustomerBase(
        summary=summary,
        margin_rate=rates,
        yearly=yearly,
        orders_last_year=orders,
        fit=choice.fit,
        equity=equity,
        historical=historical,
        flags=choice.flags,
        assumed_margin=None if known else settings.margin_rate,
        counted=sales_counted(lines),
        departures=left,
        withheld=withheld_value(choice.fit, summary, rates, settings, left.gone),
    )


def equity_by(base: CustomerBase, settings: ValuationSettings, divisions: pd.DataFrame) -> CustomerEquity | None:
    """The same customer equity with the parts of other divisions; None where there is no equity.

    Parameters
    ----------
    base : CustomerBase
    settings : ValuationSettings
        Those that the base was valued with: same seed, same draws, same total.
    divisions : DataFrame by customer
    """
    if base.fit is None:
        return None
    return value_equity(base.fit, base.summary, base.margin_rate, settings, divisions, base.departures.gone)


def margin_rates(lines: pd.DataFrame, stated: float | None) -> pd.Series:
    """Margin of each customer as a share of its sales.

    Parameters
    ----------
    lines : DataFrame
        Columns customer_id, amount, margin (NaN where unknown).
    stated : float or None
        The organisation's rate, used for customers whose lines bear no margin.

    Returns
    -------
    Series by customer: the customer's own rate where its known lines have net sales, else the stated rate, else
    the whole file's rate.
    """
    known = lines[lines["margin"].notna()]
    whole = known[["amount", "margin"]].sum()
    sold = whole["amount"] > 0  # credit notes alone have no margin rate
    fallback = stated if stated is not None else float(whole["margin"] / whole["amount"]) if sold else 0.0
    sums = known.groupby("customer_id")[["amount", "margin"]].sum()
    own = (sums["margin"] / sums["amount"])[sums["amount"] > 0]
    return own.reindex(sorted(lines["customer_id"].unique())).fillna(fallback).rename("margin_rate")


def _historical(lines: pd.DataFrame, settings: ValuationSettings, gone: pd.Index) -> HistoricalValue | None:
    """The seed's own method, None where the file is too short to count a year's losses."""
    try:
        return historical_value(
            lines,
            end=settings.as_of,
            annual_rate=settings.annual_rate,
            level=settings.interval_level,
            gone=gone,
        )
    except NotEstimable:
        return None


def _by_year(lines: pd.DataFrame, as_of: date) -> tuple[pd.DataFrame, pd.Series]:
    """Margin by customer in each full year up to as_of, and distinct order days over the last of them."""
    last, first = pd.Timestamp(as_of), lines["date"].min()
    ends = [last]
    while ends[0] - pd.DateOffset(years=2) >= first - pd.DateOffset(days=1):
        ends.insert(0, ends[0] - pd.DateOffset(years=1))
    customers = pd.Index(sorted(lines["customer_id"].unique()), name="customer_id")
    columns = {}
    for end in ends:
        year = lines[(lines["date"] > end - pd.DateOffset(years=1)) & (lines["date"] <= end)]
        columns[end.date()] = year.groupby("customer_id")["margin"].sum().reindex(customers).fillna(0.0)
    orders = year[year["amount"] > 0].groupby("customer_id")["date"].nunique().reindex(customers).fillna(0)
    return pd.DataFrame(columns, index=customers), orders.astype(float)


def _orders_of(fit: PurchaseFit, lines: pd.DataFrame, days: pd.Series, as_of: date) -> pd.Series:
    """Orders of the last twelve months as a model counts them: days, or opportunities taken."""
    if fit.model.name != "bg_bb":
        return days
    since = pd.Timestamp(as_of) - pd.DateOffset(years=1)
    taken = opportunities_taken(lines, period=fit.known_period, since=since, end=as_of)
    return taken.reindex(days.index).fillna(0).astype(float)


def _doubt(flag: Flag) -> Statement:
    """A flag as a sentence of the catalogue, with the numbers that a reader can use."""
    units = {
        "annual_churn": ("churn", Unit.SHARE),
        "correlation": ("correlation", Unit.COEFFICIENT),
        "elasticity": ("elasticity", Unit.COEFFICIENT),
        "regularity": ("regularity", Unit.COEFFICIENT),
        "k": ("k", Unit.COUNT),
        "per_year": ("n", Unit.COUNT),
    }
    values = {
        name: Quantity(float(flag.values[key]), unit) for key, (name, unit) in units.items() if key in flag.values
    }
    return Statement(f"flag.{flag.code}", values)
