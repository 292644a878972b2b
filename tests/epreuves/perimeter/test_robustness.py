"""Which classes hold."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gtkit.contracts import CheckedTable
from gtkit.epreuves.findings import Findings
from gtkit.epreuves.perimeter import Results, Settings
from gtkit.epreuves.perimeter.robustness import box_of, held_classes, shaken_classes


def test_the_cards_box_holds_the_weights_and_told_weights_give_their_own(
    found: Findings[Results], field_tables: dict[str, CheckedTable], chosen: Settings
) -> None:
    """Every weight lies within its bounds; weights told are widened by the spread."""
    field = found.results.field
    assert field is not None
    box = box_of(field_tables, field, chosen)
    weight = field.criteria["weight"].reindex(box.index)
    assert ((box["low"] <= weight + 1e-9) & (weight <= box["high"] + 1e-9)).all()
    table = field_tables["criteria"]
    told = field_tables | {"criteria": replace(table, frame=table.frame.assign(weight=2.0))}
    heavy = replace(field, criteria=field.criteria.assign(weight=2.0))
    assert box_of(told, heavy, chosen).loc["marge"].tolist() == pytest.approx([1.4, 2.6])


def test_barriers_hold_and_borderline_decisions_do_not(
    found: Findings[Results], field_tables: dict[str, CheckedTable], chosen: Settings
) -> None:
    """Planted refusals come back in nearly all draws; wider doubt never makes more decisions hold."""
    field, rows = found.results.field, found.results.open
    assert field is not None
    assert rows is not None
    assert rows.loc[rows["level"] == "refuse", "robust"].all()
    assert not rows["robust"].all()
    calm = chosen.model_copy(update={"cut_low": 0.75, "cut_high": 0.75, "threshold_stretch": 0.0, "weight_spread": 0.0})
    assert held_classes(field_tables, field, calm)["held"].eq(1).all()


def test_shaken_classes_are_the_classes_where_weights_are_sure(
    found: Findings[Results], field_tables: dict[str, CheckedTable], chosen: Settings
) -> None:
    """One row a resample; without spread, every row is the official sort."""
    field = found.results.field
    assert field is not None
    shaken = shaken_classes(field_tables, field, chosen.model_copy(update={"weight_spread": 0.0}))
    official = field.classes["level"].map({"refuse": 0, "conditions": 1, "accept": 2}).reindex(shaken.columns)
    assert shaken.eq(official, axis=1).all(axis=None)
