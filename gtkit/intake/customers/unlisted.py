"""Sales to customers whom the table of customers does not hold: they count, and it is told how much they are."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from functools import partial

import numpy as np
import pandas as pd

from gtkit.evidence import Name, Quantity, Unit
from gtkit.intake.faults import Facts, Fault, Severity, shortened
from gtkit.intake.names import named
from gtkit.intake.tables.check import Check
from gtkit.intake.tables.located import located
from gtkit.words import LANGUAGES

_KEY, _LISTED = "customer_id", 5
_ZEROS = re.compile(r"(?<![0-9])0+(?=[0-9])")


def unlisted_customers(checks: Mapping[str, Check]) -> list[Fault]:
    """Sales whose customer has no row in the table of customers, where there is one.

    Parameters
    ----------
    checks : mapping of table key -> Check
        With the groups applied and the money of sales settled.

    Returns
    -------
    list of Fault: one warning unlisted_customers a file of sales, at its first such row, with how many rows and codes
    there are, the first codes, and what the rows add up to in the engagement's currency; then one unlisted_alike where
    codes differ from those of the table by case or by zeros before their figures alone.
    """
    known = checks["customers"].holds(_KEY) if "customers" in checks else frozenset()
    if not known or "transactions" not in checks:
        return []
    check = checks["transactions"]
    plain = {_plain(value): value for value in sorted(known)}
    faults = []
    for part in check.parts:
        codes, values = pd.factorize(part.frame[_KEY])
        strange = np.array([bool(value) and value not in known for value in values], dtype=bool)
        lines = np.flatnonzero(strange[codes]).tolist()
        if not lines:
            continue
        amounts = part.frame["amount"].iloc[lines].dropna().tolist()
        listed = [values[at] for at in np.flatnonzero(strange).tolist()]
        alike = [(value, near) for value in listed if (near := plain.get(_plain(value)))]
        facts: Facts = {
            "n": Quantity(len(lines), Unit.COUNT),
            "codes": Quantity(len(listed), Unit.COUNT),
            "first": tuple(Name(shortened(value)) for value in listed[:_LISTED]),
            "more": "…" if len(listed) > _LISTED else "",
            "total": Quantity(round(math.fsum(amounts), 2), Unit.MONEY),
            **{f"other_{lang}": named(checks["customers"].table, lang) for lang in LANGUAGES},
        }
        rows = [part.rows[at] for at in lines]
        told = partial(located, table=check.table, part=part, keys=(_KEY,), severity=Severity.WARNING)
        faults.append(told("unlisted_customers", rows=rows, facts=facts))
        if alike:
            (value, near), n = alike[0], Quantity(len(alike), Unit.COUNT)
            first = [row for row, at in zip(rows, lines, strict=True) if values[codes[at]] == value]
            pair: Facts = {
                "n": n,
                "near": shortened(near),
                "other_fr": facts["other_fr"],
                "other_en": facts["other_en"],
            }
            faults.append(told("unlisted_alike", rows=first[:1], facts=pair, value=shortened(value)))
    return faults


def _plain(code: str) -> str:
    """A code without what tells two writings of it apart: its case, and the zeros before its figures."""
    return _ZEROS.sub("", code.casefold())
