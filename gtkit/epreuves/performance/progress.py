"""Each series of the engagement, read: by indicator, and by group where it is told by group."""

from __future__ import annotations

import numpy as np
import pandas as pd

from gtkit.contracts import Tables
from gtkit.scoring.indicators.progress import Track, by_period, read


def tracks(tables: Tables, indicators: pd.DataFrame) -> tuple[Track, ...]:
    """Every series of a listed indicator, in the order of the indicators.

    Parameters
    ----------
    tables : mapping of CheckedTable
        Table `series`.
    indicators : DataFrame by indicator
        Columns label, unit, direction.

    Returns
    -------
    tuple of Track: none where no series is given.
    """
    if "series" not in tables:
        return ()
    series = tables["series"].frame.fillna({"group": ""})
    found = []
    for indicator, sheet in indicators.iterrows():
        own = series[series["indicator"] == indicator]
        for group, rows in own.groupby("group", sort=True):
            values = by_period(rows["period"], rows["value"])
            length = pd.PeriodIndex(values.index).freqstr
            lowest, highest = _bounds(str(sheet["unit"]), values)
            found.append(
                Track(
                    indicator=str(indicator),
                    label=str(sheet["label"]),
                    group=str(group),
                    unit=str(sheet["unit"]),
                    last=float(values.iloc[-1]),
                    progress=read(
                        values,
                        direction=str(sheet["direction"]),
                        changes=list(rows.loc[rows["changed"], "period"].dt.to_period(length)),
                        lowest=lowest,
                        highest=highest,
                    ),
                )
            )
    return tuple(found)


def _bounds(unit: str, values: pd.Series) -> tuple[float, float]:
    """What can be measured at all: 0 to 100 for percentages, 0 and more where nothing was ever below."""
    if not (values >= 0).all():
        return -np.inf, np.inf
    return 0.0, 100.0 if unit.startswith("%") and (values <= 100).all() else np.inf
