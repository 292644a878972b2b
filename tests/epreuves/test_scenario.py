"""What a what-if changes: each setting once, each figure beside its base, and why one is missing."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel

from gtkit.epreuves import EPREUVES, customer_value, loyalty, synthesis
from gtkit.epreuves.customer_value import Results, Settings
from gtkit.epreuves.findings import Findings
from gtkit.epreuves.scenario import changed_settings, compared
from gtkit.evidence import Level
from gtkit.samples import Sample
from gtkit.words import Words

from .conftest import checked

DAY = date(2026, 6, 30)


def whole(**changes: float) -> synthesis.Settings:
    """Settings of the synthesis, épreuve 3's as changed."""
    value = customer_value.Settings(as_of=DAY, **changes)  # type: ignore[arg-type]
    given: dict[str, BaseModel] = {
        slug: module.Settings(as_of=DAY) for slug, module in EPREUVES.items() if not module.SHARED
    }
    given |= {
        "customer_value": value,
        "loyalty": loyalty.Settings(as_of=DAY, customer_value=value),
        "performance": EPREUVES["performance"].Settings(as_of=DAY, perimeter=given["perimeter"]),
    }
    return synthesis.Settings(as_of=DAY, **given)  # type: ignore[arg-type]


def test_a_setting_that_two_share_is_told_once() -> None:
    """The synthesis reaches the rate by épreuve 3 and by épreuve 4: one change, by its own name."""
    found = changed_settings("synthesis", whole(), whole(annual_rate=0.12))
    assert [(c.name, c.base, c.played) for c in found] == [("customer_value.annual_rate", 0.10, 0.12)]
    assert changed_settings("synthesis", whole(), whole()) == ()


def test_every_figure_stands_beside_its_base(findings: Findings[Results], sample: Sample, settings: Settings) -> None:
    """In the order of the page; what the setting does not touch is the same, the equity is not."""
    other = settings.model_copy(update={"annual_rate": 0.12})
    played = customer_value.assess(checked(sample.tables), other)
    found = compared(findings, played, changed_settings("customer_value", settings, other))
    assert [pair.key for pair in found.figures] == [figure.key for figure in played.key_figures]
    moved = {pair.key for pair in found.figures if pair.difference}
    assert {"figure.equity"} <= moved
    assert "figure.active_customers" not in moved
    assert (found.base, found.played) == (findings.verdict, played.verdict)


def test_a_figure_that_the_scenario_loses_says_why(
    findings: Findings[Results], sample: Sample, settings: Settings
) -> None:
    """Too few repeat customers for the threshold played: no equity there, and the reason is the answers' own."""
    other = settings.model_copy(update={"minimum_repeaters": 1000})
    played = customer_value.assess(checked(sample.tables), other)
    found = compared(findings, played, changed_settings("customer_value", settings, other))
    equity = {pair.key: pair for pair in found.figures}["figure.equity"]
    assert (equity.base is None, equity.played is None, equity.difference) == (False, True, None)
    assert equity.reason is not None
    assert equity.reason.key == "reason.few_repeaters"
    assert played.verdict.level is Level.UNDETERMINED
    assert found.reason is not None
    assert found.reason.key == "reason.few_repeaters"


def test_every_setting_has_its_name_in_words() -> None:
    """Whatever setting is changed, a page can name it, in both languages."""
    for module in EPREUVES.values():
        fields = module.Settings.model_fields
        keys = {key for key in fields if key not in {"signatory", *module.SHARED}}
        for words in (Words.of("fr"), Words.of("en")):
            assert {key for key in keys if not words.knows(f"parameter.{key}")} == set()
