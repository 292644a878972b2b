"""Department by department: who cites management's priorities, how far its own lie, what it puts first."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pandas as pd

from gtkit.epreuves.alignment.lists import Lists, citing, overlaps
from gtkit.epreuves.alignment.settings import Settings
from gtkit.scoring.survey.coded_shares import coded_shares
from gtkit.scoring.survey.group_distance import group_distance, places
from gtkit.scoring.survey.intervals import hypergeometric, wilson

FIRST = 3  # priorities told of each department
SURE = 0.05  # probability under which chance is not believed


def by_department(lists: Lists, top: tuple[str, ...], settings: Settings) -> pd.DataFrame:
    """What each department that may be shown holds for a priority.

    Parameters
    ----------
    lists : Lists
    top : tuple of str
        Management's order of priorities.
    settings : Settings

    Returns
    -------
    DataFrame by group, farthest from management first: people (NaN without a frame), asked, citing (share) with low and
    high, overlap (mean), distance from management (0 to 1) and its p_value by permutation (NaN without management),
    first (tuple of the codes cited most), under (bool: surely below the threshold of citing), those of `coded_shares`
    for what may be shown of citing, far (bool: at `settings.far_distance` or beyond, and not by chance, with
    Holm's correction over the departments). Groups under `settings.smallest_group` are not there.
    """
    field, group = lists.field, lists.group[~lists.management]
    items = pd.Index(sorted({item for listed in lists.lists for item in listed}))
    given, directing = places(field, items), places(lists.directing, items)
    cites, near = citing(field, top, settings), overlaps(field, top, settings)
    rng, rows = settings.rng(), {}
    for name in sorted(set(group)):
        inside = (group == name).to_numpy()
        n = int(inside.sum())
        if n < settings.smallest_group:
            continue
        people = int(lists.population[name]) if lists.framed else None
        k = int(cites[inside].sum())
        level = settings.interval_level
        interval = wilson(k, n, level=level) if people is None else hypergeometric(k, n, people, level=level)
        apart = group_distance(given[inside], directing, rng=rng) if len(directing) and len(items) > 1 else None
        rows[name] = {
            "people": np.nan if people is None else people,
            "asked": n,
            "citing": k / n,
            "low": interval.low,
            "high": interval.high,
            "overlap": float(near[inside].mean()),
            "distance": apart.distance if apart else np.nan,
            "p_value": apart.p_value if apart else np.nan,
            "first": most_cited(field[inside]),
        }
    columns = ["people", "asked", "citing", "low", "high", "overlap", "distance", "p_value", "first"]
    table = pd.DataFrame.from_dict(rows, orient="index", columns=columns).rename_axis("group")
    hits = (table["citing"] * table["asked"]).astype(float).round().astype(int)
    table = table.join(coded_shares(hits, table["asked"], low=table["low"], high=table["high"]))
    table["under"] = table["high"] < settings.citing_threshold
    table["far"] = (table["distance"] >= settings.far_distance) & (holm(table["p_value"]) < SURE)
    return table.sort_values(["distance", "told"], ascending=[False, True], kind="stable")


def most_cited(lists: pd.Series, most: int = FIRST) -> tuple[str, ...]:
    """The codes that most people cite, by number then by name."""
    counts = Counter(str(item) for listed in lists for item in set(listed))
    return tuple(sorted(counts, key=lambda item: (-counts[item], item))[:most])


def holm(p_values: pd.Series) -> pd.Series:
    """P-values of several tests, corrected so that one false alarm among all of them stays as rare as in one.

    Source: Holm (1979), Scandinavian Journal of Statistics 6(2).

    >>> holm(pd.Series([0.01, 0.04, 0.03])).tolist()
    [0.03, 0.06, 0.06]
    """
    ordered = p_values.dropna().sort_values(kind="stable")
    left = np.arange(len(ordered), 0, -1)
    return (ordered * left).cummax().clip(upper=1.0).reindex(p_values.index)
