"""How long the customers of each tier stay: the share still there, year after year."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes

from gtkit.evidence import Name, Quantity, Statement, Unit, Value
from gtkit.evidence.quantities import share
from gtkit.present.exhibit import Origin
from gtkit.present.labels import clip, scale
from gtkit.present.plates import FigureExhibit, drawn
from gtkit.present.theme import ENERGY, INK, VALUE, VALUE_SOFT
from gtkit.scoring.customers.retention import RetentionCurve
from gtkit.scoring.customers.retention_by_tier import RetentionByTier
from gtkit.words import Words

SHOWN = 4  # tiers; more curves than that cannot be told apart
ALIKE = 0.10  # p-value of the log-rank test from which the tiers are not told apart
_NAME = 8  # characters of a tier's name in the title
_LOOKS = ((VALUE, "-"), (ENERGY, "--"), (VALUE_SOFT, "-."), (INK, ":"))


def draw(tiers: RetentionByTier, words: Words, ax: Axes) -> Axes:
    """A falling step curve a tier, over the years that all were seen, each named at its end.

    Parameters
    ----------
    tiers : RetentionByTier
    words : Words
    ax : Axes

    Returns
    -------
    Axes: the one given.
    """
    horizon = tiers.horizon_years
    for (_, curve), (colour, dashes) in zip(_shown(tiers), _LOOKS, strict=False):
        steps = curve.steps[curve.steps.index <= horizon]
        at = np.r_[0.0, steps.index.to_numpy(), horizon]
        kept = np.r_[1.0, steps["retained"].to_numpy()]
        kept = np.append(kept, kept[-1])
        ax.step(at, kept, where="post", color=colour, linestyle=dashes, linewidth=2.0)
    ends = _ends(tiers)
    for height, (name, kept_last) in zip(_apart(list(ends.values())), ends.items(), strict=True):
        told = words.say("mark.tier_kept", tier=clip(name, width=10), share=share(kept_last))
        ax.annotate(told, (horizon, height), (5, 0), textcoords="offset points", va="center", color=INK)
    scale(ax, "y", Unit.SHARE, words)
    scale(ax, "x", Unit.YEARS, words)
    ax.set_xlim(0, horizon * 1.34)
    ax.set_xticks([tick for tick in ax.get_xticks() if 0 <= tick <= horizon])
    ax.set_ylim(0, 1.04)
    ax.set_xlabel(words.say("axis.years_since_entry"))
    ax.set_ylabel(words.say("axis.kept_share"))
    return ax


def retention_curves(tiers: RetentionByTier, words: Words, origin: Origin) -> FigureExhibit:
    """The drawing with its message, its description and its source."""
    kept = tiers.time_kept
    first, last = str(kept["years"].idxmin()), str(kept["years"].idxmax())
    least, *others = sorted(_ends(tiers).items(), key=lambda end: end[1])
    values: dict[str, Value] = {
        "n": Quantity(float(kept["customers"].sum()), Unit.COUNT),
        "left": Quantity(float(kept["departures"].sum()), Unit.COUNT),
        "tier": Name(first),
        "years": Quantity(float(kept["years"].min()), Unit.YEARS),
        "other": Name(last),
        "longest": Quantity(float(kept["years"].max()), Unit.YEARS),
        "horizon": Quantity(tiers.horizon_years, Unit.YEARS),
        "least": Name(clip(least[0], width=_NAME)),
        "share": share(least[1]),
        "others": tuple(
            Statement("kept.in_tier", {"share": share(end), "tier": Name(clip(name, width=_NAME))})
            for name, end in reversed(others)
        ),
    }
    wide, narrow = drawn(lambda ax: draw(tiers, words, ax))
    return FigureExhibit(
        words=words,
        title=Statement("figure.retention.title_alike" if tiers.p_value >= ALIKE else "figure.retention.title", values),
        alt=Statement("figure.retention.alt", values),
        wide=wide,
        narrow=narrow,
        origin=origin,
    )


def _shown(tiers: RetentionByTier) -> list[tuple[str, RetentionCurve]]:
    return list(tiers.curves.items())[:SHOWN]


def _ends(tiers: RetentionByTier) -> dict[str, float]:
    """Share of each tier shown that is still there at the horizon."""
    kept = {name: curve.steps["retained"][curve.steps.index <= tiers.horizon_years] for name, curve in _shown(tiers)}
    return {name: float(steps.iloc[-1]) if len(steps) else 1.0 for name, steps in kept.items()}


def _apart(ends: list[float]) -> list[float]:
    """Heights of the labels: as near to the ends of the curves as they can be without lying on each other."""
    gap = 0.08
    heights = [0.0] * len(ends)
    below = -gap
    for k in np.argsort(ends, kind="stable"):
        below = max(ends[k], below + gap)
        heights[k] = below
    over = max(0.0, max(heights, default=0.0) - 1.0)
    return [height - over for height in heights]
