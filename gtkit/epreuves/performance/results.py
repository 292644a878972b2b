"""Everything that épreuve 5 computes, before any of it is judged."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from gtkit.contracts import Tables
from gtkit.epreuves.basis import Basis, in_order
from gtkit.epreuves.field_of_action import sort_opportunities
from gtkit.epreuves.performance import fear
from gtkit.epreuves.performance.practice import criteria_choice, system_checks, tool_sheets
from gtkit.epreuves.performance.progress import tracks
from gtkit.epreuves.performance.settings import Settings
from gtkit.scoring.indicators import audit, sheets, use
from gtkit.scoring.indicators.progress import Reading, Track
from gtkit.scoring.indicators.use import IndicatorUse
from gtkit.scoring.survey.healthy_fear import HealthyFear


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """What the tables give, None where they do not hold what it takes.

    `indicators` has one row an indicator, the columns of its contract, lined and answerable (bools). `links` are the
    pairs of indicator and objective that both are listed, with a strength of 0, 1 or 3. `weights` says what each
    indicator weighs in the objectives, `ladder` the rung that it reached in each meeting. `refused` are the labels of
    the opportunities that épreuve 1 refuses, None where it cannot sort them. `fear_reason` is the catalogue key of why
    `fear` is None.
    """

    settings: Settings
    tables: Tables
    indicators: pd.DataFrame | None
    objectives: pd.DataFrame | None
    links: pd.DataFrame | None
    weights: pd.Series | None
    sheets: pd.DataFrame | None
    audit: audit.SystemAudit | None
    refused: pd.Series | None
    ladder: pd.DataFrame | None
    use: IndicatorUse | None
    tracks: tuple[Track, ...]
    system: pd.DataFrame | None
    choice: pd.DataFrame | None
    tools: pd.DataFrame | None
    fear: HealthyFear | None
    fear_reason: str

    @property
    def basis(self) -> Basis:
        """What answers and traces are made from."""
        return Basis(tables=self.tables, as_of=self.settings.as_of)

    @property
    def labels(self) -> pd.Series:
        """Label of each indicator."""
        return pd.Series(dtype=str) if self.indicators is None else self.indicators["label"]

    @property
    def readable(self) -> tuple[Track, ...]:
        """Series that can be read, those that moved first."""
        order = [Reading.DECLINE, Reading.PROGRESS, Reading.NOISE]
        known = [t for t in self.tracks if t.progress.reading is not Reading.UNREADABLE]
        return tuple(sorted(known, key=lambda t: order.index(t.progress.reading)))

    @property
    def progressed(self) -> Track | None:
        """The first series whose progress is proven."""
        return self._first(Reading.PROGRESS)

    @property
    def declined(self) -> Track | None:
        """The first series whose decline is proven."""
        return self._first(Reading.DECLINE)

    @property
    def used(self) -> IndicatorUse | None:
        """Use of the indicators where the log is long enough to tell a zombie."""
        enough = self.use is not None and self.use.meetings >= self.settings.fewest_meetings
        return self.use if enough else None

    @property
    def aligned(self) -> tuple[pd.DataFrame, pd.DataFrame] | None:
        """Objectives and links, for the matrix; None where either is missing."""
        return None if self.objectives is None or self.links is None else (self.objectives, self.links)

    def _first(self, reading: Reading) -> Track | None:
        """The first series of that reading, one of the whole before one of a group."""
        found = [t for t in self.tracks if t.progress.reading is reading]
        return min(found, key=lambda t: t.group != "", default=None)


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
    """
    tables = in_order(tables)
    indicators = _indicators(tables)
    objectives = _objectives(tables)
    links = _links(tables, indicators, objectives)
    field = sort_opportunities(tables, settings.perimeter)
    refused = None if field is None else field.classes.loc[list(field.refused), "label"]
    audited = _audit(tables, indicators, objectives, links, refused)
    log = _log(tables, indicators)
    used, reached = None, None
    if indicators is not None and log is not None:
        reached = use.ladder(log, indicators=indicators.index)
        used = use.use(
            log,
            indicators=indicators.index,
            level=settings.interval_level,
            fewest_meetings=settings.fewest_meetings,
        )
    marks, reason = fear.measured(tables, settings)
    return Results(
        settings=settings,
        tables=tables,
        indicators=indicators,
        objectives=objectives,
        links=links,
        weights=_weights(indicators, objectives, links),
        sheets=None if indicators is None else sheets.filled(indicators),
        audit=audited,
        refused=refused,
        ladder=reached,
        use=used,
        tracks=() if indicators is None else tracks(tables, indicators),
        system=system_checks(indicators, audited, used, settings),
        choice=criteria_choice(indicators, objectives, audited, used, settings),
        tools=None if indicators is None else tool_sheets(indicators),
        fear=marks,
        fear_reason=reason,
    )


def _indicators(tables: Tables) -> pd.DataFrame | None:
    if "indicators" not in tables or tables["indicators"].frame.empty:
        return None
    frame = tables["indicators"].frame.set_index("indicator")
    return frame.assign(lined=sheets.filled(frame)["failure_line"], answerable=sheets.answerable(frame))


def _objectives(tables: Tables) -> pd.DataFrame | None:
    """Objectives that bear a weight, the heaviest first."""
    if "objectives" not in tables:
        return None
    frame = tables["objectives"].frame.set_index("objective")
    frame = frame[frame["weight"] > 0].sort_values("weight", ascending=False, kind="stable")
    return None if frame.empty else frame


def _links(tables: Tables, indicators: pd.DataFrame | None, objectives: pd.DataFrame | None) -> pd.DataFrame | None:
    """Strengths of 0, 1 or 3: whatever lies between is a weak link."""
    if indicators is None or objectives is None or "objective_alignment" not in tables:
        return None
    frame = tables["objective_alignment"].frame
    known = frame["indicator"].isin(indicators.index) & frame["objective"].isin(objectives.index)
    links = frame.loc[known, ["indicator", "objective", "strength"]].reset_index(drop=True)
    if links.empty:
        return None
    strength = links["strength"]
    weak = strength.gt(0).astype(int)
    return links.assign(strength=weak.where(strength < audit.STRONG, audit.STRONG))


def _weights(
    indicators: pd.DataFrame | None, objectives: pd.DataFrame | None, links: pd.DataFrame | None
) -> pd.Series | None:
    if indicators is None or objectives is None or links is None:
        return None
    weights = sheets.weigh(objectives["weight"], links, indicators=indicators.index)
    return weights if weights.sum() > 0 else None


def _audit(
    tables: Tables,
    indicators: pd.DataFrame | None,
    objectives: pd.DataFrame | None,
    links: pd.DataFrame | None,
    refused: pd.Series | None,
) -> audit.SystemAudit | None:
    if indicators is None or objectives is None or links is None:
        return None
    paid = _of(tables, "paid_for", indicators, ["indicator", "opportunity"])
    marks = _of(tables, "indicator_tests", indicators, ["indicator", "test", "passed"])
    series = _of(tables, "series", indicators, ["indicator", "period", "value", "group"])
    series = series[series["group"].fillna("") == ""]
    return audit.audit(
        indicators,
        objectives=objectives["weight"],
        alignment=links,
        tests=marks.astype({"passed": float}).pivot(index="indicator", columns="test", values="passed"),
        history=series.pivot(index="period", columns="indicator", values="value"),
        paid_for=paid.rename(columns={"opportunity": "kind"}),
        refused=() if refused is None else tuple(refused.index),
    )


def _log(tables: Tables, indicators: pd.DataFrame | None) -> pd.DataFrame | None:
    if indicators is None:
        return None
    log = _of(tables, "decision_log", indicators, ["meeting", "indicator", *use.RUNGS])
    return None if log.empty else log


def _of(tables: Tables, table: str, indicators: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    """The rows of a table that tell of a listed indicator; none where the table was not given."""
    if table not in tables:
        return pd.DataFrame({column: pd.Series(dtype=object) for column in columns})
    frame = tables[table].frame
    return frame.loc[frame["indicator"].isin(indicators.index), columns].reset_index(drop=True)
