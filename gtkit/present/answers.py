"""The answer to one question of the seed, with the exhibits that prove it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from gtkit.contracts import TABLES
from gtkit.evidence import Answer, Level, Quantity, Unit
from gtkit.present.exhibit import Exhibit, Origin
from gtkit.words import Words


@dataclass(frozen=True, slots=True)
class Plate:
    """An exhibit to be made from results, or left out when one of them is None or an empty tuple."""

    make: Callable[..., Exhibit]
    results: tuple[object, ...]

    @property
    def complete(self) -> bool:
        """Whether there is something to show."""
        return not any(result is None or (isinstance(result, tuple) and not result) for result in self.results)


def plate(make: Callable[..., Exhibit], *results: object) -> Plate:
    """Ask for an exhibit of these results; `make` takes them, then words and origin."""
    return Plate(make, results)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerCard(Exhibit):
    """A question, its answer in a word and a sentence, on how much it rests, its exhibits and its method.

    An undetermined answer says what is missing, in the headings that the organisation knows.
    """

    kind: ClassVar[str] = "answer"
    answer: Answer
    exhibits: tuple[Exhibit, ...] = ()

    @property
    def heading(self) -> str:
        """The seed's question, in the page's language."""
        return self.words.say(f"question.{self.answer.question}")

    @property
    def level_word(self) -> str:
        """Oui, Sous conditions, Indéterminé or Non."""
        return self.words.say(f"level.{self.answer.level.value}")

    @property
    def sentence(self) -> str:
        """The answer's sentence; of an undetermined one, the reason."""
        said = self.words.say(self.answer.statement)
        return said[:1].upper() + said[1:]

    @property
    def undetermined(self) -> bool:
        """Whether the data do not say."""
        return self.answer.level is Level.UNDETERMINED

    @property
    def missing(self) -> tuple[tuple[str, ...], ...]:
        """Table and column that the answer waits for, as the workbook heads them."""
        return tuple(_heading(name, self.words) for name in self.answer.missing)

    @property
    def n(self) -> Quantity:
        """How many units the answer rests on."""
        return Quantity(self.answer.n, Unit.COUNT)

    @property
    def origin(self) -> Origin:
        """The files behind it."""
        return Origin.of(self.answer)

    @property
    def method(self) -> str | None:
        """How such an answer is established; None where the catalogue does not know, as for a method to come."""
        key = f"how.{self.answer.question}"
        return self.words.say(key) if self.words.knows(key) else None

    @property
    def told(self) -> str:
        """Number, level and sentence."""
        return f"{self.answer.question} — {self.level_word} — {self.sentence}"

    @property
    def marker(self) -> dict[str, str]:
        """Anchor, heading and level, for the page's contents."""
        return {
            "kind": self.kind,
            "anchor": self.answer.anchor,
            "number": self.answer.question,
            "heading": self.heading,
            "level": self.answer.level.value,
            "level_word": self.level_word,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class ExhibitList(Exhibit):
    """Exhibits one after the other, under a heading of the page's own."""

    kind: ClassVar[str] = "exhibits"
    exhibits: tuple[Exhibit, ...] = ()

    @property
    def told(self) -> str:
        """The message of each."""
        return " · ".join(exhibit.told for exhibit in self.exhibits)


def answer_card(answer: Answer, words: Words, *plates: Plate) -> AnswerCard:
    """An answer with those of its exhibits whose results exist."""
    return AnswerCard(words=words, answer=answer, exhibits=_made(answer, words, plates))


def exhibit_list(answer: Answer, words: Words, *plates: Plate) -> ExhibitList:
    """Exhibits whose results exist, from the same files as an answer."""
    return ExhibitList(words=words, exhibits=_made(answer, words, plates))


def _made(answer: Answer, words: Words, plates: tuple[Plate, ...]) -> tuple[Exhibit, ...]:
    return tuple(p.make(*p.results, words, Origin.of(answer)) for p in plates if p.complete)


def _heading(name: str, words: Words) -> tuple[str, ...]:
    table, _, column = name.partition(".")
    if table not in TABLES or column not in TABLES[table].keys:
        return (name,)
    where, what = TABLES[table], TABLES[table].column(column)
    return (where.french, what.french) if words.lang == "fr" else (where.english, what.english)
