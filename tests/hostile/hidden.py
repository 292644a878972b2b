"""Departments too small to be shown, and what their people answered: dealt out among them, all totals kept."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from gtkit.samples import Sample

HIDDEN = ("Support technique", "Administration des ventes")  # four people and three
ANSWERS = ("priorities", "priority_codes", "survey", "card_sort", "ideas")


def dealt(sample: Sample, *, step: int) -> tuple[Sample, int]:
    """The sample with all answers of hidden people passed on, `step` places, to others of whom the same was asked.

    Returns
    -------
    (Sample, int): and how many people answer otherwise than they did, in a department that is not theirs.
    """
    people = sample.tables["collaborators"].set_index("collaborator_id")["service"]
    hidden = sorted(people.index[people.isin(HIDDEN)])
    kind = {p: tuple(bool((sample.tables[t]["collaborator_id"] == p).any()) for t in ANSWERS) for p in hidden}
    new: dict[str, str] = {}
    for asked in set(kind.values()):
        alike = [p for p in hidden if kind[p] == asked]
        new |= dict(zip(alike, alike[step % len(alike) :] + alike[: step % len(alike)], strict=True))
    tables = {**sample.tables, **{t: _renamed(sample.tables[t], new) for t in ANSWERS}}
    return replace(sample, tables=tables), sum(people[a] != people[b] and any(kind[a]) for a, b in new.items())


def _renamed(frame: pd.DataFrame, new: dict[str, str]) -> pd.DataFrame:
    return frame.assign(collaborator_id=frame["collaborator_id"].replace(new))
