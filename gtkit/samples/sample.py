"""What a sample is: the tables that a client would send, and the truth that made them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from gtkit.contracts import TABLES, Kind
from gtkit.errors import WrongShape
from gtkit.samples.planted import Planted


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """What no file shows: who has left, who drains energy, what the living base is worth.

    `customers` is indexed by customer: tier ("A", "B", "C"), rate (orders a year, long run), order_margin (expected
    margin of an order once fully developed, credit notes taken off, currency), hazard (of leaving, a year: a share
    exp(-hazard) of such customers is still there a year later), left_on (datetime64, NaT while alive) and value
    (expected margin over `horizon_years` at `annual_rate`, today's currency, 0 for who has left). `order_hazard` is
    each tier's hazard of leaving, an order.
    """

    customers: pd.DataFrame
    order_hazard: Mapping[str, float]
    drains: tuple[str, ...]  # customers whose time was planted far above their value
    developing: tuple[str, ...]  # customers still growing towards their full size
    refused_efforts: tuple[str, ...]  # efforts of the catalogue that are no proof of anything
    annual_rate: float
    horizon_years: float
    planted: Planted

    @property
    def alive(self) -> tuple[str, ...]:
        """Customers who had not left on the last day of the data."""
        return tuple(self.customers.index[self.customers["left_on"].isna()])

    @property
    def value(self) -> float:
        """Expected discounted margin of the living base, currency."""
        return float(self.customers["value"].sum())


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """An invented organisation: its tables by contract key, typed as a CheckedTable's frame, and its truth.

    Raises WrongShape when a table does not hold exactly the columns of its contract.
    """

    organisation: str
    as_of: date
    tables: Mapping[str, pd.DataFrame]
    truth: Truth

    def __post_init__(self) -> None:
        for key, frame in self.tables.items():
            if tuple(frame.columns) != TABLES[key].keys:
                raise WrongShape(key, found=tuple(frame.columns), expected=", ".join(TABLES[key].keys))


def contracted(table: str, frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with every column of a contract, typed as its Kind says; columns it does not hold are all missing.

    Parameters
    ----------
    table : str
        Contract key.
    frame : DataFrame
        Columns by contract key.

    Returns
    -------
    DataFrame with the same rows, numbered from 0, and the columns in the contract's order.

    Raises WrongShape for a column that the contract does not have.

    >>> contracted("service_costs", pd.DataFrame({"service": ["Commerce"]}))["yearly_cost"].isna().all()
    np.True_
    """
    contract = TABLES[table]
    strangers = sorted(set(frame.columns) - set(contract.keys))
    if strangers:
        raise WrongShape(table, found=strangers, expected=", ".join(contract.keys))
    frame = frame.reset_index(drop=True).reindex(columns=list(contract.keys))
    for column in contract.columns:
        match column.kind:
            case Kind.MONEY | Kind.NUMBER | Kind.SHARE:
                frame[column.key] = frame[column.key].astype("float64")
            case Kind.DATE:
                frame[column.key] = frame[column.key].astype("datetime64[us]")
            case Kind.FLAG:
                frame[column.key] = frame[column.key].eq(True)
            case _:
                frame[column.key] = frame[column.key].astype("str").fillna("")
    return frame
