"""A key figure as it was published, and the raw tables that its trace names: no more is read to compute it again."""

from __future__ import annotations

import html
import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

PAGES = {
    "synthesis": "0_synthesis",
    "perimeter": "1_perimeter",
    "alignment": "2_alignment",
    "customer_value": "3_customer_value",
    "loyalty": "4_loyalty",
    "performance": "5_performance",
}
LANGUAGES = ("fr", "en")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A key figure: where it stands, its record in results.json, and the folder of the engagement."""

    slug: str
    record: dict[str, Any]
    folder: Path
    run: Path

    @property
    def key(self) -> str:
        """Its name in the record."""
        return str(self.record["key"])

    @property
    def anchor(self) -> str:
        """The id of its trace on the page."""
        return "trace-" + re.sub(r"[._]", "-", self.key)

    @property
    def value(self) -> float:
        """The value recorded."""
        return float(self.record["quantity"]["value"])

    @property
    def unit(self) -> str:
        """The unit recorded."""
        return str(self.record["quantity"]["unit"])

    @property
    def bounds(self) -> tuple[float, float]:
        """The interval recorded."""
        interval = self.record["quantity"]["interval"]
        return float(interval["low"]), float(interval["high"])

    @property
    def settings(self) -> dict[str, Any]:
        """The settings of its trace."""
        return dict(self.record["trace"]["parameters"])

    @property
    def as_of(self) -> pd.Timestamp:
        """Last day of the data."""
        return pd.Timestamp(self.settings["as_of"])

    @property
    def sources(self) -> list[dict[str, Any]]:
        """Files of its trace."""
        return list(self.record["trace"]["sources"])

    def table(self, sheet: str) -> pd.DataFrame:
        """The rows of a sheet that the trace names."""
        (source,) = [s for s in self.sources if s["sheet"] == sheet]
        return self.read(source)

    def sales(self) -> pd.DataFrame:
        """The lines of the sales files that the trace names, credit notes included."""
        files = [source for source in self.sources if not source["sheet"] and not _is_ledger(source)]
        lines = pd.concat([self.read(source) for source in files], ignore_index=True)
        amounts = {name: lines[name].str.replace(",", ".").astype(float) for name in ("amount", "margin")}
        return lines.assign(date=pd.to_datetime(lines["date"], format="%d/%m/%Y"), **amounts)

    def books(self) -> pd.DataFrame:
        """The lines of the ledgers that the trace names, under the headings of the law, dates read."""
        files = [self.read(source) for source in self.sources if _is_ledger(source)]
        lines = pd.concat(files, ignore_index=True)
        return lines.assign(PieceDate=pd.to_datetime(lines["PieceDate"], format="%Y%m%d"))

    def read(self, source: dict[str, Any]) -> pd.DataFrame:
        """The rows of one source: of its columns those that the trace names, by key; of a ledger, all lines."""
        if _is_ledger(source):
            return _ledger(self.folder / source["file"])
        file, names = self.folder / source["file"], {heading: key for key, heading in source["headings"].items()}
        table = _sheet(file, source["sheet"]) if source["sheet"] else _export(file)
        return table[list(names)].rename(columns=names)

    def page(self, lang: str) -> str:
        """HTML of the page that prints it."""
        return _text(self.run / lang / f"{PAGES[self.slug]}.html")

    def trace(self, lang: str) -> str:
        """HTML of its trace on the page."""
        (found,) = re.findall(
            rf'<details>(?:(?!</details>).)*<dl id="{self.anchor}">.*?</details>', self.page(lang), re.S
        )
        return str(found)

    def shown(self, lang: str) -> set[str]:
        """Its value as the first screen and the trace print it."""
        first = re.findall(rf'<a href="#{self.anchor}">.*?<span class="value">(.*?)</span>', self.page(lang), re.S)
        traced = re.findall('<span class="value">(.*?)</span>', self.trace(lang))
        assert len(first) == len(traced) == 1
        return {html.unescape(text) for text in (*first, *traced)}

    def tells(self, value: float, *, rel: float = 1e-9) -> None:
        """Assert that a value computed again is the one recorded, and that both languages print it."""
        assert value == pytest.approx(self.value, rel=rel, abs=1e-12)
        assert {lang: self.shown(lang) for lang in LANGUAGES} == {
            lang: {printed(value, self.unit, lang)} for lang in LANGUAGES
        }

    def lists(self, term: str, lang: str) -> list[str]:
        """The items printed under one heading of its trace."""
        found = re.search(rf"<dt>{term}</dt>\s*<dd><ul>(.*?)</ul></dd>", self.trace(lang), re.S)
        items = re.findall(r"<li>(.*?)</li>", found[1], re.S) if found else []
        return [html.unescape(re.sub(r"<[^>]+>", "", item)).strip() for item in items]


def published_figures(run: Path) -> dict[str, dict[str, Figure]]:
    """Every key figure of a run, by épreuve and key."""
    results = json.loads((run / "results.json").read_text(encoding="utf-8"))
    folder = run.parents[3] / "exemple"
    return {
        slug: {
            record["key"]: Figure(slug=slug, record=record, folder=folder, run=run)
            for record in found["findings"]["key_figures"]
        }
        for slug, found in results["epreuves"].items()
    }


def printed(value: float, unit: str, lang: str) -> str:
    """A value of euros, a share, a coefficient or a count as a reader of the language writes it."""
    if unit == "share":
        return f"{100 * value:.0f}\u202f%" if lang == "fr" else f"{100 * value:.0f}%"
    if unit == "coefficient":
        return _figure(value, 2, lang)
    if unit == "count":
        return _figure(value, 0, lang)
    millions = bool(abs(value) >= 1e6)
    text = _figure(value / 1e6, 2, lang) if millions else _figure(value, 0, lang)
    mark = "M" * millions
    money = f"{text}\u00a0{mark}€" if lang == "fr" else f"€{text}{mark}"
    yearly = {"fr": " par an", "en": " a year"}[lang] if unit == "money_per_year" else ""
    return money + yearly


def last_year(dates: pd.Series, as_of: pd.Timestamp) -> pd.Series:
    """Whether each day is one of the twelve months that end on the last day of the data."""
    return (dates > as_of - pd.DateOffset(years=1)) & (dates <= as_of)


def _figure(value: float, decimals: int, lang: str) -> str:
    text = f"{value:,.{decimals}f}"
    return text.replace(",", "\u202f").replace(".", ",") if lang == "fr" else text


@cache
def _sheet(file: Path, sheet: str) -> pd.DataFrame:
    table = pd.read_excel(file, sheet_name=sheet, header=1, engine="calamine", dtype=object).infer_objects()
    return table.rename(columns=lambda heading: str(heading).removesuffix(" *"))


@cache
def _export(file: Path) -> pd.DataFrame:
    return pd.read_csv(file, sep=";", dtype=str, encoding="cp1252", keep_default_na=False)


@cache
def _ledger(file: Path) -> pd.DataFrame:
    return pd.read_csv(file, sep="\t", dtype=str, encoding="iso-8859-15", keep_default_na=False, quoting=3)


def _is_ledger(source: dict[str, Any]) -> bool:
    return bool(re.search(r"FEC[0-9]{8}\.txt$", source["file"]))


@cache
def _text(page: Path) -> str:
    return page.read_text(encoding="utf-8")
