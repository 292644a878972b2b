"""What made the verdict: each criterion, its threshold, where the evidence stands."""

from __future__ import annotations

from gtkit.evidence import Criterion, Quantity, State, Statement, Unit, Verdict
from gtkit.present.exhibit import Origin
from gtkit.present.plates import Head, TableExhibit
from gtkit.words import Words

_NONE = "–"


def criteria_table(verdict: Verdict, words: Words, origin: Origin) -> TableExhibit:
    """Each criterion with its value, interval, threshold, fatal line and state.

    Parameters
    ----------
    verdict : Verdict
    words : Words
    origin : Origin

    Returns
    -------
    TableExhibit: in the verdict's own order.
    """
    met = sum(c.state is State.MET for c in verdict.criteria)
    values = {
        "n": Quantity(met, Unit.COUNT),
        "listed": Quantity(len(verdict.criteria), Unit.COUNT),
        "score": Quantity(verdict.score, Unit.SCORE),
    }
    return TableExhibit(
        words=words,
        title=Statement("table.criteria.title", values),
        columns=(
            Head("column.criterion"),
            Head("column.state"),
            Head("column.value", numeric=True),
            Head("column.interval", numeric=True),
            Head("column.threshold", numeric=True),
            Head("column.fatal", numeric=True),
        ),
        rows=tuple(_row(criterion, words) for criterion in verdict.criteria),
        origin=origin,
        note=Statement("table.criteria.note", {"thresholds": verdict.thresholds}),
    )


def _row(criterion: Criterion, words: Words) -> tuple[str, ...]:
    name = words.say(criterion.key)
    name = words.say("table.criteria.required", name=name) if criterion.required else name
    state = words.say(f"state.{criterion.state.value}")
    if criterion.quantity is None:
        why = words.say("table.criteria.unknown", state=state, reason=criterion.reason) if criterion.reason else state
        return name, why, _NONE, _NONE, _NONE, _NONE
    told = f"{criterion.key}.{criterion.state.value}"  # a yes-or-no criterion is told in words, not as 0 or 1
    if words.knows(told):
        return name, state, words.say(told), _NONE, _NONE, _NONE
    unit, interval = criterion.quantity.unit, criterion.quantity.interval
    ends = (words.figure(interval.low, unit), words.figure(interval.high, unit)) if interval else ("", "")
    return (
        name,
        state,
        words.quantity(criterion.quantity),
        words.say("exact") if ends[0] == ends[1] else words.say("range", low=ends[0], high=ends[1]),
        words.figure(criterion.threshold, unit),
        _fatal(criterion, words),
    )


def _fatal(criterion: Criterion, words: Words) -> str:
    """The fatal line, and what is held against it where that is not the criterion's own value."""
    if criterion.fatal is None or criterion.quantity is None:
        return _NONE
    line, held = words.figure(criterion.fatal, criterion.quantity.unit), criterion.fatal_quantity
    return line if held is None else words.say(f"{criterion.key}.fatal", fatal=line, held=held)
