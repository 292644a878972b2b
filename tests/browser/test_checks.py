"""Each promise has a check that fails: a sound page is broken in one way, and the check of that promise says so."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeAlias

import pytest
from playwright.sync_api import Browser

from .visit import SCREEN, TELEPHONE, Visit, visit

pytestmark = pytest.mark.xdist_group("published")
Ask: TypeAlias = Callable[[Visit], Sequence[str]]
POLICY = r'<meta [^>]*"Content-Security-Policy"[^>]*>'


def asked(check: str, *given: object) -> Ask:
    """One of the checks of checks.js, everything unfolded."""
    return lambda seen: seen.unfolded().complaints(check, *given)


def foreign(seen: Visit) -> list[str]:
    """Requests beyond the file's own."""
    return [request for request in seen.requests if not request.startswith("file:")]


BREAKS: dict[str, tuple[str, str, Ask]] = {
    "R1 a remote image": (POLICY, '<link rel="icon" href="data:,"><img src="http://a.invalid/x.png" alt="">', foreign),
    "R1 an image that the policy stops": (r"</main>", '<img src="http://a.invalid/x.png" alt="">', lambda v: v.console),
    "R1 a script": (r"</main>", "<script>1</script></main>", lambda v: v.console),
    "R4 grey on grey": (r'<p class="sentence">', '<p class="sentence" style="color: #c8c8c8">', Visit.violations),
    "R4 an image without a word": (
        r"</main>",
        '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw="></main>',
        Visit.violations,
    ),
    "R4 a field without a name": (r"</main>", "<input></main>", Visit.violations),
    "R5 two titles": (r"<h2 id=\"verdict\">", "<h1>x</h1><h2>", asked("form")),
    "R5 a skipped level": (r"<h3 id=\"q-3-0-h\">", "<h5>x</h5><h3>", asked("form")),
    "R5 a title without its organisation": (r"<title>.*?</title>", "<title>e3.out</title>", asked("form")),
    "R5 a link to nowhere": (r'href="#q-3-0"', 'href="#nowhere"', asked("form")),
    "R5 no skip link": (r'<a class="skip".*?</a>', "", asked("form")),
    "R5 no contents": (r'<nav [^>]*class="contents".*?</nav>', "", asked("form")),
    "R6 a mute figure": (r'(<figure.*?aria-label=")[^"]+', r"\1courbe", asked("figures")),
    "R6 no source": (r'(<figure.*?)<p class="basis">.*?</p>', r"\1", asked("figures")),
    "R6 no caption": (r"<figcaption>.*?</figcaption>", "<figcaption></figcaption>", asked("figures")),
    "R7 no caption": (r"<caption.*?</caption>", "", asked("tables")),
    "R7 a heading without a scope": (r'<th scope="col">', "<th>", asked("tables")),
    "R7 numbers to the left": (r"</style>", ".n { text-align: left !important; }</style>", asked("tables")),
    "R8 a decimal point": (r"</main>", "<p>12.5</p></main>", Visit.accidents),
    "R8 comma thousands": (r"</main>", "<p>1,250</p></main>", Visit.accidents),
    "R8 an exponent": (r"</main>", "<p>1e-05</p></main>", Visit.accidents),
    "R8 a missing value": (r"</main>", "<p>nan</p></main>", Visit.accidents),
    "R8 a key": (r"</main>", "<p>gross_margin</p></main>", Visit.accidents),
    "R8 a plain space": (r"</main>", "<p>12 %</p></main>", Visit.accidents),
    "R8 no space": (r"</main>", "<p>Total: 12</p></main>", Visit.accidents),
    "R8 a drawing's number": (r"<text([^>]*)>[^<]*\d[^<]*</text>", r"<text\1>12.5</text>", Visit.accidents),
    "R8 a description's number": (r'aria-label="', 'aria-label="1.5 ', Visit.accidents),
    "R9 a verdict below the fold": (
        r'(<section [^>]*class="verdict)',
        r'<div style="height: 900px"></div>\1',
        asked("first_screen", 900),
    ),
    "R9 no confidentiality": (r'<li class="confidentiality">.*?</li>', "", asked("first_screen", 900)),
    "R9 two key figures": (r'<div class="lead">', '<div class="second">', asked("first_screen", 900)),
    "R10 a title of a paragraph": (r"<figcaption>", "<figcaption>" + "mot " * 60, asked("messages", 2)),
    "R10 a title of a word": (r"<figcaption>.*?</figcaption>", "<figcaption>Marges</figcaption>", asked("messages", 2)),
    "R11 code": (r"</main>", "<pre>x = 1</pre></main>", asked("nothing_technical")),
    "R11 an accident": (r"</main>", "<p>Traceback (most recent call last)</p></main>", asked("nothing_technical")),
    "R11 a path": (r"</main>", "<p>voir /home/ann/acme</p></main>", asked("nothing_technical")),
    "R12 another value": (r'<span class="value">\d+,\d\d', '<span class="value">99,99', asked("traces")),
    "R12 no hash": (r'<code class="trace">[0-9a-f]{12}</code>', "", asked("traces")),
    "R12 no formula": (r'<dd class="formula">.*?</dd>', "<dd></dd>", asked("traces")),
    "R13 too wide": (r"</main>", '<div style="width: 1400px">x</div></main>', asked("width", 1280)),
    "a pale word in a drawing": (
        r"(<figure.*?<text[^>]*?fill: )[^;\"]+",
        r"\1#eeeeee",
        lambda v: v.complaints("legible"),
    ),
}


@pytest.fixture(scope="module")
def sound(published: Path) -> str:
    """The page that is broken."""
    return (published / "fr" / "3_customer_value.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", BREAKS)
def test_a_broken_page_is_found_out(name: str, sound: str, tmp_path: Path, chromium: Browser) -> None:
    """The break is made, and the check that has nothing to say of the sound page (test_report.py) complains."""
    pattern, replacement, ask = BREAKS[name]
    broken = re.sub(pattern, replacement, sound, count=1, flags=re.S)
    assert broken != sound
    file = tmp_path / "page.html"
    file.write_text(broken, encoding="utf-8")
    with visit(chromium, file) as seen:
        assert ask(seen)


def test_what_a_script_adds_is_found_out(sound: str, tmp_path: Path, chromium: Browser) -> None:
    """Without its policy, a page that a script completes says less where scripts are off."""
    file = tmp_path / "page.html"
    script = "<script>document.body.append('ajouté')</script></body>"
    file.write_text(re.sub(POLICY, "", sound).replace("</body>", script), encoding="utf-8")
    with visit(chromium, file) as with_it, visit(chromium, file, javascript=False) as without:
        assert with_it.page.locator("body").inner_text() != without.page.locator("body").inner_text()


def test_labels_on_each_other_are_found_out(tmp_path: Path, chromium: Browser) -> None:
    """Two words at one place, one cut by the screen, one too small to read; turned words do not count as met."""
    text = '<text x="{x}" y="50" style="font-size: {size}px; fill: #000" {more}>douze mots</text>'
    drawing = "".join(
        text.format(x=x, size=size, more=more)
        for x, size, more in ((10, 12, ""), (20, 12, ""), (370, 12, ""), (150, 5, ""))
    )
    svg = '<svg viewBox="0 0 390 100" width="390" style="overflow: visible">{}</svg>'
    file = tmp_path / "page.html"
    file.write_text(
        f"<html style='background: #fff'><body style='margin: 0'><figure style='margin: 0'>{svg.format(drawing)}"
    )
    with visit(chromium, file, size=TELEPHONE) as seen:
        found = seen.complaints("legible")
    assert {complaint.partition(":")[0] for complaint in found} == {"on each other", "cut", "too small"}
    turned = "".join(text.format(x=x, size=12, more='transform="rotate(-60 20 50)"') for x in (10, 22))
    file.write_text(f"<html style='background:#fff'><figure>{svg.format(turned)}</figure>")
    with visit(chromium, file, size=SCREEN) as seen:
        assert seen.complaints("legible") == []
