"""Everything that épreuve 4 computes, before any of it is judged."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from gtkit.contracts import Tables
from gtkit.epreuves.basis import Basis, in_order
from gtkit.epreuves.customer_base import CustomerBase, equity_by, value_customers
from gtkit.epreuves.customer_value.roster import gone
from gtkit.epreuves.departures import departure_days
from gtkit.epreuves.effort_facts import effort_facts, used
from gtkit.epreuves.loyalty import planning, renewal, serving, staying, tiering
from gtkit.epreuves.loyalty.settings import Settings
from gtkit.epreuves.served_value import equity_after_service, served_value
from gtkit.epreuves.service_cost import cost_to_serve
from gtkit.evidence import Answer, Statement
from gtkit.scoring.customers import concentration
from gtkit.scoring.customers.retention_by_tier import RetentionByTier
from gtkit.scoring.customers.satisfaction import Quadrants
from gtkit.valuation import CustomerEquity
from gtkit.valuation.service import ServedValue


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """What the tables give, None where they do not hold what it takes.

    `customers` has one row a customer known to any table: name, tier (of today, "" where it cannot be told), ltv and
    yearly_margin (currency), score (effort), hours and cost (a year), NaN where unknown; departed (bool): a departure
    is on record and no purchase since. `exits` tells who is known to have left. `parted` is customer equity by tier.
    `retention` is the comparison of tiers, or the catalogue key of the reason why there is none.
    """

    settings: Settings
    tables: Tables
    base: CustomerBase | None
    served: ServedValue | None
    customers: pd.DataFrame
    service: pd.DataFrame | None
    whale: concentration.Whale | None
    tiers: pd.DataFrame | None
    parted: CustomerEquity | None
    exits: pd.Series | None
    retention: RetentionByTier | str
    satisfied: staying.Satisfied | None
    renewal: renewal.Renewal | None
    plan: planning.Plan | None

    @property
    def basis(self) -> Basis:
        """What answers and traces are made from."""
        return Basis(tables=self.tables, as_of=self.settings.as_of)

    @property
    def names(self) -> pd.Series:
        """Name of each customer, its code where it has none."""
        names: pd.Series = self.customers["name"]
        return names.where(names.fillna("") != "", pd.Series(names.index, index=names.index))

    @property
    def after_service(self) -> tuple[Statement, ...]:
        """What customer equity is once service is paid; empty where it cannot be told."""
        return equity_after_service(self.served)

    @property
    def curves(self) -> RetentionByTier | None:
        """Retention of the tiers, None where it is refused."""
        return None if isinstance(self.retention, str) else self.retention

    @property
    def over_served(self) -> pd.DataFrame | None:
        """Rows of `service` of the customers highly served at a loss, the largest loss first; None where unknown."""
        return None if self.service is None else self.service[self.service["over"]].sort_values("net", kind="stable")

    @property
    def under_served(self) -> pd.DataFrame | None:
        """Rows of the best customers served short of the promise; None where nobody can tell."""
        if self.service is None or not self.service["promised_hours"].notna().any():
            return None
        return self.service[self.service["under"]].sort_values("net", ascending=False, kind="stable")

    @property
    def quadrants(self) -> Quadrants | None:
        """Who is satisfied and who stays, None where it cannot be told."""
        return self.satisfied.quadrants if self.satisfied else None

    @property
    def offers(self) -> pd.DataFrame | None:
        """Sales by offer, None without offers or sales."""
        return self.renewal.offers if self.renewal else None

    @property
    def actions(self) -> pd.DataFrame | None:
        """The actions weighed, None without a plan."""
        return self.plan.actions if self.plan else None

    @property
    def frontier(self) -> pd.DataFrame | None:
        """What the best plan brings by budget, None without a plan."""
        return self.plan.frontier if self.plan else None

    def no_value(self, question: str) -> Answer:
        """The answer where customers could not be valued: no margin, or too few repeat customers."""
        if self.base is None:
            return self.basis.unknown(question, "reason.no_margin", "transactions.margin")
        return self.basis.unknown(question, "reason.few_repeaters", "transactions.customer_id")


def compute(tables: Tables, settings: Settings) -> Results:
    """Every result of the épreuve that the tables allow.

    Parameters
    ----------
    tables : mapping of CheckedTable
        Any of TABLES.
    settings : Settings

    Returns
    -------
    Results

    Raises NotEstimable when transactions are given and none lies on or before `settings.as_of`.
    """
    given = used(in_order(tables))
    base = None
    if "transactions" in given:
        base = value_customers(given["transactions"], settings.customer_value, left_on=departure_days(given))
    frames = {key: table.frame for key, table in given.items()}
    asking, selling, planned = settings.rng().spawn(3)
    customers = _customers(given, frames, base, settings)
    timed = base is not None and bool(customers["cost"].notna().any())
    service = serving.serve(customers, frames.get("service_levels"), high_service=settings.high_service)
    retention = frames.get("retention")
    return Results(
        settings=settings,
        tables=given,
        base=base,
        served=served_value(given, base, settings.customer_value),
        customers=customers,
        service=service if timed and len(service) else None,
        whale=concentration.whale(service["net"]) if timed and len(service) else None,
        tiers=tiering.profile(frames["tiers"], customers) if _valued(base) and "tiers" in frames else None,
        parted=equity_by(base, settings.customer_value, customers[["tier"]]) if base and "tiers" in frames else None,
        exits=None if retention is None else staying.exits(retention, settings.as_of),
        retention="reason.no_retention" if retention is None else staying.by_tier(retention, settings),
        satisfied=_satisfied(frames, base, settings, asking),
        renewal=_renewal(frames, settings, selling),
        plan=planning.make(
            frames["actions"], budget=settings.budget, hours=settings.hours, draws=settings.draws, rng=planned
        )
        if "actions" in frames
        else None,
    )


def _valued(base: CustomerBase | None) -> bool:
    return base is not None and base.equity is not None


def _customers(
    given: Tables, frames: dict[str, pd.DataFrame], base: CustomerBase | None, settings: Settings
) -> pd.DataFrame:
    """One row a customer of any table, with its tier of today."""
    met = [frames[key]["customer_id"] for key in ("transactions", "customers", "time", "retention") if key in frames]
    index = pd.Index(sorted(set().union(*met)), name="customer_id")
    named = frames["customers"].set_index("customer_id")["name"] if "customers" in frames else pd.Series(dtype=str)
    spent = cost_to_serve(given, base, index, as_of=settings.as_of)
    term = settings.customer_value.payment_term_days
    scores = effort_facts(given, as_of=settings.as_of, supposed_term=term).scores(index)
    unknown = pd.Series(np.nan, index=index)
    table = pd.DataFrame(
        {
            "name": named.reindex(index).fillna(""),
            "ltv": base.equity.customers["ltv"] if base is not None and base.equity is not None else unknown,
            "yearly_margin": base.last_year if base is not None else unknown,
            "score": unknown if scores is None else scores.customers["score"],
            "hours": unknown if spent is None else spent.customers["hours"],
            "cost": unknown if spent is None else spent.customers["cost"],
        },
        index=index,
    )
    tier = tiering.assign(frames["tiers"], table["ltv"], table["score"]) if "tiers" in frames else ""
    return table.assign(tier=tier, departed=index.isin(gone(departure_days(given), base, settings.as_of)))


def _satisfied(
    frames: dict[str, pd.DataFrame], base: CustomerBase | None, settings: Settings, rng: np.random.Generator
) -> staying.Satisfied | None:
    if not {"retention", "satisfaction"} <= set(frames):
        return None
    spend = pd.Series(dtype=float) if base is None else base.summary["monetary_value"]
    return staying.satisfied(frames["retention"], frames["satisfaction"], spend, settings, rng)


def _renewal(frames: dict[str, pd.DataFrame], settings: Settings, rng: np.random.Generator) -> renewal.Renewal | None:
    if not {"transactions", "offers"} <= set(frames):
        return None
    return renewal.renew(
        frames["transactions"],
        frames["offers"],
        as_of=settings.as_of,
        novelty_months=settings.novelty_months,
        level=settings.interval_level,
        draws=settings.draws,
        rng=rng,
    )
