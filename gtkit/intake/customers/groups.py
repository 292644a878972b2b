"""Customers under several codes: the main code replaces the others in every table, before references are asked.

The row of the main code stays in `customers`, and those of the others leave it. What can be added is added to it: the
yearly purchasing potential, as sales add up, and of the days since which each code is a customer, the first one. What
the others said besides is not taken over, and is told. Where a key comes twice once the codes are one, a person says
which row holds; rows of a table without a key, such as time, simply add up.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import replace
from types import MappingProxyType

import numpy as np
import numpy.typing as npt
import pandas as pd

from gtkit.contracts import TABLES
from gtkit.contracts.grouping import GROUPS, mains
from gtkit.evidence import Name
from gtkit.intake.faults import Facts, Fault, Severity, capped, shortened
from gtkit.intake.names import nearest
from gtkit.intake.tables.check import Check
from gtkit.intake.tables.located import located
from gtkit.intake.tables.part import Part
from gtkit.intake.tables.repeats import repeated_keys
from gtkit.intake.tables.rules import GUESSED

_KEY = "customer_id"
_MERGED = (_KEY, "name", "potential", "acquired_on")  # of a member's row: what needs no telling
_KNOWN = frozenset({"customers", "transactions"})  # tables without which a code may well be known elsewhere


def grouped(checks: Mapping[str, Check]) -> tuple[dict[str, Check], list[Fault]]:
    """Every table with the main code in place of the codes that it stands for.

    Parameters
    ----------
    checks : mapping of table key -> Check

    Returns
    -------
    (mapping of table key -> Check, list of Fault): the tables as they came where the groups are faulty.

    Faults: group_chain, group_cycle, unknown_main, grouped_twice; warnings unknown_member, grouped_lost.
    """
    groups = checks.get(GROUPS)
    if groups is None or not groups.sound:
        return dict(checks), []
    faults = _faulty(groups, checks)
    if any(fault.severity is Severity.ERROR for fault in faults):
        return dict(checks), faults
    main = mains(pd.concat([part.frame for part in groups.parts]))
    settled = {key: _renamed(check, main) for key, check in checks.items()}
    for key, check in settled.items():
        if key == "customers":
            settled[key], lost = _merged(check, checks[key], main)
            faults += lost
        elif _KEY in check.table.unique:
            faults += _collisions(check)
    return settled, faults


def _faulty(groups: Check, checks: Mapping[str, Check]) -> list[Fault]:
    """Rows of the groups that lead nowhere, or to a code that another one stands for."""
    main = mains(pd.concat([part.frame for part in groups.parts]))
    customers = checks["customers"].holds(_KEY) if "customers" in checks else frozenset()
    known: set[str] = set()
    if set(checks) >= _KNOWN:
        known = {code for key, c in checks.items() if key != GROUPS and _KEY in c.table.keys for code in c.holds(_KEY)}
    faults: list[Fault] = []
    for part in groups.parts:
        pairs = zip(part.rows, part.frame[_KEY], part.frame["main_customer_id"], strict=True)
        for row, member, to in pairs:
            value = shortened(to)
            if member != to and to in main:
                last = _end(to, main)
                code = "group_chain" if last else "group_cycle"
                facts = {"member": Name(member), "last": Name(last), "next": Name(main[to])}
                faults.append(_at(code, groups, part, row, "main_customer_id", value, facts))
            elif customers and to not in customers:
                near = nearest(to, customers) if len(faults) < GUESSED else ""
                faults.append(_at("unknown_main", groups, part, row, "main_customer_id", value, {"nearest": near}))
            if known and member not in known:
                facts_of = {"nearest": nearest(member, known) if len(faults) < GUESSED else ""}
                told = _at("unknown_member", groups, part, row, _KEY, shortened(member), facts_of)
                faults.append(replace(told, severity=Severity.WARNING))
    return capped(faults)


def _end(code: str, main: Mapping[str, str]) -> str:
    """The code at which a chain ends, empty when it comes back on itself."""
    met = {code}
    while code in main:
        code = main[code]
        if code in met:
            return ""
        met.add(code)
    return code


def _at(code: str, check: Check, part: Part, row: int, key: str, value: str, facts: Mapping[str, Name | str]) -> Fault:
    return located(code, check.table, part, [row], keys=(key,), value=value, facts=facts)


def _renamed(check: Check, main: Mapping[str, str]) -> Check:
    """A table with the main codes; the table of groups itself stays as it is."""
    if check.table.key == GROUPS or _KEY not in check.table.keys:
        return check
    parts = []
    for part in check.parts:
        codes, values = pd.factorize(part.frame[_KEY], use_na_sentinel=False)
        settled = np.array([main.get(value, value) for value in values], dtype=object)[codes]
        column = pd.Series(settled, part.frame.index, dtype=part.frame[_KEY].dtype)
        parts.append(replace(part, frame=part.frame.assign(**{_KEY: column})))
    return replace(check, parts=tuple(parts))


def _collisions(check: Check) -> list[Fault]:
    """Keys that come twice now and did not before, each with what to do."""
    told = {(fault.file, fault.sheet, fault.row) for fault in check.faults if fault.code == "duplicate_key"}
    return [
        replace(fault, code="grouped_twice") if fault.code == "duplicate_key" else fault
        for fault in repeated_keys(check.parts, check.table)
        if (fault.file, fault.sheet, fault.row) not in told
    ]


def _merged(settled: Check, before: Check, main: Mapping[str, str]) -> tuple[Check, list[Fault]]:
    """The customers without the members' rows, the main rows completed, and what of the members is not taken over."""
    rows = pd.concat([part.frame for part in settled.parts], ignore_index=True)
    sums = rows.groupby(_KEY).agg(potential=("potential", _total), acquired_on=("acquired_on", "min"))
    concerned = set(main.values())
    parts: list[Part] = []
    faults: list[Fault] = []
    own = {code: line for part in before.parts for code, line in _lines(part, concerned)}
    for part, then in zip(settled.parts, before.parts, strict=True):
        member = then.frame[_KEY].isin(list(main)).to_numpy()
        is_main = then.frame[_KEY].isin(list(concerned)).to_numpy()
        frame = part.frame.copy()
        for column in sums.columns:
            frame.loc[is_main, column] = sums[column].reindex(frame.loc[is_main, _KEY]).to_numpy()
        for (code, line), row in zip(_lines(then, set(main)), np.array(then.rows)[member].tolist(), strict=True):
            lost = _lost(line, own[main[code]])
            if lost:
                told: Facts = {"main": Name(main[code]), "lost": tuple(Name(then.headings[key]) for key in lost)}
                fault = located("grouped_lost", settled.table, then, [row], keys=lost, facts=told)
                faults.append(replace(fault, value=shortened(code), severity=Severity.WARNING))
        parts.append(_without(replace(part, frame=frame), member))
    return replace(settled, parts=tuple(parts)), capped(faults)


def _lines(part: Part, codes: Set[str]) -> list[tuple[str, dict[str, object]]]:
    """The rows of some codes: code, and what stands under each column."""
    found = part.frame[part.frame[_KEY].isin(list(codes))]
    return [(str(line[_KEY]), {str(key): value for key, value in line.items()}) for line in found.to_dict("records")]


def _without(part: Part, out: npt.NDArray[np.bool_]) -> Part:
    """A part without some of its rows, which are counted as grouped."""
    stays = np.flatnonzero(~out).tolist()
    dropped = {**part.dropped, "grouped": int(out.sum())} if out.any() else dict(part.dropped)
    return replace(
        part,
        frame=part.frame.iloc[stays].reset_index(drop=True),
        rows=tuple(part.rows[at] for at in stays),
        kept=tuple(part.kept[at] for at in stays),
        dropped=MappingProxyType(dropped),
    )


def _total(values: pd.Series) -> float:
    """Sum of what is known, unknown when nothing is."""
    return float(values.sum(min_count=1))


def _lost(member: Mapping[str, object], main: Mapping[str, object]) -> Sequence[str]:
    """Columns that a member's row fills otherwise than the main's."""
    return [
        column.key
        for column in TABLES["customers"].columns
        if column.key not in _MERGED and not _blank(member[column.key]) and member[column.key] != main[column.key]
    ]


def _blank(value: object) -> bool:
    """Whether a cell says nothing: missing, empty, or a flag that is not set."""
    return value in ("", False) or bool(pd.isna(np.array([value], dtype=object))[0])
