"""Hours and cost of the work of the last twelve months on opportunities that the organisation's own criteria refuse."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from gtkit.contracts import Tables
from gtkit.epreuves.field_of_action import CLASSES, FieldOfAction
from gtkit.epreuves.perimeter.settings import Settings
from gtkit.evidence import Quantity, Unit
from gtkit.scoring.customers.energy import hour_rates
from gtkit.scoring.survey.ratio import ratio_share
from gtkit.scoring.survey.small_groups import small_groups


@dataclass(frozen=True, slots=True, kw_only=True)
class WastedTime:
    """A year of hours on opportunities.

    Attributes
    ----------
    opportunities : DataFrame by opportunity that took time, the costliest first: label, outcome, level, binding, hours,
        cost (currency, NaN when a department's cost is not known), refused (bool).
    share : share of the hours spent on refused opportunities, with its interval; those without class are left out.
    services : DataFrame by department ("" for those too small to be shown, put together): hours, refused (hours), and
        cost (of the refused hours, NaN unknown) where no department is hidden; None when all are too small. since :
        first day that the sheets cover.
    """

    opportunities: pd.DataFrame
    share: Quantity
    services: pd.DataFrame | None
    since: date

    @property
    def refused(self) -> pd.DataFrame:
        """Rows of the refused opportunities."""
        return self.opportunities[self.opportunities["refused"]]

    @property
    def to_cease(self) -> pd.DataFrame:
        """Rows of those refused and not yet decided: work that can stop."""
        return self.refused[self.refused["outcome"] == "open"]

    @property
    def cost(self) -> float | None:
        """Cost of the refused hours, None when it is not known of all."""
        return None if self.refused["cost"].isna().any() else float(self.refused["cost"].sum())


def wasted_time(tables: Tables, field: FieldOfAction | None, settings: Settings) -> WastedTime | None:
    """The last twelve months of `opportunity_time`; None with fewer than two sorted opportunities that took time."""
    if field is None or "opportunity_time" not in tables:
        return None
    last = pd.Timestamp(settings.as_of)
    time = tables["opportunity_time"].frame
    time = time[(time["date"] > last - pd.DateOffset(years=1)) & (time["date"] <= last)]
    level = field.classes["level"]
    time = time[time["opportunity"].map(level).fillna("") != ""]
    hours = time.groupby("opportunity")["hours"].sum()
    if (hours > 0).sum() < 2:
        return None
    time = time.assign(
        cost=time["hours"] * time["service"].map(_rates(tables)),
        refused=time["hours"].where(time["opportunity"].map(level) == CLASSES[0], 0.0),
    )
    told = field.classes[["label", "outcome", "level", "binding"]].reindex(hours.index)
    cost = time.groupby("opportunity")["cost"].agg(lambda part: part.sum(skipna=False))
    rows = told.assign(hours=hours, cost=cost, refused=told["level"] == CLASSES[0])
    share, interval = ratio_share(rows["hours"].to_numpy(), rows["refused"].to_numpy(), level=settings.interval_level)
    return WastedTime(
        opportunities=rows.sort_values("hours", ascending=False, kind="stable"),
        share=Quantity(share, Unit.SHARE, interval),
        services=_services(time),
        since=time["date"].min().date(),
    )


def _rates(tables: Tables) -> pd.Series:
    """Cost of an hour by department, those without usable hours left out."""
    if "service_costs" not in tables:
        return pd.Series(dtype="float64")
    costs = tables["service_costs"].frame
    return hour_rates(costs[(costs["paid_hours"] > 0) & ~(costs["practical_share"] == 0)])


def _services(time: pd.DataFrame) -> pd.DataFrame | None:
    """Hours by department; no cost beside departments put together.

    Who knows what an hour costs in each could part their cost into hours, and find the cost of the group again from the
    total and the other departments.
    """
    people = time.groupby("service")["collaborator_id"].nunique()
    merged = small_groups(people)
    if merged and len(merged) == len(people):
        return None
    shown = time["service"].where(~time["service"].isin(merged), "")
    rows = time[["hours", "refused"]].groupby(shown).sum()
    if not merged:
        lost = time["cost"].where(time["refused"] > 0, 0.0)
        rows["cost"] = lost.groupby(shown).agg(lambda part: part.sum(skipna=False))
    return rows.sort_values("refused", ascending=False, kind="stable").rename_axis("service")
