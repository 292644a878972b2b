"""Which indicator measures which objective: the matrix, with what is measured by none."""

from __future__ import annotations

from textwrap import wrap

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from gtkit.evidence import Name, Quantity, Statement, Unit, Value
from gtkit.present.exhibit import Origin
from gtkit.present.figures.rows import legend, name_rows, told_names
from gtkit.present.labels import clip
from gtkit.present.plates import FigureExhibit, drawn
from gtkit.present.theme import ENERGY, INK, LINE, NARROW, VALUE, WIDE, Size, narrow
from gtkit.scoring.indicators.audit import STRONG
from gtkit.words import Words

_ROW, _HEAD = 0.25, 2.3  # inches


def draw(objectives: pd.DataFrame, links: pd.DataFrame, labels: pd.Series, words: Words, ax: Axes) -> Axes:
    """Indicators in rows, objectives in columns: a full disc where the link is strong, an open one where it is weak.

    Parameters
    ----------
    objectives : DataFrame by objective
        Column label; the heaviest first.
    links : DataFrame
        indicator, objective, strength (0, 1 or 3).
    labels : Series by indicator
        Label of every indicator: those without a link are orphans, and are drawn.
    words : Words
    ax : Axes

    Returns
    -------
    Axes: the one given.
    """
    rows = {key: place for place, key in enumerate(labels.index)}
    columns = {key: place for place, key in enumerate(objectives.index)}
    for strong in (True, False):
        held = links[(links["strength"] >= STRONG) if strong else links["strength"].between(1, STRONG - 1)]
        ax.plot(
            held["objective"].map(columns),
            held["indicator"].map(rows),
            linestyle="",
            marker="o",
            markersize=8 if strong else 6,
            color=VALUE,
            markerfacecolor=VALUE if strong else "none",
        )
    for objective in _uncovered(objectives, links):
        ax.axvspan(columns[objective] - 0.42, columns[objective] + 0.42, facecolor="none", edgecolor=ENERGY, hatch="//")
    name_rows(ax, told_names(labels.index, labels))
    ax.hlines(range(len(rows)), -0.5, len(columns) - 0.5, color=LINE, linewidth=0.6, zorder=0)
    heads = ["\n".join(wrap(clip(str(label), width=46), 24)) for label in objectives["label"]]
    ax.set_xticks(range(len(columns)), heads, rotation=90 if narrow(ax) else 40, ha="center" if narrow(ax) else "left")
    ax.xaxis.tick_top()
    ax.tick_params(axis="x", labelcolor=INK)
    ax.set_xlim(-0.6, len(columns) - 0.4)
    ax.spines[:].set_visible(False)
    marks: list[Artist] = [
        Line2D([], [], linestyle="", marker="o", color=VALUE, label=words.say("mark.strong_link")),
        Line2D([], [], linestyle="", marker="o", color=VALUE, fillstyle="none", label=words.say("mark.weak_link")),
    ]
    if _uncovered(objectives, links):
        marks.append(Patch(facecolor="none", edgecolor=ENERGY, hatch="//", label=words.say("mark.uncovered")))
    legend(ax, marks)
    return ax


def objective_matrix(
    aligned: tuple[pd.DataFrame, pd.DataFrame], labels: pd.Series, words: Words, origin: Origin
) -> FigureExhibit:
    """The drawing with its message, its description and its source."""
    objectives, links = aligned
    missing = _uncovered(objectives, links)
    weights = objectives["weight"]
    orphans = set(labels.index) - set(links.loc[links["strength"] > 0, "indicator"])
    values: dict[str, Value] = {
        "n": Quantity(len(missing), Unit.COUNT),
        "listed": Quantity(len(objectives), Unit.COUNT),
        "names": tuple(Name(str(objectives["label"][key])) for key in missing),
        "share": Quantity(float(1 - weights[missing].sum() / weights.sum()), Unit.SHARE),
        "indicators": Quantity(len(labels), Unit.COUNT),
        "orphans": Quantity(len(orphans), Unit.COUNT),
    }
    height = _HEAD + _ROW * len(labels)
    sizes = (Size(WIDE.width, height), Size(NARROW.width, height))
    wide, narrow_ = drawn(lambda ax: draw(objectives, links, labels, words, ax), wide=sizes[0], narrow=sizes[1])
    return FigureExhibit(
        words=words,
        title=Statement("figure.objective_matrix.title" if missing else "figure.objective_matrix.title_whole", values),
        alt=Statement("figure.objective_matrix.alt", values),
        wide=wide,
        narrow=narrow_,
        origin=origin,
    )


def _uncovered(objectives: pd.DataFrame, links: pd.DataFrame) -> list[str]:
    strong = set(links.loc[links["strength"] >= STRONG, "objective"])
    return [str(key) for key in objectives.index if key not in strong]
