"""The desk: what a notebook holds in its hand — an engagement, its checked tables, one épreuve, one language.

A notebook opens an engagement, lets the épreuve assess it, and lays exhibits on the page; its last cell closes the
desk and leaves the proof that it ran whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from pydantic import BaseModel

from gtkit.contracts import TABLES, Tables
from gtkit.engagement import Engagement, dressed, load_engagement, validate_settings
from gtkit.engagement.model import FILE_NAME
from gtkit.engagement.overrides import overrides as changes_of
from gtkit.engagement.validation import names, unknown
from gtkit.epreuves import EPREUVES
from gtkit.epreuves.findings import Findings
from gtkit.epreuves.scenario import changed_settings, compared
from gtkit.errors import ConfigurationError, UnknownName
from gtkit.evidence import Answer, Change, Term
from gtkit.evidence.plain import Plain, plain
from gtkit.intake import DataRefused, Fault, Intake, load_tables
from gtkit.present import (
    AnswerCard,
    DecisionList,
    ExhibitList,
    KeyFigureRow,
    Origin,
    Plate,
    ScenarioBox,
    TableExhibit,
    TraceList,
    VerdictBox,
    answer_card,
    exhibit_list,
    rates_table,
)
from gtkit.present.palette import like_energy
from gtkit.present.theme import ENERGY
from gtkit.words import Words

PROOF = "application/vnd.gtkit.findings+json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What a notebook's last cell leaves: where the numbers come from, and the findings as plain data."""

    traces: TraceList
    record: Mapping[str, Plain]

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, object]:
        return self.traces._repr_mimebundle_() | {PROOF: dict(self.record)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """An engagement opened for one épreuve in one language; make one with `open_engagement`."""

    engagement: Engagement
    epreuve: ModuleType
    base: BaseModel  # settings of engagement.toml
    settings: BaseModel  # those that are played: the same without a what-if
    intake: Intake
    words: Words

    @property
    def tables(self) -> Tables:
        """The checked tables that the épreuve reads."""
        return self.intake.tables

    @property
    def changes(self) -> tuple[Change, ...]:
        """The settings that a what-if changed, shared ones included; empty at the engagement's own."""
        return changed_settings(self.epreuve.SLUG, self.base, self.settings)

    def assess(self) -> Findings[Any]:
        """Findings of the épreuve on this engagement's tables and the settings that are played."""
        found: Findings[Any] = self.epreuve.assess(self.tables, self.settings)
        return found

    def verdict(self, findings: Findings[object]) -> VerdictBox:
        """The verdict, as an exhibit."""
        question = Term(f"epreuve.{self.epreuve.SLUG}.question")
        return VerdictBox(words=self.words, verdict=findings.verdict, question=question)

    def key_figures(self, findings: Findings[object]) -> KeyFigureRow:
        """The numbers of the first screen, as an exhibit."""
        return KeyFigureRow(words=self.words, figures=findings.key_figures)

    def decisions(self, findings: Findings[object], *, asked: int | None = None) -> DecisionList:
        """The decisions asked, as an exhibit; of `asked` in all, where the page tells the others elsewhere."""
        shown = findings.decisions
        return DecisionList(words=self.words, decisions=shown, others=(asked or len(shown)) - len(shown))

    def scenario(self, findings: Findings[object]) -> ScenarioBox | None:
        """What a what-if changes, beside the base: an exhibit; None, which shows nothing, where there is no what-if."""
        if not self.changes:
            return None
        base = self.epreuve.assess(self.tables, self.base)
        sources = tuple(source for figure in findings.key_figures for source in figure.trace.sources)
        return ScenarioBox(
            words=self.words,
            scenario=compared(base, findings, self.changes),
            origin=Origin(sources, self.engagement.as_of),
        )

    def answer(self, findings: Findings[object], question: str, *plates: Plate) -> AnswerCard:
        """The answer to one row of the seed ("3.8"), with the exhibits that prove it.

        A plate whose result is None is left out. Raises UnknownName for a question that the épreuve does not answer.
        """
        return answer_card(self._answered(findings, question), self.words, *plates)

    def exhibits(self, findings: Findings[object], question: str, *plates: Plate) -> ExhibitList:
        """More exhibits that rest on the same files as the answer to a question; raises as `answer`."""
        return exhibit_list(self._answered(findings, question), self.words, *plates)

    def _answered(self, findings: Findings[object], question: str) -> Answer:
        answers = {answer.question: answer for answer in findings.answers}
        if question not in answers:
            raise UnknownName(self.epreuve.SLUG, found=question, expected=" | ".join(answers))
        return answers[question]

    def close(self, findings: Findings[object]) -> Proof:
        """The proof that the notebook ran whole: findings, and every input with its SHA-256."""
        sources = {source.file: source.sha256 for table in self.tables.values() for source in table.provenance}
        record: dict[str, Plain] = {
            "epreuve": self.epreuve.SLUG,
            "lang": self.words.lang,
            "inputs": plain(sources),
            "settings": plain(self.settings.model_dump(mode="json")),
            "scenario": {c.name: {"base": plain(c.base), "played": plain(c.played)} for c in self.changes},
            "page": page_block(self.engagement, self.epreuve, self.words, scenario=bool(self.changes)),
            "findings": plain(
                {
                    "verdict": findings.verdict,
                    "answers": findings.answers,
                    "decisions": findings.decisions,
                    "key_figures": findings.key_figures,
                }
            ),
        }
        traces = TraceList(words=self.words, figures=findings.key_figures, rates=self._rates())
        return Proof(traces=traces, record=record)

    def _rates(self) -> TableExhibit | None:
        """The rates at which sales were converted, None where nothing was."""
        sales = self.tables.get("transactions")
        if sales is None or not sales.rates:
            return None
        origin = Origin(self.tables["currency_rates"].provenance, self.engagement.as_of)
        return rates_table(sales.rates, self.words, origin)


def open_engagement(
    engagement: str | Path,
    *,
    epreuve: str,
    lang: str | None = None,
    what_if: Mapping[str, object] | None = None,
    overrides: str | None = None,
) -> Desk:
    """Open an engagement for one épreuve: settings validated, tables read and checked.

    Parameters
    ----------
    engagement : str or Path
        The folder that holds engagement.toml, or that file.
    epreuve : str
        Slug, such as ``"customer_value"``.
    lang : str or None
        ``"fr"`` or ``"en"``; None = the engagement's own.
    what_if : mapping of setting -> value
        Replaces settings of engagement.toml; a value of None leaves the setting as it is, a French ``"0,12"`` is read.
    overrides : str or None
        Replaces settings of the épreuves that this one shares: ``"customer_value.annual_rate=0,12; ..."``.

    Returns
    -------
    Desk

    Raises ConfigurationError and its kinds for a setting that cannot be obeyed, DataRefused with every fault found.
    """
    opened = load_engagement(engagement)
    module = epreuve_named(epreuve)
    changes: dict[str, object] = dict(changes_of(overrides or ""))
    changes |= {f"{module.SLUG}.{key}": value for key, value in (what_if or {}).items() if value is not None}
    played = opened.with_overrides(changes) if changes else opened
    return Desk(
        engagement=played,
        epreuve=module,
        base=settings_of(opened, module),
        settings=settings_of(played, module),
        intake=read_tables(played, wanted=module.TABLES),
        words=Words.of(lang or played.lang, played.currency),
    )


def epreuve_named(name: str) -> ModuleType:
    """The épreuve of that slug or number; UnknownName when there is none."""
    modules = {key: module for module in EPREUVES.values() for key in (module.SLUG, str(module.NUMBER))}
    if name not in modules:
        raise UnknownName("epreuve", found=name, expected=" | ".join(modules))
    return modules[name]


def settings_of(engagement: Engagement, epreuve: ModuleType) -> BaseModel:
    """The épreuve's settings as the engagement states them, validated, with those of the épreuves that it shares."""
    where = f"engagement.toml [{epreuve.SLUG}]"
    fixed = fixed_settings(engagement, epreuve)
    stated = dict(engagement.settings.get(epreuve.SLUG, {}))
    for key in stated.keys() & fixed.keys():
        raise unknown(f"{where} {key}", key, set(names(epreuve.Settings)) - fixed.keys())
    checked: BaseModel = validate_settings(epreuve.Settings, fixed | stated, where)
    return checked


def fixed_settings(engagement: Engagement, epreuve: ModuleType) -> dict[str, object]:
    """What an épreuve's table in engagement.toml does not say: the last day, those it shares, who signs."""
    fixed: dict[str, object] = {slug: settings_of(engagement, EPREUVES[slug]) for slug in epreuve.SHARED}
    if "signatory" in epreuve.Settings.model_fields:
        firm = engagement.firm.model_dump(include={"name", "address", "email"})
        fixed["signatory"] = firm | {"file": FILE_NAME, "sha256": engagement.sha256}
    return {"as_of": engagement.as_of, **fixed}


def read_tables(engagement: Engagement, *, wanted: tuple[str, ...], required: tuple[str, ...] = ()) -> Intake:
    """Every wanted table that the engagement holds, checked.

    Raises DataRefused when a table is at fault, or when none is given at all and some are required: they are named.
    """
    intake = load_tables(
        engagement.sources,
        folder=engagement.folder,
        as_of=engagement.as_of,
        salt=engagement.salt,
        wanted=wanted,
        workbook=engagement.workbook,
        currency=engagement.currency,
        thresholds=engagement.thresholds,
    )
    absent = () if intake.errors or intake.tables else required
    faults = (*intake.faults, *(_absent(key) for key in absent))
    if intake.errors or absent:
        raise DataRefused(faults)
    return intake


def _absent(table: str) -> Fault:
    """A table without which the épreuve says nothing, and that no file and no sheet holds."""
    names = {"name_fr": TABLES[table].french, "name_en": TABLES[table].english, "key": table}
    return Fault(code="missing_table", table=table, file=FILE_NAME, facts=names)


def page_block(
    engagement: Engagement, epreuve: ModuleType, words: Words, *, scenario: bool = False
) -> dict[str, Plain]:
    """What a page says of itself: whose it is, which épreuve, as of when, how confidential, who signs; base or not."""
    return {
        "lang": words.lang,
        "organisation": engagement.organisation,
        "epreuve": epreuve.SLUG,
        "title": words.say(f"epreuve.{epreuve.SLUG}.title"),
        "confidentiality": engagement.confidentiality,
        "version": engagement.version,
        "as_of": engagement.as_of.isoformat(),
        "currency": engagement.currency,
        "firm": engagement.firm.model_dump(mode="json"),
        "look": look_of(engagement),
        "status": "draft",
        "scenario": scenario,
    }


def look_of(engagement: Engagement) -> Mapping[str, Plain]:
    """The engagement's look, its files read.

    Raises what `dressed` raises; ConfigurationError when figures would show value in the colour of energy.
    """
    look = engagement.look
    if look.series and like_energy(look.series):
        raise ConfigurationError("engagement.toml [look] series", found=look.series, expected=f"!= {ENERGY}")
    told: dict[str, Plain] = {key: plain(value) for key, value in dressed(look, engagement.folder).items()}
    return told
