"""How an answer of épreuve 3 is put together from results."""

from __future__ import annotations

from collections.abc import Mapping

from gtkit.epreuves.customer_value.results import Results
from gtkit.evidence import Answer, Interval, Level, Quantity, Statement, Unit, Value


def known(
    results: Results, question: str, level: Level, *, n: int, tables: tuple[str, ...], values: Mapping[str, Value]
) -> Answer:
    """An answer that the data give; its sentence is ``answer.<question>.<level>``."""
    return Answer(
        question=question,
        level=level,
        statement=Statement(f"answer.{question}.{level.value}", values),
        n=n,
        as_of=results.settings.as_of,
        sources=results.sources(*tables),
    )


def unknown(results: Results, question: str, reason: str, *missing: str) -> Answer:
    """An undetermined answer: the catalogue key of its reason, and the columns or settings that it waits for."""
    return Answer(
        question=question,
        level=Level.UNDETERMINED,
        statement=Statement(reason),
        n=0,
        as_of=results.settings.as_of,
        sources=(),
        missing=missing,
    )


def no_value(results: Results, question: str) -> Answer:
    """The answer where customers could not be valued: no margin, or too few repeat customers."""
    if results.base is None:
        return unknown(results, question, "reason.no_margin", "transactions.margin")
    return unknown(results, question, "reason.few_repeaters", "transactions.customer_id")


def count(value: float) -> Quantity:
    """A number of things."""
    return Quantity(float(value), Unit.COUNT)


def share(value: float, interval: Interval | None = None) -> Quantity:
    """A share, 0 to 1."""
    return Quantity(float(value), Unit.SHARE, interval)


def money(value: float, interval: Interval | None = None) -> Quantity:
    """An amount in the engagement's currency."""
    return Quantity(float(value), Unit.MONEY, interval)
