"""Dated rates of exchange: for each currency, what one unit is worth in the engagement's from a day on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np
import numpy.typing as npt
import pandas as pd

from gtkit.contracts import Table
from gtkit.intake.faults import Fault, numbered
from gtkit.intake.tables.located import located
from gtkit.intake.tables.part import Part
from gtkit.intake.values.coded import Codes


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Series:
    """The rates of one currency in order of their days, and where each stands."""

    day: npt.NDArray[np.int64]
    rate: npt.NDArray[np.float64]
    part: Codes
    row: Codes  # as Excel numbers it

    def places(self, days: npt.NDArray[np.int64]) -> Codes:
        """The last rate on or before each day, -1 where there is none.

        >>> none = np.array([0, 0])
        >>> euro = Series(day=np.array([10, 20]), rate=np.array([1.1, 1.2]), part=none, row=none)
        >>> euro.places(np.array([9, 10, 19, 30])).tolist()
        [-1, 0, 0, 1]
        """
        return np.searchsorted(self.day, days, side="right").astype(np.intp) - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """The rates of every currency that the table holds."""

    parts: tuple[Part, ...] = ()
    series: Mapping[str, Series] = field(default_factory=lambda: MappingProxyType({}))


def dated_rates(parts: Sequence[Part], table: Table, home: str) -> tuple[Rates, list[Fault]]:
    """The table of rates in order.

    Parameters
    ----------
    parts : sequence of Part
        Of `currency_rates`.
    table : Table
    home : str
        The engagement's currency.

    Returns
    -------
    Rates, rows without a currency, a day or a rate left out: each has its fault already; the faults.

    Faults: rate_zero; rate_of_home for a rate other than 1 of the engagement's own currency, in which all are.
    """
    faults = []
    rows = [
        pd.DataFrame(
            {
                "currency": part.frame["currency"].to_numpy(dtype=object),
                "date": part.frame["date"].to_numpy(),
                "rate": part.frame["rate"].to_numpy(dtype=np.float64),
                "part": at,
                "row": part.rows,
            }
        )
        for at, part in enumerate(parts)
    ]
    for part, own in zip(parts, rows, strict=True):
        wrong = {"rate_zero": own["rate"] == 0, "rate_of_home": (own["currency"] == home) & ~own["rate"].isin([0, 1])}
        for code, flags in wrong.items():
            found = own.loc[flags, "row"].tolist()
            if found:
                faults.append(
                    located(code, table, part, found, facts={**numbered(found), "home": home}, keys=("rate",))
                )
    held = pd.concat(rows, ignore_index=True) if rows else pd.DataFrame(columns=["currency", "date", "rate"])
    held = held[(held["currency"] != "") & held["date"].notna() & (held["rate"] > 0)]
    series = {str(code): _series(own) for code, own in held.groupby("currency")}
    return Rates(parts=tuple(parts), series=MappingProxyType(series)), faults


def _series(own: pd.DataFrame) -> Series:
    ordered = own.sort_values("date", kind="stable")
    return Series(
        day=ordered["date"].to_numpy().astype("datetime64[D]").astype(np.int64),
        rate=ordered["rate"].to_numpy(dtype=np.float64),
        part=ordered["part"].to_numpy(dtype=np.intp),
        row=ordered["row"].to_numpy(dtype=np.intp),
    )
