"""Small results and evidence, made by hand or by the real methods, with names that a page must survive."""

from __future__ import annotations

from datetime import date
from html.parser import HTMLParser
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from gtkit.contracts import Source
from gtkit.evidence import (
    Answer,
    Criterion,
    Decision,
    DecisionKind,
    Interval,
    KeyFigure,
    Level,
    Name,
    Quantity,
    Statement,
    Term,
    Trace,
    Unit,
    Verdict,
)
from gtkit.present import Origin
from gtkit.scoring.customers import concentration, efforts, energy, plan, segments, stability
from gtkit.valuation import CustomerEquity, HistoricalValue, Sensitivity
from gtkit.valuation.divisions import divide
from gtkit.valuation.sensitivity import Assumption, Swing
from gtkit.valuation.service import ACQUISITION, COMPONENTS, ServiceCosts, after_service

HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
AS_OF = date(2026, 6, 30)
HOSTILE = "<script>alert(1)</script>"
NAMES = [HOSTILE, "R&D $x^2$ \u202ename", "Été d'or", "NA", 'A "quoted" firm', ""]
CODES = ["C1", "C2", "C3", "C4", "C5", "C6"]


@pytest.fixture(scope="session")
def source() -> Source:
    """A client's file of which two rows were left out."""
    return Source(
        file="data/ventes_2026.csv",
        sha256="ab12" * 16,
        sheet="",
        headings={"customer_id": "CODE_CLIENT", "amount": f"Montant {HOSTILE}"},
        rows_read=1202,
        rows_kept=1200,
        dropped={"total": 1, "blank": 1},
    )


@pytest.fixture(scope="session")
def origin(source: Source) -> Origin:
    """Where exhibits come from."""
    return Origin((source, source), AS_OF)


@pytest.fixture(scope="session")
def names() -> pd.Series:
    """Names of six customers, the last one unknown."""
    return pd.Series(NAMES, index=CODES, name="name")


@pytest.fixture(scope="session")
def equity() -> CustomerEquity:
    """Six customers worth 127 150.50 over three years."""
    ltv = np.array([60000.0, 30000.0, 20000.0, 10000.0, 7000.0, 150.5])
    total = float(ltv.sum())
    customers = pd.DataFrame(
        {
            "p_alive": [0.99, 0.9, np.nan, 0.5, 0.4, 0.1],
            "purchases": ltv / 1000,
            "discounted_purchases": ltv / 1100,
            "spend": 2000.0,
            "margin_rate": 0.4,
            "ltv": ltv,
            "low": ltv * 0.8,
            "high": ltv * 1.2,
            "predicted_low": ltv * 0.5,
            "predicted_high": ltv * 1.5,
            "q10": ltv * 0.6,
        },
        index=pd.Index(CODES, name="customer_id"),
    )
    value = total * np.array([0.5, 0.3, 0.2])
    yearly = pd.DataFrame({"value": value, "low": value * 0.9, "high": value * 1.1}, index=[1, 2, 3])
    return CustomerEquity(
        total=total,
        interval=Interval(0.9 * total, 1.1 * total),
        prediction=Interval(0.8 * total, 1.2 * total),
        customers=customers,
        parts=pd.DataFrame({"value": []}, index=divide(None, customers.index).keys),
        yearly=yearly,
        model="mbg_nbd",
        annual_rate=0.1,
        horizon_years=3.0,
        flags=(),
    )


@pytest.fixture(scope="session")
def results(names: pd.Series, equity: CustomerEquity) -> SimpleNamespace:
    """One result of each method, on six customers."""
    index = pd.Index(CODES, name="customer_id")
    value = pd.Series([900.0, 500.0, 300.0, 100.0, 5.0, 0.0], index=index)
    time = pd.DataFrame({"customer_id": CODES, "service": "S", "hours": [10.0, 20.0, 5.0, 5.0, 60.0, 20.0]})
    costs = pd.DataFrame({"service": ["S"], "yearly_cost": [56000.5], "paid_hours": [1000.0], "practical_share": [0.7]})
    catalogue = pd.DataFrame(
        {
            "effort": ["pay", "trust", "plan"],
            "label": [HOSTILE, "Confiance", "Prévisions"],
            "unit": ["jours", "", "%"],
            "direction": ["min", "max", "max"],
            "worst": [30.0, 0.0, 0.0],
            "ideal": [0.0, 10.0, 100.0],
            "weight": [3.0, 1.5, 1.0],
            "indispensable": False,
            "proof": ["relevé", "", "relevé"],
            "origin": ["system", "declared", "declared"],
            "coding_alpha": [np.nan, np.nan, 0.5],
        }
    )
    facts = pd.DataFrame(
        {
            "customer_id": CODES[:5],
            "effort": "pay",
            "value": [0.0, 6.0, 12.0, 20.0, 29.0],
            "date": pd.Timestamp(AS_OF),
            "proof": "relevé",
        }
    )
    years = pd.DataFrame(
        {date(2025, 6, 30): [9.0, 8.0, 7.0, 3.0, 2.0, 1.0], AS_OF: [9.0, 5.0, 8.0, 3.0, 1.0, 2.0]}, index=index
    )
    customers = pd.DataFrame(
        {
            "segment": [HOSTILE, HOSTILE, HOSTILE, "B", "B", "C"],
            "yearly_margin": value,
            "score": 50.0,
            "energy_share": 1 / 6,
        },
        index=index,
    )

    def series(*values: float) -> pd.Series:
        return pd.Series(values, index=index)

    plans = plan.worth(
        equity.customers["ltv"],
        probability=series(0.5, 0.5, 0.5, 0.5, 0.5, 0.0),
        low=series(0.1, 0.0, 0.0, 0.0, 0.0, 0.0),
        central=series(0.2, 0.1, 0.1, 0.1, 0.1, 0.1),
        high=series(0.3, 0.5, 0.2, 0.2, 0.2, 0.2),
        cost=series(100.0, 1000.0, 5000.0, float("nan"), 50.0, 50.0),
        veto=series(0, 0, 0, 0, 1, 0).astype(bool),
    )
    unknown = {name: Statement("unknown") for name in (*COMPONENTS, ACQUISITION)}
    nothing = ServiceCosts(yearly=pd.DataFrame(index=index), acquisition=None, unknown=unknown, sources={})
    return SimpleNamespace(
        served=after_service(equity, nothing, orders_per_year=pd.Series(dtype=float)),
        rhythms=pd.DataFrame({"gap_days": 30.0, "silent_days": 9.0}, index=index),
        equity=equity,
        historical=HistoricalValue(
            yearly_margin=value,
            at_risk=8,
            lost=1,
            annual_churn=0.125,
            churn_interval=Interval(0.1, 0.2),
            average_life_years=7.5,
            life_interval=Interval(5.0, 10.0),
            capped=True,
            window_years=2.5,
            total=99000.0,
            interval=Interval(90000.0, 120000.0),
            customers=value,
        ),
        sensitivity=Sensitivity(
            base=1_234_567.8,
            swings=(
                Swing(assumption=Assumption.HORIZON_YEARS, low=4.0, high=6.0, at_low=1.02e6, at_high=1.41e6),
                Swing(assumption=Assumption.ANNUAL_CHURN, low=0.09, high=0.15, at_low=1.36e6, at_high=1.13e6),
                Swing(assumption=Assumption.ANNUAL_RATE, low=0.08, high=0.12, at_low=1.29e6, at_high=1.18e6),
                Swing(assumption=Assumption.MARGIN, low=0.99, high=1.01, at_low=1.222e6, at_high=1.247e6),
            ),
        ),
        whale=concentration.whale(value - 100.0),
        energy=energy.energy_return(time, costs, value, years=1.0),
        judged=pd.DataFrame({"level": ["passed", *["conditional"] * 3, *["failed"] * 2]}, index=index),
        grid=efforts.gate(catalogue),
        efforts=efforts.score(catalogue, facts, index),
        stability=stability.yearly_ranks(years),
        segments=segments.profile(customers, rng=np.random.default_rng(1), resamples=20),
        plans=plans,
        names=names,
    )


@pytest.fixture(scope="session")
def verdict() -> Verdict:
    """A verdict on conditions: one criterion met, one not, one in words, one unknown."""
    share = Quantity(0.45, Unit.SHARE, Interval(0.35, 0.55))
    values = {
        "share": share,
        "low": Quantity(0.35, Unit.SHARE),
        "high": Quantity(0.55, Unit.SHARE),
        "threshold": Quantity(0.6, Unit.SHARE),
        "n": Quantity(10, Unit.COUNT),
        "served": Quantity(20, Unit.COUNT),
    }
    return Verdict(
        level=Level.CONDITIONAL,
        score=66.7,
        criteria=(
            Criterion(key="criterion.energy", quantity=share, threshold=0.6, fatal=0.3, required=True, n=20),
            Criterion(key="criterion.proof", quantity=Quantity(0.82, Unit.SHARE), threshold=0.6),
            Criterion(key="criterion.soundness", quantity=Quantity(1.0, Unit.COUNT), threshold=1.0),
            Criterion(key="criterion.proof", quantity=None, threshold=0.6, reason=Statement("reason.no_catalogue")),
        ),
        robustness=0.78,
        statement=Statement("verdict.customer_value.below", values),
    )


@pytest.fixture(scope="session")
def figures(source: Source) -> tuple[KeyFigure, ...]:
    """Four key figures, two of them with the same formula."""
    trace = Trace(
        function="gtkit.valuation.customer_equity",
        formula=r"\sum_i m_i \int_0^H e^{-\delta t} \, dt",
        parameters={
            "as_of": AS_OF.isoformat(),
            "model": "mbg_nbd",
            "annual_rate": 0.1,
            "horizon_years": 5.0,
            "draws": 500,
            "seed": 20_260_630,
            "odd_name": HOSTILE,
        },
        sources=(source,),
        assumptions=(Statement("assumption.discounting"),),
    )
    quantities = {
        "figure.equity": Quantity(1_279_024.3, Unit.MONEY, Interval(1_192_962.0, 1_372_796.0)),
        "figure.energy": Quantity(0.453, Unit.SHARE, Interval(0.35, 0.55)),
        "figure.yearly_margin": Quantity(366_407.5, Unit.MONEY_PER_YEAR),
        "figure.active_customers": Quantity(191, Unit.COUNT),
    }
    return tuple(KeyFigure(key=key, quantity=quantity, trace=trace) for key, quantity in quantities.items())


@pytest.fixture(scope="session")
def decisions() -> tuple[Decision, ...]:
    """One decision to launch plans, about a customer of hostile name."""
    values = {"n": Quantity(2, Unit.COUNT), "names": (Name(HOSTILE), Name("Été d'or"))}
    return (
        Decision(
            kind=DecisionKind.DO,
            statement=Statement("decision.launch_plans", values),
            owner=Term("owner.management"),
            horizon_months=12,
            effect=Quantity(62_877.4, Unit.MONEY),
        ),
    )


@pytest.fixture(scope="session")
def answer(source: Source) -> Answer:
    """The answer to 3.9: segments declared, the first of hostile name."""
    values = {
        "n": Quantity(3, Unit.COUNT),
        "first": Name(HOSTILE),
        "part": Quantity(0.94, Unit.SHARE),
        "stability": Quantity(0.5, Unit.SHARE),
    }
    statement = Statement("answer.3.9.conditional", values)
    return Answer(question="3.9", level=Level.CONDITIONAL, statement=statement, n=6, as_of=AS_OF, sources=(source,))


@pytest.fixture(scope="session")
def undetermined() -> Answer:
    """An answer that waits for two columns and a setting."""
    missing = ("time.hours", "service_costs.yearly_cost", "margin_rate")
    statement = Statement("reason.no_time")
    return Answer(
        question="3.0",
        level=Level.UNDETERMINED,
        statement=statement,
        n=0,
        as_of=AS_OF,
        sources=(),
        missing=missing,
    )


class Dom(HTMLParser):
    """What a page or a fragment holds, as a tokenizer sees it."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self.headings: list[tuple[int, str]] = []
        self._open: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins."""
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        self._open.append(tag)
        if tag in HEADINGS:
            self.headings.append((int(tag[1]), ""))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element without content."""
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        """An element ends; a cell's text does not touch the next one's."""
        self.text += "\n" if tag in {"td", "th"} else ""
        if tag in self._open:
            while self._open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        """Text."""
        if "style" in self._open:
            return
        self.text += data
        if self.headings and set(self._open) & HEADINGS:
            level, said = self.headings[-1]
            self.headings[-1] = (level, said + data)

    def all(self, tag: str) -> list[dict[str, str]]:
        """Attributes of each element of that name."""
        return [attributes for name, attributes in self.tags if name == tag]

    @property
    def ids(self) -> list[str]:
        """Every id, with repeats."""
        return [attributes["id"] for _, attributes in self.tags if "id" in attributes]

    @property
    def links(self) -> list[str]:
        """Every address within the page, drawings included."""
        return [a["href"] for _, a in self.tags if "href" in a]

    @property
    def active(self) -> list[str]:
        """Whatever could run or load."""
        named = {"script", "iframe", "object", "embed", "form", "base", "link", "image", "foreignobject"}
        found = [tag for tag, _ in self.tags if tag in named]
        found += [name for _, a in self.tags for name in a if name.startswith("on")]
        return found + [v for _, a in self.tags for n, v in a.items() if n in {"href", "src"} and ":" in v]


@pytest.fixture(scope="session")
def dom() -> type[Dom]:
    """Reads HTML."""
    return Dom
