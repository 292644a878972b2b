"""From verdicts to pillars."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gtkit.errors import NotEstimable
from gtkit.evidence import Level, Part, Pillar, Statement, Term, worst

LEVELS = st.lists(st.sampled_from(list(Level)), min_size=1)


def part(level: Level) -> Part:
    return Part(name=Term("a"), level=level, reason=Statement("b"), number=3, slug="customer_value", anchor="verdict")


@given(LEVELS)
def test_a_pillar_is_as_good_as_its_worst_part(levels: list[Level]) -> None:
    """No part is worse than the whole, one is as bad, and the order of parts changes nothing."""
    pillar = Pillar(name=Term("p"), parts=tuple(map(part, levels)), score=50)
    assert all(level.severity <= pillar.level.severity for level in levels)
    assert {p.level for p in pillar.reasons} == {pillar.level}
    assert worst(reversed(levels)) is pillar.level


def test_what_is_not_known_ranks_between_conditions_and_no() -> None:
    """Oui < Sous conditions < Indéterminé < Non."""
    order = [Level.PASSED, Level.CONDITIONAL, Level.UNDETERMINED, Level.FAILED]
    assert [worst(order[: k + 1]) for k in range(4)] == order


def test_nothing_has_no_level() -> None:
    """A pillar without parts is refused, and so is a roll-up of nothing."""
    with pytest.raises(NotEstimable):
        worst([])
    with pytest.raises(NotEstimable):
        Pillar(name=Term("p"), parts=(), score=0)
