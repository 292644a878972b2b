"""The page scan: a sound page passes, and nothing active, remote or leaked does."""

from __future__ import annotations

from html import escape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gtkit.pipeline.scan import Finding, PageRefused, given_words, scan_page, scan_run

from ..hostile.payloads import MARKUP, PAYLOADS

POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
ACCIDENTS = (
    "<p id=q></p><p id=q></p>",
    "<a href='#nowhere'>x</a>",
    "<p>NaN €</p>",
    "<p>Valeur : None</p>",
    "<p>inf</p>",
    "<img src='data:image/png;base64,AA' alt='valeur nan'>",
    "<pre>Traceback (most recent call last)</pre>",
    "<p>$$x^2$$</p>",
    "<p>{{ title }}</p>",
    "<p>&lt;Figure object at 0x7f12ab&gt;</p>",
    "<p>/home/ann/acme</p>",
    "<p>C:\\Users\\ann</p>",
)


def page(body: str, *, head: str = "") -> str:
    """A sound page around a body."""
    return (
        '<!DOCTYPE html>\n<html lang="fr"><head><meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">{head}\n'
        f"<title>Acme — Épreuve</title><style>p {{ color: #111 }}</style></head>\n"
        f"<body><main>{body}</main></body></html>\n"
    )


def test_a_sound_page_passes() -> None:
    """Anchors, inner images, drawings with hatching, quotation marks, mail: what a report is made of."""
    body = """<a href="#q-3-8">3.8</a><section id="q-3-8"><h2>Financer, informer, Nantes, infini, sinf</h2>
    <svg role="img" aria-label="12 %"><defs><pattern id="h"><path d="M0 0"/></pattern></defs>
    <rect fill="url(#h)" style="stroke: #111"/><text>1 234</text></svg>
    <img src="data:image/png;base64,AAAA" alt="Capital-Clients de 12 M€ en 2026">
    <a href="mailto:a@cabinet.example">écrire</a><details><summary>Méthode</summary>x</details></section>"""
    assert scan_page(page(body), "p.html") == ()


@pytest.mark.parametrize("payload", [*MARKUP, *ACCIDENTS])
def test_a_payload_is_refused(payload: str) -> None:
    """Each way of running, loading or leaking gives at least one located finding."""
    findings = scan_page(page(f"<p>avant</p>\n{payload}"), "p.html")
    assert findings
    assert all(f.page == "p.html" and f.line >= 1 for f in findings)


@pytest.mark.parametrize("payload", [*PAYLOADS, *ACCIDENTS])
def test_a_payload_that_is_escaped_is_text(payload: str) -> None:
    """A customer named after an attack is a customer: escaped, and given by the data, it may be printed."""
    findings = scan_page(page(f"<p>{escape(payload)}</p>"), "p.html", given=given_words([payload]))
    assert findings == ()


@given(st.text())
def test_any_escaped_text_passes_once_it_is_known_as_given(text: str) -> None:
    """No text at all, escaped, is ever taken for markup; what looks like an accident is known from the data."""
    assert scan_page(page(f"<p>{escape(text)}</p>"), "p.html", given=given_words([text])) == ()


def test_the_policy_comes_first() -> None:
    """A page without a policy, with a late one, or with a wide one is refused."""
    sound = page("<p>12</p>")
    assert [f.code for f in scan_page(sound.replace("Content-Security-Policy", "X"), "p.html")][-1:] != []
    assert {"no_policy"} <= {f.code for f in scan_page("<p>12</p>", "p.html")}
    late = page("", head="").replace('<meta http-equiv="C', '<meta name="robots" content="x"><meta http-equiv="C')
    assert [f.code for f in scan_page(late, "p.html")] == ["policy"]
    wide = sound.replace("img-src data:", "img-src *")
    assert [f.code for f in scan_page(wide, "p.html")] == ["policy"]


def test_a_finding_is_located() -> None:
    """Page and line are those of the source."""
    (finding,) = scan_page(page("\n\n<p onclick='x()'>12</p>"), "fr/p.html")
    assert finding == Finding("fr/p.html", 7, "event", "p onclick")


def test_words_that_the_data_hold_are_no_accident() -> None:
    """A customer called None is printed; a missing value beside it is still found."""
    assert given_words(["None", "Nantaise des eaux", "Société {{7*7}}"]) == ("None", "{{", "}}")
    body = page("<td>None</td><p>{{7*7}}</p>")
    assert scan_page(body, "p.html", given=("None", "{{", "}}")) == ()
    assert [f.code for f in scan_page(page("<td>None</td><td>NaN</td>"), "p.html", given=("None",))] == ["leaked"]


def test_a_run_is_scanned_whole(tmp_path: Path) -> None:
    """Pages, links between them, and what notebooks and JSON documents tell of the machine."""
    (tmp_path / "fr").mkdir()
    (tmp_path / "fr" / "index.html").write_text(
        page('<a href="3.html">3</a><a href="4.html">4</a><a href="mailto:a@b.example">@</a>'), encoding="utf-8"
    )
    (tmp_path / "fr" / "3.html").write_text(page('<a href="../../secret.html">x</a>'), encoding="utf-8")
    (tmp_path / "a.ipynb").write_text('{"source": "/home/ann/x"}', encoding="utf-8")
    found = {(f.page, f.code, f.found) for f in scan_run(tmp_path)}
    assert found == {
        ("fr/index.html", "dead_link", "4.html"),
        ("fr/3.html", "dead_link", "../../secret.html"),
        ("a.ipynb", "machine", "/home/ann/x"),
    }


def test_a_refusal_holds_every_finding() -> None:
    """The error bears the first one as its facts, and all of them for whoever repairs the page."""
    findings = scan_page("<p onclick=x>", "p.html")
    refused = PageRefused(findings)
    assert refused.findings == findings
    assert refused.where == "p.html:1"
