"""How much of what is merely told an engagement bears: past a threshold, a warning refuses the data."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from gtkit.evidence import Name, Quantity, Unit
from gtkit.intake.faults import Facts, Fault, Severity

FEW = 20  # rows: up to here they are told, whatever share of a small file they make
_KEYS: Mapping[str, str] = MappingProxyType(
    {
        "exact_duplicates": "duplicates_allowed",
        "rows_in_two_files": "duplicates_allowed",
        "invoices_in_two_files": "duplicates_allowed",
        "short_rows": "short_rows_allowed",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """Shares (0 to 1) of a file that may be at fault and only be told; how old a rate of exchange may be."""

    duplicates_allowed: float = 0.01  # rows that repeat another one exactly, of the file or of an earlier one
    short_rows_allowed: float = 0.5  # rows with fewer cells than the header
    unassigned_sales_allowed: float = 0.2  # sales of a ledger, by amount, that are no customer's
    rate_days: int = 31  # from the day of a rate to a line converted at it, before it is told


def judged(fault: Fault, *, rows: int, thresholds: Thresholds) -> Fault:
    """A fault as it stands, or a warning made an error that tells the threshold passed.

    Parameters
    ----------
    fault : Fault
        It counts its own row and `others`.
    rows : int
        Rows of the file.
    thresholds : Thresholds

    Returns
    -------
    Fault

    >>> told = Fault(code="short_rows", severity=Severity.WARNING, row=2, others=tuple(range(3, 602)))
    >>> judged(told, rows=1000, thresholds=Thresholds()).severity
    <Severity.ERROR: 'error'>
    """
    if fault.code not in _KEYS:
        return fault
    key, count = _KEYS[fault.code], 1 + len(fault.others)
    allowed: float = getattr(thresholds, key)
    if not rows or count <= FEW or count <= allowed * rows:
        return fault
    return _refusing(fault, count / rows, allowed, key, told="allowed")


def judged_sales(fault: Fault, *, share: float, thresholds: Thresholds) -> Fault:
    """The warning of a ledger's sales that are no customer's, or an error where they are too large a share.

    Parameters
    ----------
    fault : Fault
    share : float
        Of the sales, by amount.
    thresholds : Thresholds

    Returns
    -------
    Fault

    >>> told = Fault(code="fec_left_no_customer", severity=Severity.WARNING)
    >>> [judged_sales(told, share=share, thresholds=Thresholds()).severity.value for share in (0.2, 0.21)]
    ['warning', 'error']
    """
    allowed = thresholds.unassigned_sales_allowed
    return fault if share <= allowed else _refusing(fault, share, allowed, "unassigned_sales_allowed", told="of_sales")


def _refusing(fault: Fault, share: float, allowed: float, key: str, *, told: str) -> Fault:
    """The fault as an error; `told` names the sentence that gives the share, the threshold and where it is set."""
    facts: Facts = {
        "share": Quantity(share, Unit.SHARE),
        told: Quantity(allowed, Unit.SHARE),
        "setting": Name(f"{key} = {_passing(share):.2f}"),
    }
    return replace(fault, severity=Severity.ERROR, facts=MappingProxyType({**fault.facts, **facts}))


def _passing(share: float) -> float:
    """The threshold, in hundredths, that lets a share pass."""
    return min(1.0, math.ceil(round(share * 100, 9)) / 100)
