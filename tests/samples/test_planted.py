"""What is planted can be planted otherwise."""

from __future__ import annotations

from gtkit.samples import Planted
from gtkit.samples.indicators import SHEETS
from gtkit.samples.staff import OBJECTIVES, SERVICES


def test_each_truth_may_be_replaced() -> None:
    """The defaults name things of the sample; a caller gives others."""
    assert Planted().misaligned in SERVICES
    assert Planted(misaligned="Atelier").misaligned == "Atelier"
    assert Planted(zombies=()).zombies == ()
    named = {*Planted().zombies, *Planted().orphans, Planted().progress, Planted().decline}
    assert named <= set(SHEETS)
    assert Planted().uncovered in set(OBJECTIVES["objective"])
    assert Planted().breach in Planted().breaking
