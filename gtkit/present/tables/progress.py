"""What each series says: progress, decline or noise, and what it rests on."""

from __future__ import annotations

from gtkit.evidence import Quantity, Statement, Unit
from gtkit.present.exhibit import Origin
from gtkit.present.figures.behaviour import series_name
from gtkit.present.plates import Head, TableExhibit
from gtkit.scoring.indicators.progress import Reading, Track
from gtkit.words import Words

_ABSENT = "–"
_ORDER = (Reading.DECLINE, Reading.PROGRESS, Reading.NOISE, Reading.UNREADABLE)


def progress_table(tracks: tuple[Track, ...], words: Words, origin: Origin) -> TableExhibit:
    """Each series with its reading, the reason, its last value, its usual level and limits.

    Parameters
    ----------
    tracks : tuple of Track
    words : Words
    origin : Origin

    Returns
    -------
    TableExhibit: declines first, then progress, noise, and what cannot be read.
    """
    found = {reading: sum(t.progress.reading is reading for t in tracks) for reading in Reading}
    ordered = sorted(tracks, key=lambda t: _ORDER.index(t.progress.reading))
    return TableExhibit(
        words=words,
        title=Statement(
            "table.progress.title",
            {
                "n": Quantity(len(tracks), Unit.COUNT),
                "progress": Quantity(found[Reading.PROGRESS], Unit.COUNT),
                "decline": Quantity(found[Reading.DECLINE], Unit.COUNT),
                "noise": Quantity(found[Reading.NOISE], Unit.COUNT),
            },
        ),
        columns=(
            Head("column.indicator"),
            Head("column.reading"),
            Head("column.reading_reason"),
            Head("column.unit"),
            Head("column.last_value", numeric=True),
            Head("column.usual_level", numeric=True),
            Head("column.usual_limits", numeric=True),
        ),
        rows=tuple(_row(track, words) for track in ordered),
        origin=origin,
        note=Statement("table.progress.note"),
    )


def _row(track: Track, words: Words) -> tuple[str, ...]:
    chart, reading = track.progress.chart, track.progress.reading
    why = words.say(f"why.{track.progress.reason}")
    if track.progress.seasonal:
        why = words.say("why.seasonal", why=why)
    level, limits = _ABSENT, _ABSENT
    if chart is not None and not chart.phases[-1].reason:
        phase = chart.phases[-1]
        level = words.number(phase.centre, 1)
        limits = words.say("range", low=words.number(phase.lower, 1), high=words.number(phase.upper, 1))
    last = words.number(track.last, 0 if track.last.is_integer() else 1)
    if track.progress.seasonal and chart is not None:
        last = words.say("last.seasonal", x=last, level=words.number(float(chart.points["value"].iloc[-1]), 1))
    name = series_name(track, words)
    return name, words.say(f"reading.{reading.value}"), why, track.unit or _ABSENT, last, level, limits
