"""Amounts of other currencies in the engagement's, each at the last rate on or before its day.

Amounts are converted, never rounded: a purchase cut in two lines is worth what it was worth, and the sum over
customers is the file's total. A credit note tied to its invoice takes the invoice's rate, so that an invoice wholly
credited comes to nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd

from gtkit.contracts import RateUsed, Table
from gtkit.evidence import Name, Quantity, Unit
from gtkit.intake.faults import Facts, Fault, Severity, numbered
from gtkit.intake.money.rates import Rates, Series
from gtkit.intake.names import named
from gtkit.intake.tables.located import located
from gtkit.intake.tables.part import Part
from gtkit.words import LANGUAGES

_AMOUNTS = ("amount", "margin", "amount_with_vat", "vat", "debit", "credit")


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What amounts are converted from and to: currency codes, the table of rates, the days that a rate may be old."""

    home: str
    rates: Rates
    rate_table: Table
    rate_days: int


def converted(
    parts: Sequence[Part], days: Sequence[npt.NDArray[np.int64]], table: Table, terms: Terms
) -> tuple[list[Part], list[Fault]]:
    """Convert the lines that are in another currency.

    Parameters
    ----------
    parts : sequence of Part
        Of `transactions`.
    days : sequence of int arrays, one a part
        The day whose rate each line takes.
    table : Table
    terms : Terms

    Returns
    -------
    The parts, amounts in the engagement's currency and `rates` telling what was converted; `currency` stays the one
    invoiced. The faults.

    Faults: currency_contradicted, no_rate, no_rate_yet; the warning old_rate.
    """
    done, faults = [], []
    for part, own in zip(parts, days, strict=True):
        exchanged, found = _exchanged(part, own, table, terms)
        done.append(exchanged)
        faults += found
    return done, faults


def _exchanged(part: Part, days: npt.NDArray[np.int64], table: Table, terms: Terms) -> tuple[Part, list[Fault]]:
    given = "currency" in part.headings
    usual = part.currency or terms.home
    if not given and usual == terms.home:
        return part, []
    codes, names = pd.factorize(part.frame["currency"].to_numpy(dtype=object))
    known = [name or usual for name in names]
    faults = [_contradicted(part, table, codes == at, name) for at, name in enumerate(names)] if given else []
    factor = np.ones(len(part.frame))
    used: list[RateUsed] = []
    for currency in dict.fromkeys(known):
        own = np.isin(codes, [at for at, name in enumerate(known) if name == currency])
        lines = np.flatnonzero(own & part.frame["date"].notna().to_numpy())
        if currency == terms.home or not lines.size:
            continue
        series = terms.rates.series.get(currency)
        if series is None:
            factor[lines] = np.nan
            faults.append(_missing("no_rate", part, table, lines, {"currency": currency, **_named(terms)}))
            continue
        places = series.places(days[lines])
        faults += _late(part, table, lines, days[lines], places, currency, series, terms)
        dated = places >= 0
        factor[lines] = np.where(dated, series.rate[places], np.nan)
        used += _used(part, lines[dated], places[dated], currency, series, terms)
    if set(known) == {terms.home}:
        return part, [fault for fault in faults if fault is not None]
    money = {key: part.frame[key] * factor for key in _AMOUNTS if part.frame[key].notna().any()}
    told = pd.Series(np.array(known, dtype=object)[codes], index=part.frame.index, dtype="str")
    frame = part.frame.assign(**money, currency=told)
    return replace(part, frame=frame, rates=tuple(used)), [fault for fault in faults if fault is not None]


def _contradicted(part: Part, table: Table, flags: npt.NDArray[np.bool_], name: str) -> Fault | None:
    """The error of lines whose currency is not the one that engagement.toml says for the whole file."""
    if not part.currency or name in {"", part.currency}:
        return None
    rows = [part.rows[at] for at in np.flatnonzero(flags).tolist()]
    facts: Facts = {**numbered(rows), "stated": part.currency}
    return located("currency_contradicted", table, part, rows, facts=facts, keys=("currency",), value=name)


def _late(
    part: Part,
    table: Table,
    lines: npt.NDArray[np.intp],
    days: npt.NDArray[np.int64],
    places: npt.NDArray[np.intp],
    currency: str,
    series: Series,
    terms: Terms,
) -> list[Fault]:
    """The error of lines dated before every rate, the warning of lines whose rate is old."""
    faults = []
    if (places < 0).any():
        facts: Facts = {"currency": currency, "first": _date(series.day[0]), **_named(terms)}
        faults.append(_missing("no_rate_yet", part, table, lines[places < 0], facts))
    age = np.where(places >= 0, days - series.day[places], 0)
    if (age > terms.rate_days).any():
        facts = {
            "currency": currency,
            "oldest": Quantity(int(age.max()), Unit.DAYS),
            "limit": Quantity(terms.rate_days, Unit.DAYS),
            "setting": Name(f"rate_days = {terms.rate_days}"),
        }
        fault = _missing("old_rate", part, table, lines[age > terms.rate_days], facts)
        faults.append(replace(fault, severity=Severity.WARNING))
    return faults


def _missing(code: str, part: Part, table: Table, lines: npt.NDArray[np.intp], facts: Facts) -> Fault:
    rows = [part.rows[at] for at in lines.tolist()]
    keys = ("currency",) if code == "no_rate" else ("date",)
    return located(code, table, part, rows, facts={**numbered(rows), **facts}, keys=keys)


def _used(
    part: Part,
    lines: npt.NDArray[np.intp],
    places: npt.NDArray[np.intp],
    currency: str,
    series: Series,
    terms: Terms,
) -> list[RateUsed]:
    """Each rate that lines were converted at, with what they add up to before and after."""
    amounts = np.nan_to_num(part.frame["amount"].to_numpy(dtype=np.float64)[lines])
    number = np.bincount(places)
    total = np.bincount(places, weights=amounts)
    return [
        RateUsed(
            currency=currency,
            day=_date(series.day[at]),
            rate=float(series.rate[at]),
            file=terms.rates.parts[series.part[at]].raw.file,
            sheet=terms.rates.parts[series.part[at]].raw.sheet,
            row=int(series.row[at]),
            lines=int(number[at]),
            total=float(total[at]),
            converted=float(total[at] * series.rate[at]),
        )
        for at in np.flatnonzero(number).tolist()
    ]


def _date(day: np.int64) -> date:
    found: date = np.datetime64(int(day), "D").item()
    return found


def _named(terms: Terms) -> dict[str, str]:
    """The name of the table of rates in each language, as facts."""
    return {f"other_{lang}": named(terms.rate_table, lang) for lang in LANGUAGES}
