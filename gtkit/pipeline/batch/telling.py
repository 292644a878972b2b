"""What a batch says to a person: a line when a run ends, and how many ended how."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import get_args

from gtkit.pipeline.batch.order import Outcome, State
from gtkit.words import Words

STATES: tuple[State, ...] = get_args(State)


def line(place: int, of: int, outcome: Outcome, words: Words) -> str:
    """One run that ended: which, how, why or in what time.

    Parameters
    ----------
    place, of : int
        The place in the order in which runs end, and how many there are.
    outcome : Outcome
    words : Words

    Returns
    -------
    str: plain text; a failure tells épreuve, cell and cause where it has them.
    """
    state = words.say(f"batch.state.{outcome.state}")
    place_of = f"{str(place).rjust(len(str(of)))}/{of}"
    if outcome.state in ("skipped", "interrupted"):
        return words.say("batch.line", place=place_of, what=outcome.engagement, state=state)
    if outcome.sound:
        seconds = words.number(outcome.seconds, 1)
        return words.say("batch.line.ok", place=place_of, what=outcome.engagement, state=state, seconds=seconds)
    cause = why(outcome, words)
    return words.say("batch.line.failed", place=place_of, what=outcome.engagement, state=state, cause=cause)


def why(outcome: Outcome, words: Words) -> str:
    """Épreuve, cell and cause of a failure, as far as they are known; no word of the client's; empty without one."""
    if outcome.sound or outcome.state == "interrupted":
        return ""
    cell = str(outcome.cell or "?")
    where = (
        words.say("batch.where", epreuve=words.say(f"overview.epreuve.{outcome.epreuve}"), cell=cell)
        if outcome.epreuve
        else ""
    )
    return ", ".join(filter(None, (where, outcome.cause or outcome.code)))


def sentences(outcome: Outcome, words: Words) -> tuple[str, ...]:
    """What to tell of a run that failed: its own sentences, or one for a process that died or was late."""
    if outcome.messages or outcome.sound or outcome.state == "interrupted":
        return outcome.messages
    return (words.say(f"errors.{outcome.code}", where=outcome.engagement, found=outcome.cause),)


def summary(outcomes: Iterable[Outcome], words: Words) -> str:
    """How many ended how, in one line; a state that none is in is left out."""
    count = Counter(outcome.state for outcome in outcomes)
    said = [words.say(f"batch.count.{state}", n=str(count[state])) for state in STATES if count[state]]
    return words.say("batch.summary", total=str(count.total()), counts=" · ".join(said))
