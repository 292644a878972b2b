"""Everything that épreuve 3 computes, before any of it is judged."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from gtkit.contracts import Tables
from gtkit.epreuves.basis import Basis
from gtkit.epreuves.customer_base import CustomerBase, value_customers
from gtkit.epreuves.customer_value import reservations
from gtkit.epreuves.customer_value.columns import computed, last_year_sales
from gtkit.epreuves.customer_value.judgement import judge_customers
from gtkit.epreuves.customer_value.potentials import developing_potential, peers_of
from gtkit.epreuves.customer_value.rhythms import rhythms
from gtkit.epreuves.customer_value.roster import gone, roster, truncation
from gtkit.epreuves.customer_value.settings import Settings
from gtkit.epreuves.customer_value.soundness import Soundness, soundness
from gtkit.epreuves.departures import departure_days
from gtkit.epreuves.effort_facts import effort_facts
from gtkit.epreuves.served_value import served_value
from gtkit.epreuves.service_cost import cost_to_serve
from gtkit.errors import NotEstimable
from gtkit.evidence import Answer, Level, Statement
from gtkit.scoring.customers import concentration, energy, fit, plan, segments, stability
from gtkit.scoring.customers.efforts import EffortScores
from gtkit.valuation import CustomerEquity, HistoricalValue, Sensitivity, equity_sensitivity
from gtkit.valuation.service import ServedValue
from gtkit.valuation.truncation import LeftTruncation

MINIMUM_YEARS = 3  # of full history, for a ranking "over a long period"


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """What the tables give, None where they do not hold what it takes.

    `customers` has one row a customer known to any table: name, segment, phase, ltv, service, net, net_q10, after,
    yearly_sales, yearly_margin, hours, cost, score, completeness, weakest, level; NaN or "" where unknown; departed
    (bool): a departure is on record and no purchase since. `truncation` counts customers older than the extract.
    `served` holds values after service, by component. `late_notes` tell how late payment was counted, where an effort
    is measured by it.
    """

    settings: Settings
    tables: Tables
    customers: pd.DataFrame
    base: CustomerBase | None
    truncation: LeftTruncation | None
    sensitivity: Sensitivity | None
    soundness: Soundness
    energy: energy.EnergyReturn | None
    served: ServedValue | None
    grid: pd.DataFrame | None
    efforts: EffortScores | None
    late_notes: tuple[Statement, ...]
    whale: concentration.Whale | None
    stability: stability.RankStability | None
    potential: pd.DataFrame | None
    peers: pd.DataFrame | None
    rhythms: pd.DataFrame | None
    segments: segments.SegmentProfile | None
    plans: plan.PlanWorth | None
    fit: fit.StrategicFit | None

    @property
    def names(self) -> pd.Series:
        """Name of each customer, its code where it has none."""
        names: pd.Series = self.customers["name"]
        return names.where(names.fillna("") != "", pd.Series(names.index, index=names.index))

    @property
    def unpaid(self) -> pd.DataFrame:
        """Rows of the customers still there that take time, hit no barrier, and whose value does not pay for it."""
        if self.energy is None:
            return self.customers.iloc[:0]
        failed = (self.customers["level"] == Level.FAILED) & (self.customers["barrier"].fillna("") == "")
        return self.customers[failed & ~self.customers["departed"] & (self.customers["hours"] > 0)]

    @property
    def scored(self) -> EffortScores | None:
        """Effort scores where at least one customer has one."""
        return self.efforts if self.efforts is not None and self.efforts.customers["score"].notna().any() else None

    @property
    def judged(self) -> pd.DataFrame | None:
        """The customer table where time is known, None where nobody can be judged."""
        return None if self.energy is None else self.customers.assign(barrier=self.customers["barrier"].fillna(""))

    @property
    def equity(self) -> CustomerEquity | None:
        """Customer equity, None where it cannot be read."""
        return self.base.equity if self.base else None

    @property
    def parted(self) -> CustomerEquity | None:
        """Customer equity where it is told by segment, None elsewhere."""
        return self.equity if self.equity is not None and len(self.equity.parts) > 1 else None

    @property
    def charged(self) -> ServedValue | None:
        """Values after service where some cost of serving is known."""
        return self.served if self.served is not None and len(self.served.to_come.columns) else None

    @property
    def negative(self) -> pd.DataFrame | None:
        """Customers that leave less than nothing after service, the largest loss first, with their sales and margin."""
        if self.charged is None:
            return None
        return self.charged.negative.join(self.customers[["yearly_sales", "yearly_margin"]])

    @property
    def losing(self) -> pd.DataFrame | None:
        """The same, None where there is none."""
        return self.negative if self.negative is not None and len(self.negative) else None

    @property
    def effort_tables(self) -> tuple[str, ...]:
        """Tables behind effort scores: payments where an effort is measured by them."""
        return ("effort_catalogue", "efforts", *(("payments",) if self.late_notes else ()))

    @property
    def historical(self) -> HistoricalValue | None:
        """The historical method's value, None where the file is too short."""
        return self.base.historical if self.base else None

    @property
    def doubts(self) -> tuple[Statement, ...]:
        """What is doubtful in the valuation, in sentences to be."""
        return reservations.doubts(self.base, self.truncation, self.names)

    @property
    def base_notes(self) -> tuple[Statement, ...]:
        """What to know of who the customers are, in sentences to be."""
        return reservations.base_notes(self.tables, self.base, self.truncation)

    @property
    def basis(self) -> Basis:
        """What answers and traces are made from."""
        return Basis(tables=self.tables, as_of=self.settings.as_of)

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
    left = departure_days(tables)
    base = _base(tables, settings, left)
    customers = roster(tables, base)
    spent = cost_to_serve(tables, base, customers.index, as_of=settings.as_of, vacuum_ratio=settings.vacuum_ratio)
    facts = effort_facts(tables, as_of=settings.as_of, supposed_term=settings.payment_term_days)
    scores = facts.scores(customers.index)
    served = served_value(tables, base, settings)
    customers = customers.join(computed(base, spent, served, scores)).join(last_year_sales(tables, settings.as_of))
    customers["level"] = judge_customers(
        customers, energy_known=spent is not None, completeness_threshold=settings.completeness_threshold
    )
    customers["departed"] = customers.index.isin(gone(left, base, settings.as_of))
    rng = np.random.default_rng(settings.seed)
    return Results(
        settings=settings,
        tables=tables,
        customers=customers,
        base=base,
        truncation=truncation(tables, base, settings),
        sensitivity=_sensitivity(base, settings),
        soundness=soundness(tables["transactions"], base, settings, left_on=departure_days(tables))
        if base
        else Soundness(),
        energy=spent,
        served=served,
        grid=facts.grid,
        efforts=scores,
        late_notes=facts.notes,
        whale=_whale(base, customers) if spent is not None else None,
        stability=_stability(base),
        potential=developing_potential(base, customers),
        peers=peers_of(base, customers),
        rhythms=rhythms(tables, base, settings),
        segments=_segments(customers, rng) if "customers" in tables and base else None,
        plans=_plans(customers[~customers["departed"]]),
        fit=_fit(tables, customers),
    )


def _base(tables: Tables, settings: Settings, left_on: pd.Series) -> CustomerBase | None:
    """The customers valued, and each declared segment with them; None without sales or margin."""
    if "transactions" not in tables:
        return None
    declared = tables["customers"].frame.set_index("customer_id")[["segment"]] if "customers" in tables else None
    return value_customers(tables["transactions"], settings, divisions=declared, left_on=left_on)


def _sensitivity(base: CustomerBase | None, settings: Settings) -> Sensitivity | None:
    """What the customer equity owes to each assumption; None where there is no equity."""
    if base is None or base.fit is None or base.equity is None:
        return None
    return equity_sensitivity(base.equity, base.fit, base.summary, ranges=settings.ranges)


def _whale(base: CustomerBase | None, customers: pd.DataFrame) -> concentration.Whale | None:
    """Last year's margin after the cost to serve, customers that neither bought nor took time left out."""
    if base is None:
        return None
    net = customers["yearly_margin"].fillna(0.0) - customers["cost"].fillna(0.0)
    active = (customers["yearly_margin"].fillna(0.0) != 0) | (customers["cost"].fillna(0.0) != 0)
    return concentration.whale(net[active]) if active.any() else None


def _stability(base: CustomerBase | None) -> stability.RankStability | None:
    """Ranks over the full years; None with too few of them, or where no customer ever differs from another."""
    if base is None or base.yearly.shape[1] < MINIMUM_YEARS:
        return None
    try:
        return stability.yearly_ranks(base.yearly)
    except NotEstimable:
        return None


def _segments(customers: pd.DataFrame, rng: np.random.Generator) -> segments.SegmentProfile | None:
    declared = customers[customers["segment"].fillna("") != ""]
    return segments.profile(declared, rng=rng) if len(declared) else None


def _plans(customers: pd.DataFrame) -> plan.PlanWorth | None:
    asked = ["plan_probability", "uplift_low", "uplift_central", "uplift_high", "plan_cost", "ltv"]
    if not set(asked) <= set(customers):
        return None
    rows = customers[customers[asked].notna().all(axis=1)]
    if rows.empty:
        return None
    return plan.worth(
        rows["ltv"],
        probability=rows["plan_probability"],
        low=rows["uplift_low"],
        central=rows["uplift_central"],
        high=rows["uplift_high"],
        cost=rows["plan_cost"],
        veto=rows["barrier"].fillna("") != "",
    )


def _fit(tables: Tables, customers: pd.DataFrame) -> fit.StrategicFit | None:
    """Fit to the declared profile; None without one, without weight, or where no attribute of a customer is told."""
    if not {"ideal_profile", "customer_attributes"} <= set(tables):
        return None
    profile, attributes = tables["ideal_profile"].frame, tables["customer_attributes"].frame
    told = attributes[attributes["customer_id"].isin(customers.index)]
    if told.empty or not profile["weight"].sum() > 0:
        return None
    return fit.strategic_fit(profile, told, customers.index, barred=customers["barrier"].fillna("") != "")
