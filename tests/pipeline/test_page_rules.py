"""Allow-lists: what a page may hold passes, and every known way round is refused."""

from __future__ import annotations

import pytest

from gtkit.pipeline.page_rules import address_allowed, meta_allowed, policy_allowed, style_allowed

SITE = "https://cabinet.example"


@pytest.mark.parametrize(
    ("element", "attribute", "value"),
    [
        ("a", "href", "#q-3-8"),
        ("a", "href", "3_customer_value.html#q-3-8"),
        ("a", "href", "../internal/fr/3_customer_value.html"),
        ("a", "href", "mailto:contact@cabinet.example"),
        ("a", "href", "tel:+33199000000"),
        ("a", "href", SITE),
        ("a", "href", SITE + "/methode"),
        ("use", "xlink:href", "#marker"),
        ("img", "src", "data:image/png;base64,AAAA"),
    ],
)
def test_an_address_inside_the_report_passes(element: str, attribute: str, value: str) -> None:
    """Anchors, neighbouring pages, mailboxes, the firm's own site, images inside the file."""
    assert address_allowed(element, attribute, value, site=SITE)


@pytest.mark.parametrize(
    ("element", "attribute", "value"),
    [
        ("a", "href", "javascript:alert(1)"),
        ("a", "href", "JaVaScRiPt:alert(1)"),
        ("a", "href", " javascript:alert(1)"),
        ("a", "href", "java\nscript:alert(1)"),
        ("a", "href", "\x01javascript:alert(1)"),
        ("a", "href", "vbscript:x"),
        ("a", "href", "data:text/html,<b>"),
        ("a", "href", "file:///etc/passwd"),
        ("a", "href", "http://a.example"),
        ("a", "href", "//a.example/x"),
        ("a", "href", "\\\\server\\share"),
        ("a", "href", "/index.html"),
        ("a", "href", "https://cabinet.example.evil.example"),
        ("a", "href", "https://a.example"),
        ("a", "ping", "x.html"),
        ("img", "src", "photo.png"),
        ("img", "src", "data:text/html;base64,AAAA"),
        ("img", "src", "https://a.example/x.png"),
        ("img", "srcset", "data:image/png;base64,AAAA"),
        ("use", "href", "sprite.svg#a"),
        ("a", "xlink:href", "javascript:alert(1)"),
    ],
)
def test_an_address_that_leads_out_or_runs_is_refused(element: str, attribute: str, value: str) -> None:
    """Schemes in any case, with blanks or control characters, remote and local files, look-alike sites."""
    assert not address_allowed(element, attribute, value, site=SITE)


def test_without_a_declared_site_no_web_address_passes() -> None:
    """The firm's site is an exception that must be stated."""
    assert not address_allowed("a", "href", SITE, site="")


@pytest.mark.parametrize(
    "style",
    [
        "color: red",
        "fill: url(#hatch)",
        "q::before { content: '\\201C' }",
        "@media print {}",
        '@font-face { font-family: "Brand"; src: url(data:font/woff2;base64,d09G) format("woff2"); }',
        r'@page { @top-left { content: "\40 import \75 rl\28 \2f \2f x\29 \3c \2f style"; } }',
    ],
)
def test_a_plain_style_passes(style: str) -> None:
    """Colours, hatching by fragment, escaped quotation marks, media rules, typefaces inside the file, escaped texts."""
    assert style_allowed(style)


@pytest.mark.parametrize(
    "style",
    [
        "background: url(https://a.example/x.png)",
        "background: url('//a.example')",
        'background: URL( "x.png")',
        r"background: \75rl(//a.example)",
        "background: u/**/rl(x); behavior: y",
        "@import 'x.css'",
        r"@\69mport 'x.css'",
        "width: expression(alert(1))",
        "@font-face { src: local(x) }",
        "@font-face { src: url(x.woff2) }",
        "@font-face { src: url(data:font/woff;base64,AA) }",
        r"""a { content: "x"; } @\69mport 'x'; b { content: "y"; }""",
        r"""a { content: "\22 ; @import 'x'"; }""",
        "a {} </style><b>",
    ],
)
def test_a_style_that_loads_or_runs_is_refused(style: str) -> None:
    """Addresses, imports and old browsers' scripts, escaped or not."""
    assert not style_allowed(style)


@pytest.mark.parametrize(
    ("policy", "allowed"),
    [
        ("default-src 'none'; style-src 'unsafe-inline'; img-src data:", True),
        ("default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'", True),
        ("", False),
        ("style-src 'unsafe-inline'", False),
        ("default-src 'self'", False),
        ("default-src 'none'; script-src 'unsafe-inline'", False),
        ("default-src 'none'; img-src *", False),
        ("default-src *; default-src 'none'", False),
    ],
)
def test_a_policy_forbids_all_but_style_and_inner_images(policy: str, allowed: bool) -> None:
    """The first directive of a name counts, in browsers as here; a second one is refused."""
    assert policy_allowed(policy) is allowed


@pytest.mark.parametrize(
    ("attributes", "allowed"),
    [
        ({"charset": "utf-8"}, True),
        ({"charset": "utf-7"}, False),
        ({"name": "viewport", "content": "width=device-width"}, True),
        ({"http-equiv": "Content-Security-Policy", "content": ""}, True),
        ({"http-equiv": "refresh", "content": "0; url=x"}, False),
        ({"http-equiv": "set-cookie", "content": "a=b"}, False),
        ({"property": "og:image", "content": "x"}, False),
    ],
)
def test_a_meta_element_is_harmless_or_refused(attributes: dict[str, str], allowed: bool) -> None:
    """No refresh, no cookie, no other charset."""
    assert meta_allowed(attributes) is allowed
