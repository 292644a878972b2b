"""Numbers with their unit."""

from __future__ import annotations

from gtkit.evidence import Interval, Unit
from gtkit.evidence.quantities import coefficient, count, days, hours, money, per_year, score, share


def test_each_maker_gives_its_unit() -> None:
    """Nine words, nine units, the number kept as a float."""
    made = [count(1), share(1), money(1), per_year(1), hours(1), days(1), score(1), coefficient(1)]
    units = [Unit.COUNT, Unit.SHARE, Unit.MONEY, Unit.MONEY_PER_YEAR, Unit.HOURS, Unit.DAYS, Unit.SCORE]
    assert [q.unit for q in made] == [*units, Unit.COEFFICIENT]
    assert all(isinstance(q.value, float) and q.value == 1.0 for q in made)


def test_an_interval_follows() -> None:
    """Shares, amounts and coefficients bear theirs."""
    range_ = Interval(0.1, 0.3)
    assert all(make(0.2, range_).interval == range_ for make in (share, money, per_year, coefficient))
