"""The page over all engagements: a link to each report that stands, its verdicts, what failed and why."""

from __future__ import annotations

import pytest

from gtkit.evidence import Level
from gtkit.pipeline.scan import scan_page
from gtkit.present.overview import EngagementRow, overview
from gtkit.words import Words

SOUND = EngagementRow(
    name="acme", href="acme/index.html", state="publié", levels={"perimeter": Level.PASSED}, seconds=12.34
)
FAILED = EngagementRow(name="<b>", href="", state="erreur", cause="<i>", failed=True, levels={})


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_row_tells_what_stands(lang: str) -> None:
    """Link, verdict and time of a sound one; state and cause of the other, and no link where nothing stands."""
    page = overview([SOUND, FAILED], ["perimeter", "alignment"], Words.of(lang))
    assert '<a href="acme/index.html">acme</a>' in page
    assert page.count('class="level level-passed"') == 1
    assert Words.of(lang).number(12.3, 1) in page
    assert "&lt;b&gt;" in page
    assert "&lt;i&gt;" in page
    assert Words.of(lang).say("overview.epreuve.alignment") not in page


def test_it_is_as_safe_as_a_deliverable() -> None:
    """No script, no address outside, the same policy."""
    assert scan_page(overview([SOUND, FAILED], ["perimeter"], Words.of("fr")), "index.html") == ()
