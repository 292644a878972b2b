"""What a reader must know before using a valuation: doubts about it, and who its customers are."""

from __future__ import annotations

import pandas as pd

from gtkit.contracts import GROUPS, Tables
from gtkit.contracts.grouping import grouping
from gtkit.epreuves.customer_base import CustomerBase
from gtkit.evidence import Quantity, Statement, Unit, Value
from gtkit.evidence.naming import named
from gtkit.evidence.quantities import count, days, money, per_year, share
from gtkit.valuation.dependence import MOST_YEARS
from gtkit.valuation.truncation import UNTOLD_DAYS, LeftTruncation


def doubts(base: CustomerBase | None, truncation: LeftTruncation | None, names: pd.Series) -> tuple[Statement, ...]:
    """What is doubtful in a valuation, in sentences to be.

    Parameters
    ----------
    base : CustomerBase or None
    truncation : LeftTruncation or None
        Who was there before the sales begin.
    names : Series by customer
    """
    if base is None:
        return ()
    said = base.doubts
    if base.equity is not None and truncation is not None and truncation.older:
        said = (*said, Statement("flag.left_truncated", {"part": share(truncation.share)}))
    yearly = base.last_year_there
    if base.equity is not None and base.equity.total > MOST_YEARS * yearly:
        limit = Quantity(MOST_YEARS, Unit.YEARS)
        values: dict[str, Value] = {"yearly": per_year(yearly), "margin": base.margin_told, "limit": limit}
        said = (*said, Statement("doubt.years_of_margin", values))
    returned = base.departures.returned
    if len(returned):
        said = (*said, Statement("doubt.returned", {"n": count(len(returned)), "names": named(names[returned])}))
    return said


def base_notes(tables: Tables, base: CustomerBase | None, truncation: LeftTruncation | None) -> tuple[Statement, ...]:
    """What to know of who the customers are, in sentences to be: groups, departures, those older than the sales.

    Parameters
    ----------
    tables : mapping of CheckedTable
    base : CustomerBase or None
    truncation : LeftTruncation or None
    """
    said = []
    if GROUPS in tables and (found := grouping(tables[GROUPS].frame)).codes:
        said.append(Statement("base.grouped", {"codes": count(found.codes), "n": count(found.customers)}))
    if base is not None and (left := base.departures.gone.intersection(base.summary.index)).size:
        said.append(Statement("base.departed", {"n": count(len(left)), "value": money(base.withheld)}))
    if truncation is not None and truncation.older:
        values = {"n": count(truncation.older), "customers": count(truncation.customers)}
        said.append(Statement("base.older", values))
    if truncation is not None and truncation.untold:
        said.append(Statement("base.untold", {"n": count(truncation.untold), "days": days(UNTOLD_DAYS)}))
    return tuple(said)
