"""What an épreuve says: quantities with their unit, statements, answers, decisions, key figures and their trace.

A statement is a catalogue key and the values that fill it; `gtkit.words` makes the sentence. No prose here.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import TypeAlias

from gtkit.contracts import Source
from gtkit.errors import OutOfRange


class Unit(StrEnum):
    """How a quantity is read: the words that follow the figure, and how many decimals it bears."""

    MONEY = "money"
    MONEY_PER_YEAR = "money_per_year"
    MONEY_PER_HOUR = "money_per_hour"
    SHARE = "share"  # 0 to 1, printed as a percentage
    COUNT = "count"
    RATIO = "ratio"
    SCORE = "score"  # 0 to 100
    HOURS = "hours"
    DAYS = "days"
    YEARS = "years"
    COEFFICIENT = "coefficient"  # a correlation or a concordance, two decimals


@dataclass(frozen=True, slots=True)
class Interval:
    """A range that holds the true value with probability `level`.

    Raises OutOfRange when a bound is NaN or the bounds are crossed.

    >>> Interval(0.2, 0.4).width
    0.2
    """

    low: float
    high: float
    level: float = 0.90

    def __post_init__(self) -> None:
        if math.isnan(self.low) or math.isnan(self.high) or self.low > self.high:
            raise OutOfRange("interval", found=(self.low, self.high), expected="low <= high")

    @property
    def width(self) -> float:
        """Distance between the bounds, in the unit of the quantity."""
        return self.high - self.low


@dataclass(frozen=True, slots=True)
class Quantity:
    """A finite number, its unit, and its interval when it has one.

    Raises OutOfRange when the value is not finite: what cannot be computed is an undetermined answer, not a number.

    >>> Quantity(0.25, Unit.SHARE)
    Quantity(value=0.25, unit=<Unit.SHARE: 'share'>, interval=None)
    """

    value: float
    unit: Unit
    interval: Interval | None = None

    def __post_init__(self) -> None:
        if not math.isfinite(self.value):
            raise OutOfRange("quantity", found=self.value, expected="finite")


Value: TypeAlias = "Quantity | Name | date | Term | Statement | tuple[Name | Term | Statement, ...]"


@dataclass(frozen=True, slots=True)
class Name:
    """A text that comes from the data: a customer's code, a segment, a heading. Never translated, always escaped."""

    text: str


@dataclass(frozen=True, slots=True)
class Term:
    """A fixed word of the catalogue used inside a sentence: a level, a reason, a column's heading."""

    key: str


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence to be: catalogue key, and the values that fill it."""

    key: str
    values: Mapping[str, Value] = field(default_factory=lambda: MappingProxyType({}))


class Level(StrEnum):
    """What a question is answered: Oui, Sous conditions, Indéterminé, Non; worst last."""

    PASSED = "passed"
    CONDITIONAL = "conditional"
    UNDETERMINED = "undetermined"
    FAILED = "failed"

    @property
    def severity(self) -> int:
        """Rank from 0 (passed) to 3 (failed): a roll-up takes the highest."""
        return list(Level).index(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The answer to one row of the seed: `question` is its number ("3.8"), the page's anchor is ``q-3-8``.

    `statement` says it in a sentence; `missing` names table and column (``"customers.potential"``) that an
    undetermined answer waits for. Raises OutOfRange when an undetermined answer gives no reason.
    """

    question: str
    level: Level
    statement: Statement
    n: int
    as_of: date
    sources: tuple[Source, ...]
    missing: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.level is not Level.UNDETERMINED and not (self.n > 0 and self.sources):
            raise OutOfRange(f"answer {self.question}", found=self.n, expected="n > 0, sources")

    @property
    def anchor(self) -> str:
        """The id of its place in the page.

        A reader's link and the traceability test both use it.
        """
        return "q-" + self.question.replace(".", "-")


class DecisionKind(StrEnum):
    """What the organisation is asked to do."""

    DO = "do"
    STOP = "stop"
    MEASURE = "measure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One decision asked: what, by whom (a role, never a person), by when, and what it is expected to bring."""

    kind: DecisionKind
    statement: Statement
    owner: Term
    horizon_months: int
    effect: Quantity | None = None  # money, where it can be computed
    customers: tuple[str, ...] = ()  # ids of those whom it is about: two decisions about the same ones share an effect
    remark: Statement | None = None  # what another épreuve asks about the same customers


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """Where a number comes from: the function that made it, its settings, the files and rows it rests on."""

    function: str  # dotted name, "gtkit.valuation.customer_equity"
    formula: str  # LaTeX, without delimiters
    parameters: Mapping[str, float | str | int]
    sources: tuple[Source, ...]
    assumptions: tuple[Statement, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFigure:
    """A number of the first screen: label (catalogue key), quantity, trace."""

    key: str
    quantity: Quantity
    trace: Trace
