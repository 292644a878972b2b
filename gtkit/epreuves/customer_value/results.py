"""Everything that épreuve 3 computes, before any of it is judged."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from gtkit.contracts import GROUPS, Tables
from gtkit.contracts.grouping import grouping
from gtkit.epreuves.basis import Basis
from gtkit.epreuves.customer_base import CustomerBase, value_customers
from gtkit.epreuves.customer_value.judgement import judge_customers
from gtkit.epreuves.customer_value.roster import roster, truncation
from gtkit.epreuves.customer_value.settings import Settings
from gtkit.epreuves.customer_value.soundness import Soundness, soundness
from gtkit.epreuves.departures import departure_days
from gtkit.epreuves.effort_facts import effort_facts, used
from gtkit.epreuves.service_cost import cost_to_serve
from gtkit.errors import NotEstimable
from gtkit.evidence import Answer, Level, Quantity, Statement, Unit
from gtkit.evidence.naming import named
from gtkit.evidence.quantities import count, share
from gtkit.scoring.customers import concentration, energy, fit, plan, potential, segments, stability
from gtkit.scoring.customers.efforts import EffortScores
from gtkit.valuation import CustomerEquity, HistoricalValue, Sensitivity, equity_sensitivity
from gtkit.valuation.service import after_service
from gtkit.valuation.truncation import UNTOLD_DAYS, LeftTruncation

MINIMUM_YEARS = 3  # of full history, for a ranking "over a long period"


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """What the tables give, None where they do not hold what it takes.

    `customers` has one row a customer known to any table: name, segment, phase, ltv, service, net, net_q10,
    yearly_margin, hours, cost, score, completeness, weakest, level; NaN or "" where unknown; departed (bool): a
    departure is on record and no purchase since. `truncation` counts customers older than the extract. `late_notes`
    tell how late payment was counted, where an effort is measured by it.
    """

    settings: Settings
    tables: Tables
    customers: pd.DataFrame
    base: CustomerBase | None
    truncation: LeftTruncation | None
    sensitivity: Sensitivity | None
    soundness: Soundness
    energy: energy.EnergyReturn | None
    grid: pd.DataFrame | None
    efforts: EffortScores | None
    late_notes: tuple[Statement, ...]
    whale: concentration.Whale | None
    stability: stability.RankStability | None
    potential: pd.DataFrame | None
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
    def served(self) -> pd.DataFrame | None:
        """What serving each customer will cost, None where no value is known."""
        return self.customers[["service", "net"]] if self.equity is not None else None

    @property
    def historical(self) -> HistoricalValue | None:
        """The historical method's value, None where the file is too short."""
        return self.base.historical if self.base else None

    @property
    def doubts(self) -> tuple[Statement, ...]:
        """What is doubtful in the valuation, in sentences to be."""
        said = self.base.doubts if self.base else ()
        if self.equity is not None and self.truncation is not None and self.truncation.older:
            said = (*said, Statement("flag.left_truncated", {"part": share(self.truncation.share)}))
        if self.base is None or not len(self.base.departures.returned):
            return said
        returned = self.names[self.base.departures.returned]
        return (*said, Statement("doubt.returned", {"n": count(len(returned)), "names": named(returned)}))

    @property
    def base_notes(self) -> tuple[Statement, ...]:
        """What to know of who the customers are, in sentences to be."""
        said = []
        if GROUPS in self.tables and (found := grouping(self.tables[GROUPS].frame)).codes:
            said.append(Statement("base.grouped", {"codes": count(found.codes), "n": count(found.customers)}))
        if self.base is not None and (gone := self.base.departures.gone.intersection(self.base.summary.index)).size:
            withheld = Quantity(self.base.withheld, Unit.MONEY)
            said.append(Statement("base.departed", {"n": count(len(gone)), "value": withheld}))
        cut = self.truncation
        if cut is not None and cut.older:
            said.append(Statement("base.older", {"n": count(cut.older), "customers": count(cut.customers)}))
        if cut is not None and cut.untold:
            days = Quantity(float(UNTOLD_DAYS), Unit.DAYS)
            said.append(Statement("base.untold", {"n": count(cut.untold), "days": days}))
        return tuple(said)

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
    tables = used(tables)
    left = departure_days(tables)
    base = _base(tables, settings, left)
    customers = roster(tables, base)
    spent = cost_to_serve(tables, base, customers.index, as_of=settings.as_of, vacuum_ratio=settings.vacuum_ratio)
    facts = effort_facts(tables, as_of=settings.as_of, supposed_term=settings.payment_term_days)
    scores = facts.scores(customers.index)
    customers = customers.join(_columns(base, spent, scores))
    customers["level"] = judge_customers(
        customers, energy_known=spent is not None, completeness_threshold=settings.completeness_threshold
    )
    customers["departed"] = customers.index.isin(left.index[left <= pd.Timestamp(settings.as_of)])
    if base is not None:
        customers["departed"] &= ~customers.index.isin(base.departures.returned)
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
        grid=facts.grid,
        efforts=scores,
        late_notes=facts.notes,
        whale=_whale(base, customers) if spent is not None else None,
        stability=_stability(base),
        potential=_potential(base, customers),
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


def _columns(base: CustomerBase | None, spent: energy.EnergyReturn | None, scores: EffortScores | None) -> pd.DataFrame:
    """The computed columns of the customer table."""
    parts: list[pd.DataFrame | pd.Series] = []
    if base is not None:
        parts.append(base.last_year.rename("yearly_margin"))
        if base.equity is not None:
            cost = spent.customers["cost"] if spent else pd.Series(dtype=float)
            cost = cost[cost.index.isin(base.equity.customers.index)]
            parts.append(after_service(base.equity, yearly_cost=cost, orders_per_year=base.orders_last_year))
    if spent is not None:
        parts.append(spent.customers[["hours", "cost", "energy_share", "value_share", "pull", "vacuum"]])
    if scores is not None:
        parts.append(scores.customers[["score", "completeness", "weakest"]])
    joined = pd.concat(parts, axis=1) if parts else pd.DataFrame()
    wanted = ["yearly_margin", "ltv", "service", "net", "net_q10", "hours", "cost", "score", "completeness"]
    return joined.reindex(columns=list(dict.fromkeys([*wanted, *joined.columns])))


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


def _potential(base: CustomerBase | None, customers: pd.DataFrame) -> pd.DataFrame | None:
    """Potential of developing customers, in margin: purchasing potential x the customer's margin rate."""
    if base is None or "potential" not in customers:
        return None
    developing = customers[(customers["phase"] == "developing") & customers["potential"].notna()]
    if developing.empty:
        return None
    rate = base.margin_rate.reindex(developing.index).fillna(base.margin_rate.mean()).clip(lower=0.0)
    return potential.gap(
        developing["yearly_margin"].fillna(0.0), developing["potential"] * rate, developing["close_probability"]
    )


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
