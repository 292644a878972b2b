"""The lines of all files of sales as arrays, and the way back to each file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

from gtkit.intake.faults import Fault
from gtkit.intake.sales import WorkedOut
from gtkit.intake.tables.part import Part
from gtkit.intake.values.coded import Coded, Codes

Flags = npt.NDArray[np.bool_]
Worked: TypeAlias = "tuple[Part, list[Fault], WorkedOut | None]"
Step: TypeAlias = "tuple[list[Part], list[Fault], list[WorkedOut | None]]"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Lines:
    """Lines in the order of the files; `sound` are those whose customer, date and amount were read.

    `who` numbers the customers, `day` counts days as NumPy does.
    """

    parts: tuple[Part, ...]
    who: Codes
    day: npt.NDArray[np.int64]
    amount: npt.NDArray[np.float64]
    sound: Flags

    def column(self, key: str) -> npt.NDArray[np.object_]:
        """A column of texts."""
        return np.concatenate([part.frame[key].to_numpy(dtype=object) for part in self.parts])

    def shares(self, values: npt.NDArray[Any]) -> list[npt.NDArray[Any]]:
        """What values of all lines are for each part."""
        starts = accumulate((len(part.frame) for part in self.parts), initial=0)
        return [values[start:end] for start, end in pairwise(starts)]

    def rows(self, flags: Flags) -> Iterator[tuple[Part, list[int]]]:
        """The flagged rows of each part that has any, as Excel numbers them."""
        for part, own in zip(self.parts, self.shares(flags), strict=True):
            if own.any():
                yield part, [part.rows[at] for at in np.flatnonzero(own).tolist()]

    def days(self, flags: Flags) -> list[int]:
        """How many days of a customer the flagged lines of each part make."""
        told = self.day[flags]
        first, span = (int(told.min()), int(np.ptp(told)) + 1) if told.size else (0, 1)
        pairs = self.who * span + (self.day - first)
        return [len(pd.unique(own[kept])) for own, kept in zip(self.shares(pairs), self.shares(flags), strict=True)]


def part_by_part(parts: Sequence[Part], work: Callable[[Part], Worked]) -> Step:
    """Each part as a step leaves it, the faults of all, and for each what was worked out, None for nothing."""
    done, faults, told = [], [], []
    for part in parts:
        left, found, how = work(part)
        done.append(left)
        faults += found
        told.append(how)
    return done, faults, told


def gathered(parts: Sequence[Part]) -> Lines:
    """The lines of some parts of `transactions`."""
    dates = np.concatenate([part.frame["date"].to_numpy() for part in parts])
    amount = np.concatenate([part.frame["amount"].to_numpy(dtype=np.float64) for part in parts])
    who, names = pd.factorize(pd.concat([part.frame["customer_id"] for part in parts], ignore_index=True))
    blank = np.array([not name for name in names], dtype=bool)
    return Lines(
        parts=tuple(parts),
        who=who,
        day=dates.astype("datetime64[D]").astype(np.int64),
        amount=amount,
        sound=~(np.isnat(dates) | np.isnan(amount) | blank[who]),
    )


def cells_of(part: Part, key: str) -> Coded:
    """The cells of a column as the file gives them, those of the lines kept."""
    return Coded.of(part.raw.columns[part.positions[key]]).taken(np.array(part.kept, dtype=np.intp))


def blank(part: Part, key: str) -> Flags:
    """The lines on which a column is blank or absent, not those on which it cannot be read."""
    if key not in part.positions:
        return np.ones(len(part.frame), dtype=bool)
    column = cells_of(part, key)
    empty = np.array([isinstance(cell, str) and not cell.strip() for cell in column.uniques], dtype=bool)
    return empty[column.codes] if empty.size else np.zeros(0, dtype=bool)
