"""Efforts that payments measure: their catalogue lines make sense, and nobody enters by hand what the ledger tells."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from gtkit.evidence import Quantity, Unit
from gtkit.intake.faults import Fault, capped, shortened
from gtkit.intake.tables.check import Check
from gtkit.intake.tables.located import located


def double_sources(checks: Mapping[str, Check]) -> list[Fault]:
    """What speaks against the measure of an effort by payments.

    Parameters
    ----------
    checks : mapping of table key -> Check

    Returns
    -------
    measure_direction where more late days would be better, measure_repeated where a second effort would count the same
    days again, measured_twice for each effort with values entered, at the first row.
    """
    if "effort_catalogue" not in checks:
        return []
    catalogue = checks["effort_catalogue"]
    faults: list[Fault] = []
    measured: dict[str, int] = {}
    for part in catalogue.parts:
        for row, line in zip(part.rows, part.frame.itertuples(), strict=True):
            if line.measured_by != "payments":
                continue
            told = partial(located, table=catalogue.table, part=part, rows=[row], value=shortened(line.effort))
            if line.direction == "max":
                faults.append(told("measure_direction", keys=("direction",), facts={}))
            if measured:
                faults.append(told("measure_repeated", keys=("measured_by",), facts={"first": next(iter(measured))}))
            measured[str(line.effort)] = row
    return [*faults, *_entered(checks["efforts"], measured)] if "efforts" in checks else faults


def _entered(efforts: Check, measured: Mapping[str, int]) -> list[Fault]:
    """Values entered for efforts that are measured, one fault an effort and file."""
    faults: list[Fault] = []
    for part in efforts.parts:
        for effort in measured:
            at = (part.frame["effort"] == effort).to_numpy().nonzero()[0].tolist()
            if at:
                rows = [part.rows[line] for line in at]
                facts = {"n": Quantity(len(rows), Unit.COUNT)}
                told = located(
                    "measured_twice",
                    efforts.table,
                    part,
                    rows,
                    keys=("effort",),
                    value=shortened(effort),
                    facts=facts,
                )
                faults.append(told)
    return capped(faults)
