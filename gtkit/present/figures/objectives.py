"""Which indicator measures which objective: the matrix, with what is measured by none."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from gtkit.evidence import Name, Quantity, Statement, Unit, Value
from gtkit.present.exhibit import Origin
from gtkit.present.figures.rows import SCREEN, legend, name_rows, tall, told_names
from gtkit.present.labels import fold
from gtkit.present.plates import FigureExhibit, drawn
from gtkit.present.theme import ENERGY, INK, LINE, NARROW, VALUE, WIDE, narrow
from gtkit.scoring.indicators.audit import STRONG
from gtkit.words import Words

_HEAD = 0.15  # inches of a line of an objective's name
_LETTER, _ROOM = 5.2, 530.0  # points: of a letter, of names and columns together on a screen
_UPRIGHT, _LINES, _TURNED = 10, 6, 24  # letters under which heads are turned; their lines, and letters once turned


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
    ax.vlines(range(len(columns)), -0.5, len(rows) - 0.5, color=LINE, linewidth=0.6, zorder=0)
    heads, turned = _heads(objectives["label"], told_names(labels.index, labels), phone=narrow(ax))
    ax.set_xticks(range(len(columns)), heads)
    ax.xaxis.tick_top()
    ax.tick_params(axis="x", labelcolor=INK)
    for head in ax.get_xticklabels() if turned else ():
        head.set(rotation=90, multialignment="left")
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
    names = told_names(labels.index, labels)
    sizes = []
    for size in (WIDE, NARROW):
        heads, turned = _heads(objectives["label"], names, phone=size.phone)
        lines = [line for head in heads for line in head.split("\n")]
        deep = max(map(len, lines)) * _LETTER / 72 if turned else _HEAD * max(head.count("\n") + 1 for head in heads)
        sizes.append(tall(size, names, more=deep))
    wide, narrow_ = drawn(lambda ax: draw(objectives, links, labels, words, ax), wide=sizes[0], narrow=sizes[1])
    return FigureExhibit(
        words=words,
        title=Statement("figure.objective_matrix.title" if missing else "figure.objective_matrix.title_whole", values),
        alt=Statement("figure.objective_matrix.alt", values),
        wide=wide,
        narrow=narrow_,
        origin=origin,
    )


def _heads(objectives: Sequence[str] | pd.Series, names: Sequence[str], *, phone: bool) -> tuple[list[str], bool]:
    """Names of the objectives, level where a screen has room for their words, else turned; and whether they are."""
    longest = min(SCREEN[0], max(map(len, names), default=0))
    letters = int((_ROOM - longest * _LETTER) / _LETTER / max(len(objectives), 1))
    if phone or letters < _UPRIGHT or any(len(word) > letters for label in objectives for word in label.split()):
        return [fold(str(label), width=_TURNED) for label in objectives], True
    return [fold(str(label), width=letters, lines=_LINES) for label in objectives], False


def _uncovered(objectives: pd.DataFrame, links: pd.DataFrame) -> list[str]:
    strong = set(links.loc[links["strength"] >= STRONG, "objective"])
    return [str(key) for key in objectives.index if key not in strong]
