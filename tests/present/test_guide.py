"""The guide's page: text stays text, titles bear anchors, tables have heads, nothing leads outside."""

from __future__ import annotations

import re

import pytest

from gtkit.pipeline.scan import scan_page
from gtkit.present.guide import Chapter, guide
from gtkit.words import Words

TEXT = """# First <b>

Here : [there](#second-1), [away](https://a.example), ![a picture](https://a.example/x.png) <script>x()</script>

| what | when |
|---|---|
| one & two | `--lang fr` |

## Part

```
gtkit run acme --set a.b=0,12 ; x
```
"""


@pytest.fixture(scope="module")
def page() -> str:
    """Two chapters in French."""
    chapters = (Chapter(anchor="first", text=TEXT), Chapter(anchor="second", text="# Second\n\n## Its part\n"))
    return guide(chapters, Words.of("fr"))


def test_titles_bear_their_anchors_and_are_listed(page: str) -> None:
    """The title takes the chapter's anchor, each part a number after it; the contents list leads to all of them."""
    anchors = re.findall(r'<h[23] id="((?:first|second)[^"]*)"', page)
    assert anchors == ["first", "first-1", "second", "second-1"]
    assert re.findall(r'<li class="depth-[23]"><a href="#([^"]+)"', page) == anchors


def test_nothing_leads_outside_and_nothing_runs(page: str) -> None:
    """Links within the page stay, others leave their words; raw HTML is text; the scan of a deliverable passes."""
    assert '<a href="#second-1">there</a>' in page
    assert "a.example" not in page
    assert "away" in page
    assert "a picture" in page
    assert "&lt;script&gt;" in page
    assert scan_page(page, "guide.html") == ()


def test_a_table_has_heads_by_column_and_by_row(page: str) -> None:
    """Column heads, a head for the row, a caption, and a name for the region that scrolls."""
    assert '<th scope="col">what</th><th scope="col">when</th>' in page
    assert '<th scope="row">one &amp; two</th><td><code>--lang fr</code></td>' in page
    assert 'aria-labelledby="first"' in page
    assert "<caption" in page


def test_commands_stay_to_the_letter(page: str) -> None:
    """French typography touches prose only: a command is what is typed."""
    assert "gtkit run acme --set a.b=0,12 ; x" in page
    assert "Here\u00a0:" in page
