"""The sort of opportunities against the limits of classes, written again from what the traces tell of it.

A class is 0 (refuse), 1 (on conditions) or 2 (accept).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from .raw import Figure

LIMITS = ("sous conditions", "accepter")
SENSE = {"plus est mieux": 1.0, "moins est mieux": -1.0}

Array = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The criteria of one kind of opportunity, all turned so that more is better.

    `limits` has shape (2, criteria), `barred` tells which criteria are barriers, shape (criteria,); `weights`, `q`, `p`
    and `v` have that shape too, or one row a draw.
    """

    limits: Array
    barred: npt.NDArray[np.bool_]
    weights: Array
    q: Array
    p: Array
    v: Array


def opportunities(figure: Figure) -> pd.DataFrame:
    """Every opportunity, with its class, and whether it is debated."""
    found = figure.table("Opportunités").set_index("opportunity")
    parts = [_sorted(scores, rules, figure.settings["cut"]) for scores, rules in by_kind(figure)]
    return found.join(pd.concat(parts))


def by_kind(figure: Figure) -> list[tuple[pd.DataFrame, Rules]]:
    """Scores and rules of each kind of opportunity; scores turned, opportunities x criteria."""
    criteria = figure.table("Critères").set_index("criterion")
    criteria = criteria.assign(weight=card_weights(criteria, figure.settings["card_ratio"]))
    sense = criteria["direction"].map(SENSE)
    limits = figure.table("Limites des classes").pivot(index="limit", columns="criterion", values="value")
    scores = _scores(figure)[criteria.index] * sense
    limits = limits.loc[list(LIMITS), criteria.index] * sense
    kinds = figure.table("Opportunités").set_index("opportunity")["kind"]
    parts = []
    for kind, rows in kinds.groupby(kinds):
        own = criteria[criteria["kind"].isna() | (criteria["kind"] == kind)]
        rules = Rules(
            limits=limits[own.index].to_numpy(),
            barred=own["veto"].notna().to_numpy(),
            weights=own["weight"].to_numpy(),
            q=own["indifference"].to_numpy(),
            p=own["preference"].to_numpy(),
            v=own["veto"].fillna(np.inf).to_numpy(),
        )
        parts.append((scores.loc[rows.index, own.index], rules))
    return parts


def card_weights(criteria: pd.DataFrame, ratio: float) -> pd.Series:
    """Weights from the cards: in a straight line from 1 to the ratio, one step a rank and one more a white card."""
    step = criteria.groupby("card_rank")["white_cards"].max().fillna(0) + 1
    height = step.cumsum().shift(fill_value=0.0)
    weight = 1 + (ratio - 1) * criteria["card_rank"].map(height) / height.max()
    return 100 * weight / weight.sum()


def credibility(gap: Array, rules: Rules) -> Array:
    """How far criteria support "at least as good", from what the other is better by; criteria along the last axis."""
    known = ~np.isnan(gap)
    gap = np.round(np.where(known, gap, -np.inf), 9)
    with np.errstate(divide="ignore", invalid="ignore"):
        support = np.where(gap <= rules.q, 1.0, np.clip((rules.p - gap) / (rules.p - rules.q), 0.0, 1.0))
        against = np.where(gap >= rules.v, 1.0, np.clip((gap - rules.p) / (rules.v - rules.p), 0.0, 1.0))
        against = np.where(np.isinf(rules.v), 0.0, against)
        weight = rules.weights * known
        whole = (weight * support).sum(axis=-1) / weight.sum(axis=-1)
        over = against > whole[..., None]
        held = np.where(over, (1 - against) / (1 - whole[..., None]), 1.0).prod(axis=-1)
    return np.asarray(whole * held)


def classes(scores: Array, rules: Rules, cut: Array | float) -> Array:
    """The highest class reached; unknown scores of a barrier keep from the best one."""
    reached = credibility(rules.limits - scores[..., None, :], rules) >= np.asarray(cut)[..., None] - 1e-9
    found = np.where(reached[..., 1], 2, np.where(reached[..., 0], 1, 0))
    blind = np.isnan(scores[..., rules.barred]).any(axis=-1)
    return np.where(blind, np.minimum(found, 1), found)


def _sorted(scores: pd.DataFrame, rules: Rules, cut: float) -> pd.DataFrame:
    g = scores.to_numpy()
    gap = rules.limits - g[:, None]
    level = classes(g, rules, cut)
    under = (credibility(-gap, rules) >= cut - 1e-9) & ~(credibility(gap, rules) >= cut - 1e-9)
    other = np.where(under[:, 0], 0, np.where(under[:, 1], 1, 2))
    blind = np.isnan(g[:, rules.barred]).any(axis=1)
    barred = (gap[:, 0] >= rules.v - 1e-9).any(axis=1)
    other = np.where(blind, np.minimum(other, 1), other)
    return pd.DataFrame({"level": level, "debated": (level != other) & ~barred}, index=scores.index)


def _scores(figure: Figure) -> pd.DataFrame:
    """Scores given, and for competence the worst lack of level among the skills required."""
    given = figure.table("Notes des opportunités").pivot(index="opportunity", columns="criterion", values="value")
    skills, asked = figure.table("Compétences"), figure.table("Compétences requises")
    lack = [
        max(0, row["level"] - _at_hand(skills[skills["skill"] == row["skill"]], row["people"]))
        for _, row in asked.iterrows()
    ]
    gap = pd.Series(lack, index=asked["opportunity"]).groupby(level=0).max()
    cases = figure.table("Opportunités")["opportunity"]
    given = given.reindex(cases)
    return given.assign(competence=given["competence"].fillna(gap))


def _at_hand(staff: pd.DataFrame, people: float) -> float:
    """The highest level that so many people hold or pass."""
    held = [level for level in staff["level"] if staff.loc[staff["level"] >= level, "people"].sum() >= people]
    return max(held, default=0)
