"""What the questionnaire says: perceptions item by item, and energy by clarity."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from gtkit.contracts import Tables
from gtkit.epreuves.alignment.settings import Settings
from gtkit.errors import NotEstimable
from gtkit.scoring.customers.equivalence import Equivalence, rank_link
from gtkit.scoring.survey.intervals import hypergeometric, wilson

THIRDS = ("low", "middle", "high")


@dataclass(frozen=True, slots=True, kw_only=True)
class Clarity:
    """Energy against clarity, person by person.

    Attributes
    ----------
    link : Spearman's correlation of the two, with its interval. thirds : DataFrame by third of clarity (THIRDS):
        people, clarity and energy (means, 0 to 1), low and high (interval of the mean energy).
    """

    link: Equivalence
    thirds: pd.DataFrame


def marks(tables: Tables) -> pd.DataFrame | None:
    """Marks between 0 and 1, people x items, items against the grain turned; None without a questionnaire."""
    if not {"survey", "survey_items"} <= set(tables):
        return None
    items = tables["survey_items"].frame.set_index("item")
    told = tables["survey"].frame
    told = told[told["item"].isin(items.index)]
    if told.empty:
        return None
    sheet = told.pivot(index="collaborator_id", columns="item", values="mark")
    highest = items.loc[sheet.columns, "highest"]
    scaled = (sheet.clip(upper=highest, axis=1) - 1) / (highest - 1)
    turned = items.index[items["reversed"]].intersection(sheet.columns)
    return scaled.assign(**{str(item): 1 - scaled[item] for item in turned})


def perceptions(tables: Tables, settings: Settings) -> pd.DataFrame | None:
    """Share of people in the two best marks, item by item.

    Returns
    -------
    DataFrame by item of the theme "perception", best first: label, asked, share, low, high; None without one. Items
    that fewer people than `settings.smallest_group` marked are not there.
    """
    if not {"survey", "survey_items"} <= set(tables):
        return None
    items = tables["survey_items"].frame.query("theme == 'perception'").set_index("item")
    told = tables["survey"].frame
    people = None
    if "collaborators" in tables:
        frame = tables["collaborators"].frame["collaborator_id"]
        told, people = told[told["collaborator_id"].isin(frame)], len(frame)
    rows = {}
    for item, row in items.iterrows():
        given = told.loc[told["item"] == item, "mark"]
        if len(given) < settings.smallest_group:
            continue
        best = given <= 2 if row["reversed"] else given >= row["highest"] - 1
        k, n, level = int(best.sum()), len(given), settings.interval_level
        interval = wilson(k, n, level=level) if people is None else hypergeometric(k, n, people, level=level)
        rows[item] = {"label": row["label"], "asked": n, "share": k / n, "low": interval.low, "high": interval.high}
    if not rows:
        return None
    table = pd.DataFrame.from_dict(rows, orient="index").rename_axis("item")
    return table.sort_values(["share", "label"], ascending=[False, True], kind="stable")


def clarity(tables: Tables, shared: pd.DataFrame | None, settings: Settings) -> Clarity | None:
    """Energy against clarity; None without both, or where too few people can be shown.

    Parameters
    ----------
    tables : mapping of CheckedTable
    shared : DataFrame by person, or None
        Columns citing (bool) and overlap (0 to 1), of the people whose priorities are known.
    settings : Settings

    Returns
    -------
    Clarity: a person's clarity is the mean of the marks of that theme and, where known, of citing and overlap.
    """
    sheet = marks(tables)
    if sheet is None:
        return None
    theme = tables["survey_items"].frame.set_index("item")["theme"].reindex(sheet.columns)
    parts = {name: sheet.loc[:, (theme == name).to_numpy()].mean(axis=1) for name in ("clarity", "energy")}
    known = [parts["clarity"]]
    if shared is not None:
        known += [shared["citing"].astype(float).reindex(sheet.index), shared["overlap"].reindex(sheet.index)]
    both = pd.DataFrame({"clarity": pd.concat(known, axis=1).mean(axis=1), "energy": parts["energy"]}).dropna()
    both = both.sort_values(["clarity", "energy"])  # by marks, not by persons: ties and draws tell of none
    if len(both) < 3 * settings.smallest_group:
        return None
    try:
        link = rank_link(both["clarity"].to_numpy(), both["energy"].to_numpy())
    except NotEstimable:
        return None
    return Clarity(link=link, thirds=_thirds(both, settings))


def _thirds(both: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    order = both["clarity"].rank(method="first")
    third = pd.cut(order, 3, labels=list(THIRDS))
    rng, rows = settings.rng(), {}
    tail = (1 - settings.interval_level) / 2
    for name in THIRDS:
        inside = both[third == name]
        energy = inside["energy"].to_numpy()
        means = rng.choice(energy, (2_000, len(energy))).mean(axis=1)
        low, high = np.quantile(means, [tail, 1 - tail])
        rows[name] = (len(inside), float(inside["clarity"].mean()), float(energy.mean()), float(low), float(high))
    return pd.DataFrame.from_dict(rows, orient="index", columns=["people", "clarity", "energy", "low", "high"])
