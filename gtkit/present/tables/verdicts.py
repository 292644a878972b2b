"""The five verdicts, in figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gtkit.evidence import Answer, Level, Part, Statement
from gtkit.evidence.quantities import count
from gtkit.present.exhibit import Origin
from gtkit.present.plates import Head, TableExhibit
from gtkit.words import Words

_NONE = "–"


def verdicts_table(
    verdicts: Sequence[Part],
    scores: Mapping[str, tuple[float, float | None]],
    answers: Sequence[Answer],
    words: Words,
    origin: Origin,
) -> TableExhibit:
    """Each épreuve: verdict, score, how constant, how many of its questions are answered.

    Parameters
    ----------
    verdicts : sequence of Part
    scores : mapping of slug -> (score, robustness)
        Score 0 to 100; robustness a share, None where nothing could be resampled.
    answers : sequence of Answer
        Of all épreuves.
    words : Words
    origin : Origin

    Returns
    -------
    TableExhibit: in the order given.
    """
    rows = []
    for part in verdicts:
        score, constant = scores[part.slug]
        asked = [answer for answer in answers if answer.question.partition(".")[0] == str(part.number)]
        known = sum(answer.level is not Level.UNDETERMINED for answer in asked)
        rows.append(
            (
                words.say(part.name),
                words.say(f"level.{part.level.value}"),
                words.number(score),
                _NONE if constant is None else words.share(constant),
                words.say("answered", n=count(known), asked=count(len(asked))),
            )
        )
    passed = sum(part.level is Level.PASSED for part in verdicts)
    return TableExhibit(
        words=words,
        title=Statement("table.verdicts.title", {"n": count(passed)}),
        columns=(
            Head("column.epreuve"),
            Head("column.verdict"),
            Head("column.score", numeric=True),
            Head("column.robustness", numeric=True),
            Head("column.answered", numeric=True),
        ),
        rows=tuple(rows),
        origin=origin,
        note=Statement("table.verdicts.note"),
    )
