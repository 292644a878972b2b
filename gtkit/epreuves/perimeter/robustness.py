"""Which classes hold when weights, thresholds and cut are put to the test."""

from __future__ import annotations

import numpy as np
import pandas as pd

from gtkit.contracts import Tables
from gtkit.epreuves.field_of_action import CLASSES, FieldOfAction, card_deck
from gtkit.epreuves.perimeter.settings import Settings
from gtkit.evidence import RESAMPLES
from gtkit.scoring.decision.class_acceptability import class_acceptability
from gtkit.scoring.decision.simos import weight_box

_PLACES = {name: place for place, name in enumerate(CLASSES, start=1)}


def box_of(tables: Tables, field: FieldOfAction, settings: Settings) -> pd.DataFrame:
    """Bounds of each weight: those of the cards where cards weigh, else each weight give or take the spread.

    Returns
    -------
    DataFrame by criterion: low, high.

    Source: METHODS M6 and M7.
    """
    spread = settings.weight_spread
    listed = tables["criteria"].frame.set_index("criterion")
    cards = None if listed["weight"].notna().all() else card_deck(listed)
    if cards is None:
        weight = field.criteria["weight"]
        return pd.DataFrame({"low": weight * (1 - spread), "high": weight * (1 + spread)})
    ranks, white = cards
    low, high = (max(1.0, settings.card_ratio * factor) for factor in (1 - spread, 1 + spread))
    return weight_box(ranks, low_ratio=low, high_ratio=high, white_cards=white)


def held_classes(tables: Tables, field: FieldOfAction, settings: Settings) -> pd.DataFrame:
    """Share of the draws in which each opportunity keeps its class.

    Returns
    -------
    DataFrame by opportunity that has a class: held (share), robust (bool), and the share of draws of each of CLASSES.

    Source: METHODS M7.
    """
    box, rng = box_of(tables, field, settings), settings.rng()
    cuts = (min(settings.cut_low, settings.cut_high), max(settings.cut_low, settings.cut_high))
    parts = []
    for kind, scale in field.scales.items():
        own = field.classes[field.classes["kind"] == kind]
        found = class_acceptability(
            field.performance.loc[own.index, scale.criteria],
            scale,
            box=box,
            rng=rng,
            cuts=cuts,
            stretch=settings.threshold_stretch,
            draws=settings.draws,
        )
        held = found.held(own["level"].map(_PLACES))
        parts.append(found.shares.set_axis(list(CLASSES), axis=1).assign(held=held))
    rows = pd.concat(parts).reindex(field.classes.index)
    rows = rows[rows["held"].notna()]
    return rows.assign(robust=rows["held"] >= settings.hold_share)


def shaken_classes(tables: Tables, field: FieldOfAction, settings: Settings) -> pd.DataFrame:
    """Places in CLASSES of each opportunity under other weights, one row a resample; cut and thresholds stay."""
    box, rng = box_of(tables, field, settings), settings.rng()
    parts = [
        class_acceptability(
            field.performance.loc[field.classes.index[field.classes["kind"] == kind], scale.criteria],
            scale,
            box=box,
            rng=rng,
            cuts=(scale.cut, scale.cut),
            stretch=0.0,
            draws=RESAMPLES,
        ).drawn
        for kind, scale in field.scales.items()
    ]
    return pd.concat(parts, axis=1) - 1 if parts else pd.DataFrame(index=np.arange(RESAMPLES))
