"""A look reaches the style sheet as colours, names and data addresses, and as nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gtkit.pipeline.page_rules import policy_allowed, style_allowed
from gtkit.present.look import Look, css_text
from gtkit.present.orderly import orderly

TOLD = {
    "logo": "data:image/png;base64,AAAA",
    "accent": "#ffd200",
    "series": "#7a1fa2",
    "headings": "Brand",
    "text": "Gill Sans",
    "typefaces": {"Brand": "data:font/woff2;base64,d09GMg=="},
}


def test_a_look_is_read_whole() -> None:
    """What an engagement asks comes through."""
    look = Look.read(TOLD)
    assert {key: getattr(look, key) for key in TOLD} == TOLD


@pytest.mark.parametrize("told", [None, "x", [], {}, {"typefaces": "x"}, {"accent": 3}])
def test_what_is_no_look_changes_nothing(told: object) -> None:
    """A page without a look, or with nonsense in its place, is the kit's own."""
    look = Look.read(told)
    assert look == Look()
    assert (look.css, look.fonts) == ("", "")


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("logo", "https://a.example/x.png"),
        ("logo", "data:image/svg+xml;base64,AAAA"),
        ("logo", 'data:image/png;base64,AA" onload="x'),
        ("accent", "#fff; } body { background: url(//a.example) }"),
        ("headings", 'x"; }'),
        ("typefaces", {"x": "data:text/html;base64,AA"}),
        ("typefaces", {'x"}': "data:font/woff2;base64,AA"}),
    ],
)
def test_a_hostile_value_is_left_out(key: str, value: object) -> None:
    """Metadata that somebody wrote by hand add nothing to the style sheet."""
    assert Look.read({key: value}) == Look()


def test_the_style_sheet_passes_the_page_scan() -> None:
    """Typeface inside the file, colours for light, dark and print, the kit's own families behind."""
    look = Look.read(TOLD)
    assert style_allowed(look.css)
    assert policy_allowed(f"default-src 'none'; style-src 'unsafe-inline'; img-src data:{look.fonts}")
    assert '@font-face { font-family: "Brand"; src: url(data:font/woff2;base64,d09GMg==)' in look.css
    assert '--serif: "Brand", var(--serif-kit)' in look.css
    assert look.css.count("--accent:") == look.css.count("--value:") == 3
    assert "#ffd200" in look.css.partition("dark")[2].partition("print")[0]
    assert "#ffd200" not in look.css.partition("dark")[0]


@given(st.text())
def test_any_text_is_a_string_of_a_style_sheet_and_no_more(text: str) -> None:
    """No quote, bracket, line end or sign above ASCII stands as itself; the numbers read back give the text."""
    written = str(css_text(text))
    inside = written[1:-1]
    assert written[0] == written[-1] == '"'
    assert inside.isascii()
    assert not set(inside) & set("\"'<>{};\n\r\f")
    read, rest = "", inside
    while rest:
        if rest[0] == "\\":
            number, _, rest = rest[1:].partition(" ")
            read += chr(int(number, 16))
        else:
            read, rest = read + rest[0], rest[1:]
    assert read == orderly(text)
