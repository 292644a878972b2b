"""The declared segments, in figures."""

from __future__ import annotations

import pandas as pd

from gtkit.evidence import Quantity, Statement, Unit
from gtkit.present.exhibit import Origin
from gtkit.present.plates import Head, TableExhibit
from gtkit.scoring.customers.segments import SegmentProfile
from gtkit.words import Words


def segments_table(profile: SegmentProfile, words: Words, origin: Origin) -> TableExhibit:
    """Each segment: customers, margin of the last 12 months, its share, mean effort score, share of energy.

    Parameters
    ----------
    profile : SegmentProfile
    words : Words
    origin : Origin

    Returns
    -------
    TableExhibit: most valuable first; a segment too small to conclude on says so.
    """
    timed = bool((profile.frame["energy_share"] > 0).any())  # else no segment's share is known
    earned = words.amounts(profile.frame["value"])
    rows = tuple(
        (
            words.say("table.segments.small", name=str(name)) if row["small"] else str(name),
            words.count(row["customers"]),
            earned(row["value"]),
            words.share(row["value_share"]),
            "–" if pd.isna(row["effort"]) else words.number(row["effort"]),
            words.share(row["energy_share"]) if timed else "–",
        )
        for name, row in profile.frame.iterrows()
    )
    values = {
        "n": Quantity(len(rows), Unit.COUNT),
        "stability": Quantity(profile.stability, Unit.SHARE),
    }
    return TableExhibit(
        words=words,
        title=Statement("table.segments.title", values),
        columns=(
            Head("column.segment"),
            Head("column.customers", numeric=True),
            Head("column.yearly_margin", numeric=True),
            Head("column.value_share", numeric=True),
            Head("column.effort_score", numeric=True),
            Head("column.energy_share", numeric=True),
        ),
        rows=rows,
        origin=origin,
        note=None,
    )
