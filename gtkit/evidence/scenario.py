"""A what-if beside its base: which settings were changed, and what that does to the verdict and the key figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from gtkit.errors import OutOfRange
from gtkit.evidence.statement import Quantity, Statement
from gtkit.evidence.verdict import Verdict

Setting: TypeAlias = "str | int | float | date | None"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One setting that is not the engagement's own: `name` is its épreuve and key ("customer_value.annual_rate").

    Raises OutOfRange when both values are the same: that is no change.
    """

    name: str
    base: Setting
    played: Setting

    def __post_init__(self) -> None:
        if self.base == self.played:
            raise OutOfRange(self.name, found=self.played, expected=f"other than {self.base!r}")

    @property
    def key(self) -> str:
        """The setting's own name.

        >>> Change(name="customer_value.annual_rate", base=0.10, played=0.12).key
        'annual_rate'
        """
        return self.name.rpartition(".")[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class FigurePair:
    """A key figure at the base and in the scenario; None where it cannot be computed, and `reason` may say why.

    Raises OutOfRange when it is nowhere, or when the two are not of one unit.
    """

    key: str
    base: Quantity | None
    played: Quantity | None
    reason: Statement | None = None

    def __post_init__(self) -> None:
        units = {quantity.unit for quantity in (self.base, self.played) if quantity is not None}
        if len(units) != 1:
            raise OutOfRange(self.key, found=sorted(units), expected="one unit")

    @property
    def difference(self) -> float | None:
        """What the scenario adds to the base, in the unit of the two; None where one of them is not known."""
        return None if self.base is None or self.played is None else self.played.value - self.base.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """Base and scenario of one épreuve; `reason` says why a verdict is undetermined, where one is and that is known.

    Raises OutOfRange when no setting was changed.
    """

    changes: tuple[Change, ...]
    base: Verdict
    played: Verdict
    figures: tuple[FigurePair, ...]
    reason: Statement | None = None

    def __post_init__(self) -> None:
        if not self.changes:
            raise OutOfRange("changes", found=0, expected="> 0")
