"""What a published page may hold: elements, addresses, styles, a content security policy. Allow-lists, all of them."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import urlsplit

_ELEMENTS = """
    html head meta title style body header main nav footer section article aside address hgroup div span p a
    h1 h2 h3 h4 h5 h6 abbr b bdi bdo strong i em small sub sup s u del ins code pre kbd samp var q cite dfn mark time
    data br wbr hr blockquote ul ol li dl dt dd figure figcaption img picture details summary meter progress
    table caption colgroup col thead tbody tfoot tr th td
    svg g path rect circle ellipse line polyline polygon text tspan textpath defs clippath mask pattern marker symbol
    use title desc stop lineargradient radialgradient
"""
ELEMENTS = frozenset(_ELEMENTS.split())
VOID = frozenset({"meta", "br", "wbr", "hr", "img", "col"})
_ADDRESSES = """
    href src xlink:href srcset poster background cite longdesc action formaction ping manifest data codebase
    archive usemap profile icon classid srcdoc
"""
ADDRESSES = frozenset(_ADDRESSES.split())
_METAS = frozenset({"viewport", "description", "color-scheme", "theme-color", "author", "robots", "referrer"})
_IMAGE = re.compile(r"data:image/(png|jpeg|gif|webp|svg\+xml)[;,]")
_TYPEFACE = re.compile(r"data:font/woff2;base64,")
_CSS_ESCAPE = re.compile(r"\\([0-9a-fA-F]{1,6})\s?|\\(.)", re.S)
_CSS_TEXT = re.compile(r"content: \"(?:[A-Za-z0-9 ]|\\[0-9a-f]{1,6} )*\";")  # letters, digits, escapes: a text
_CSS_COMMENT = re.compile(r"/\*.*?\*/", re.S)
_CSS_BANNED = re.compile(
    r"@import|@charset|local\s*\(|expression\s*\(|-moz-binding|behavior\s*:|image-set\s*\(|</", re.I
)
_CSS_URL = re.compile(r"url\s*\(\s*['\"]?\s*([^)]*)", re.I)


def address_allowed(element: str, attribute: str, value: str, *, site: str) -> bool:
    r"""Whether an address may stand there: within the page, to a neighbouring page, to a mailbox, to the firm's site.

    Parameters
    ----------
    site : str
        The consultancy's declared site (``https://...``), empty when it has none.

    >>> address_allowed("a", "href", "java\tscript:alert(1)", site="")
    False
    >>> address_allowed("a", "href", "3_customer_value.html#q-3-8", site="")
    True
    """
    if re.search(r"[\x00-\x20\x7f\\]", value):
        return False
    if value.startswith("#"):
        return attribute in ("href", "xlink:href")
    if element == "img":
        return attribute == "src" and _IMAGE.match(value) is not None
    if (element, attribute) != ("a", "href"):
        return False
    if value.lower().startswith(("mailto:", "tel:")):
        return True
    if site and (value == site or value.startswith(site.rstrip("/") + "/")):
        return True
    parts = urlsplit(unescape(value))
    return not (parts.scheme or parts.netloc or ":" in value or value.startswith("/"))


def style_allowed(text: str) -> bool:
    r"""Whether a style sheet or a style attribute loads nothing and runs nothing.

    >>> style_allowed("fill: url(#hatch)"), style_allowed(r"background: \75rl(//a.example)")
    (True, False)
    """
    text = _CSS_TEXT.sub('content: "";', text)
    text = _CSS_ESCAPE.sub(_unescaped, _CSS_COMMENT.sub("", text))
    if _CSS_BANNED.search(text):
        return False
    return all(url.startswith("#") or _IMAGE.match(url) or _TYPEFACE.match(url) for url in _CSS_URL.findall(text))


def meta_allowed(attributes: dict[str, str]) -> bool:
    """Whether a meta element is a charset, a harmless name, or the policy itself."""
    if "http-equiv" in attributes:
        return attributes["http-equiv"].lower() == "content-security-policy"
    if "charset" in attributes:
        return set(attributes) == {"charset"} and attributes["charset"].lower() == "utf-8"
    return attributes.get("name", "").lower() in _METAS


def policy_allowed(policy: str) -> bool:
    """Whether a content security policy forbids all but inline style and images inside the file.

    >>> policy_allowed("default-src 'none'; style-src 'unsafe-inline'; img-src data:")
    True
    >>> policy_allowed("default-src 'none'; script-src 'unsafe-inline'")
    False
    """
    accepted = {"style-src": {"'unsafe-inline'"}, "img-src": {"data:"}, "font-src": {"data:"}}
    directives: dict[str, list[str]] = {}
    for directive in filter(None, map(str.strip, policy.split(";"))):
        name, *sources = directive.split()
        if directives.setdefault(name.lower(), sources) is not sources:
            return False
    if directives.get("default-src") != ["'none'"]:
        return False
    return all(set(sources) <= accepted.get(name, set()) | {"'none'"} for name, sources in directives.items())


def _unescaped(match: re.Match[str]) -> str:
    if not match[1]:
        return match[2]
    point = int(match[1], 16)
    return chr(point) if 0 < point < 0x110000 else "\ufffd"
