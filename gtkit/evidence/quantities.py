"""A number and its unit in a word: ``share(0.4)``, ``hours(120)``; the interval follows where there is one."""

from __future__ import annotations

from gtkit.evidence.statement import Interval, Quantity, Unit


def count(value: float) -> Quantity:
    """A number of things."""
    return Quantity(float(value), Unit.COUNT)


def share(value: float, interval: Interval | None = None) -> Quantity:
    """A share, 0 to 1.

    >>> share(0.25).unit.value
    'share'
    """
    return Quantity(float(value), Unit.SHARE, interval)


def money(value: float, interval: Interval | None = None) -> Quantity:
    """An amount in the engagement's currency."""
    return Quantity(float(value), Unit.MONEY, interval)


def per_year(value: float, interval: Interval | None = None) -> Quantity:
    """An amount a year in the engagement's currency."""
    return Quantity(float(value), Unit.MONEY_PER_YEAR, interval)


def hours(value: float) -> Quantity:
    """A length of work."""
    return Quantity(float(value), Unit.HOURS)


def days(value: float) -> Quantity:
    """A length of time in days."""
    return Quantity(float(value), Unit.DAYS)


def score(value: float) -> Quantity:
    """A mark out of 100."""
    return Quantity(float(value), Unit.SCORE)


def coefficient(value: float, interval: Interval | None = None) -> Quantity:
    """A correlation, a concordance, an overlap: two decimals."""
    return Quantity(float(value), Unit.COEFFICIENT, interval)
