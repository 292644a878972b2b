"""What the five épreuves say together: each one's verdict, the four pillars, the register of decisions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from gtkit.contracts import Tables
from gtkit.epreuves.basis import Basis
from gtkit.epreuves.findings import Findings
from gtkit.epreuves.served_value import equity_after_service
from gtkit.epreuves.synthesis.pillars import pillars_of
from gtkit.epreuves.synthesis.register import Register, register_of
from gtkit.epreuves.synthesis.settings import Settings
from gtkit.evidence import Answer, Part, Pillar, Statement
from gtkit.valuation import CustomerEquity

Parts = Mapping[str, Findings[Any]]  # slug -> findings, in the order of their numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """The findings of the five, and what is drawn from them; `follow_up` is None where no earlier decision is told."""

    settings: Settings
    tables: Tables
    findings: Parts
    verdicts: tuple[Part, ...]
    pillars: tuple[Pillar, ...]
    register: Register
    follow_up: pd.DataFrame | None

    @property
    def basis(self) -> Basis:
        """What answers are made from."""
        return Basis(tables=self.tables, as_of=self.settings.as_of)

    @property
    def equity(self) -> CustomerEquity | None:
        """Customer equity as épreuve 3 has it."""
        found: CustomerEquity | None = self.findings["customer_value"].results.equity
        return found

    @property
    def after_service(self) -> tuple[Statement, ...]:
        """What it is once service is paid, as épreuve 3 has it; empty where it cannot be told."""
        return equity_after_service(self.findings["customer_value"].results.served)

    @property
    def answers(self) -> tuple[Answer, ...]:
        """Every answer of the five épreuves."""
        return tuple(answer for found in self.findings.values() for answer in found.answers)

    @property
    def scores(self) -> Mapping[str, tuple[float, float | None]]:
        """Score and robustness of each verdict, by slug."""
        return {slug: (found.verdict.score, found.verdict.robustness) for slug, found in self.findings.items()}


def gather(tables: Tables, findings: Parts, settings: Settings) -> Results:
    """What the findings of the five say together."""
    verdicts, pillars = pillars_of(findings, firm_threshold=settings.firm_threshold)
    follow_up = tables["follow_up"].frame if "follow_up" in tables else None
    return Results(
        settings=settings,
        tables=tables,
        findings=findings,
        verdicts=verdicts,
        pillars=pillars,
        register=register_of(findings, _names(tables)),
        follow_up=follow_up,
    )


def _names(tables: Tables) -> Mapping[str, str]:
    """Name by customer, of those that the table of customers names."""
    if "customers" not in tables:
        return {}
    told = tables["customers"].frame
    return dict(zip(told["customer_id"].astype(str), told["name"].fillna("").astype(str), strict=True))
