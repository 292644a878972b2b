"""How long the customers of each tier stay: the share still there, year after year."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes

from gtkit.evidence import Name, Quantity, Statement, Unit, Value
from gtkit.present.exhibit import Origin
from gtkit.present.labels import clip, scale
from gtkit.present.plates import FigureExhibit, drawn
from gtkit.present.theme import ENERGY, INK, VALUE, VALUE_SOFT
from gtkit.scoring.customers.retention_by_tier import RetentionByTier
from gtkit.words import Words

SHOWN = 4  # tiers; more curves than that cannot be told apart
ALIKE = 0.10  # p-value of the log-rank test from which the tiers are not told apart
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
    ends = []
    for (name, curve), (colour, dashes) in zip(list(tiers.curves.items())[:SHOWN], _LOOKS, strict=False):
        steps = curve.steps[curve.steps.index <= horizon]
        at = np.r_[0.0, steps.index.to_numpy(), horizon]
        kept = np.r_[1.0, steps["retained"].to_numpy()]
        kept = np.append(kept, kept[-1])
        ax.step(at, kept, where="post", color=colour, linestyle=dashes, linewidth=2.0)
        ends.append((float(kept[-1]), name))
    for height, (kept_last, name) in zip(_apart([end for end, _ in ends]), ends, strict=True):
        told = words.say("mark.tier_kept", tier=clip(name, width=10), share=Quantity(kept_last, Unit.SHARE))
        ax.annotate(told, (horizon, height), (5, 0), textcoords="offset points", va="center", color=INK)
    scale(ax, "y", Unit.SHARE, words)
    scale(ax, "x", Unit.YEARS, words)
    ax.set_xlim(0, horizon * 1.34)
    ax.set_xticks([tick for tick in ax.get_xticks() if 0 <= tick <= horizon])
    ax.set_ylim(0, 1.04)
    ax.set_xlabel(words.say("axis.years_since_entry"))
    return ax


def retention_curves(tiers: RetentionByTier, words: Words, origin: Origin) -> FigureExhibit:
    """The drawing with its message, its description and its source."""
    kept = tiers.time_kept
    first, last = str(kept["years"].idxmin()), str(kept["years"].idxmax())
    values: dict[str, Value] = {
        "n": Quantity(float(kept["customers"].sum()), Unit.COUNT),
        "left": Quantity(float(kept["departures"].sum()), Unit.COUNT),
        "tier": Name(first),
        "years": Quantity(float(kept["years"].min()), Unit.YEARS),
        "other": Name(last),
        "longest": Quantity(float(kept["years"].max()), Unit.YEARS),
        "horizon": Quantity(tiers.horizon_years, Unit.YEARS),
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
