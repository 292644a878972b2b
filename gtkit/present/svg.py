"""A matplotlib figure or a formula as SVG to stand inside a page: no style of its own, colours by role, same bytes."""

from __future__ import annotations

import hashlib
import io
import math
import re
import xml.etree.ElementTree as ET  # the text parsed here was written by matplotlib a line before

import matplotlib as mpl
from matplotlib.figure import Figure

from gtkit.present.theme import INK, ROLES, length, themed
from gtkit.words import typeset

_PLAIN = {"Date": None, "Creator": None, "Format": None, "Type": None}
_REFERENCE = re.compile(r"url\(#([^)]+)\)")
_SPACES = re.compile(r"\s+")
_DECIMALS = re.compile(r"(\d+\.\d{2})\d+")
_STYLED = ("fill", "stroke", "opacity")
_PLACE = re.compile(r"translate\(([-\d.]+) ([-\d.]+)\)(?: rotate\(([-\d.]+)\))?")
_SIZE = re.compile(r"([\d.]+)px")
_ANCHORS = {"end": 1.0, "middle": 0.5, "start": 0.0}  # where a line is held, as a part of its length
_SUM = re.compile(r"(\\sum(?:[_^](?:\{[^{}]*\}|\w))*)(?: *\\,)* *")
_BEFORE_SUM = re.compile(r"(?<=[\w})\]]) *(?=\\sum)")
_POINT = re.compile(r"(?<=\d)\.(?=\d)")
_TEXT_ONLY = ("font-size", "font-weight", "text-anchor", "fill", "opacity")


def inline(figure: Figure) -> str:
    """The figure as one ``<svg>`` element for HTML.

    Colours of the theme become CSS variables with the drawn colour as fallback, text stays text in the page's own
    typeface, aligned whatever that typeface is, ids are unique to the drawing's content, and the element is hidden
    from screen readers: the exhibit around it speaks.

    Returns
    -------
    str: the same bytes for the same figure.
    """
    file = io.StringIO()
    with themed():
        figure.savefig(file, format="svg", metadata=_PLAIN)
    return _cleaned(file.getvalue())


def formula(latex: str, *, place: str, lang: str) -> str:
    """A formula as ``<svg>``, its signs drawn as shapes so that no typeface is needed.

    Parameters
    ----------
    latex : str
        Without delimiters, in the part of LaTeX that matplotlib draws.
    place : str
        Where it will stand: the same formula in two places of a page has other ids in each.
    lang : str
        Language of the page: its numbers bear a comma in French.

    Returns
    -------
    str: height in em, to stand in a line of text.

    Raises ValueError, from matplotlib, for a formula that it cannot draw.
    """
    with themed(), mpl.rc_context({"svg.fonttype": "path", "text.parse_math": True, "mathtext.fontset": "stix"}):
        figure = Figure(figsize=(0.01, 0.01))
        figure.text(0, 0, f"${_spaced(latex, lang)}$", color=INK, fontsize=12)
        file = io.StringIO()
        figure.savefig(file, format="svg", metadata=_PLAIN, bbox_inches="tight", pad_inches=0.02)
    svg = _cleaned(file.getvalue(), place)
    width, height = re.findall(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg)[0]
    size = f'style="width: {float(width) / 9:.2f}em; height: {float(height) / 9:.2f}em"'
    return svg.replace("<svg ", f"<svg {size} ", 1)


def _spaced(latex: str, lang: str) -> str:
    """The formula with air around each sum, and the decimal sign of the language."""
    aired = _SUM.sub(r"\1 \\, ", _BEFORE_SUM.sub(r" \\, ", latex))
    return _POINT.sub("{,}", aired) if lang == "fr" else aired


def _cleaned(text: str, place: str = "") -> str:
    root = ET.fromstring(text)  # noqa: S314
    prefix = "g" + hashlib.sha256((place + text).encode()).hexdigest()[:10]
    for element in root.iter():
        element.tag = element.tag.split("}")[-1]
        element.tail = None
    for group in root.iter("g"):
        _anchor(group.findall("text"))
    for element in root.iter():
        if element.tag == "text" and element.text:
            element.text = typeset(element.text)
        else:
            element.text = None if element.text is None or element.tag == "style" else element.text.strip() or None
    _prune(root)
    used = {name for e in root.iter() for name in _references(e)}
    for element in root.iter():
        _rewrite(element, prefix, used)
    view = root.get("viewBox", "")
    root.attrib.clear()
    root.attrib |= {"viewBox": view, "aria-hidden": "true", "focusable": "false"}
    return ET.tostring(root, encoding="unicode", short_empty_elements=True)


def _anchor(lines: list[ET.Element]) -> None:
    """Hold each line of one text where it is aligned with the others: at its end, its middle or its start.

    Matplotlib places every line of several by its start, as long as its own typeface makes it; the page's typeface
    makes lines of other lengths, that no longer end together.
    """
    places = [_PLACE.fullmatch(line.get("transform", "")) for line in lines]
    if len(lines) < 2 or None in places:
        return
    starts = [(float(place[1]), float(place[2])) for place in places if place]
    turned = next(float(place[3] or 0) for place in places if place)
    along, across = math.cos(math.radians(turned)), math.sin(math.radians(turned))
    lengths = [_length(line) for line in lines]

    def spread(part: float) -> float:
        held = [x * along + y * across + part * n for (x, y), n in zip(starts, lengths, strict=True)]
        return round(max(held) - min(held), 2)

    name = min(_ANCHORS, key=lambda name: spread(_ANCHORS[name]))
    for line, (x, y), long in zip(lines, starts, lengths, strict=True):
        reach = _ANCHORS[name] * long
        turn = f" rotate({turned:g})" if turned else ""
        line.set("transform", f"translate({x + reach * along:.6f} {y + reach * across:.6f}){turn}")
        line.set("style", f"{line.get('style', '')}; text-anchor: {name}")


def _length(line: ET.Element) -> float:
    size = _SIZE.search(line.get("style", ""))
    return length(line.text or "", float(size[1]) if size else None)


def _prune(parent: ET.Element) -> None:
    """Drop metadata, matplotlib's page-wide style, comments, empty groups and invisible backgrounds."""
    for child in list(parent):
        _prune(child)
        bare = child.tag in {"g", "defs"} and len(child) == 0
        unseen = child.tag == "path" and _declared(child).get("fill") == "none" and "stroke" not in _declared(child)
        if child.tag in {"metadata", "style"} or bare or unseen:
            parent.remove(child)


def _references(element: ET.Element) -> list[str]:
    links = [v[1:] for k, v in element.attrib.items() if k.endswith("href")]
    return links + [name for value in element.attrib.values() for name in _REFERENCE.findall(value)]


def _rewrite(element: ET.Element, prefix: str, used: set[str]) -> None:
    style = _declared(element)
    for name in _STYLED:  # a variable works in a style, not in an attribute
        if name in element.attrib:
            style[name] = element.attrib.pop(name)
    if element.tag == "text":
        style = {k: v for k, v in style.items() if k in _TEXT_ONLY}
        style.setdefault("fill", INK)
    attributes: dict[str, str] = {}
    for key, value in element.attrib.items():
        plain = key.split("}")[-1]
        if plain == "id":
            if value in used:
                attributes["id"] = f"{prefix}-{value}"
        elif plain == "href":
            attributes["href"] = f"#{prefix}-{value[1:]}"
        elif plain == "transform" and value.startswith("rotate(-0 "):
            continue
        elif plain != "style":
            attributes[plain] = _pointed(value, prefix)
    if "d" in attributes:
        attributes["d"] = _SPACES.sub(" ", _DECIMALS.sub(r"\1", attributes["d"])).strip()
    if style:
        attributes["style"] = "; ".join(f"{k}: {_pointed(_coloured(v), prefix)}" for k, v in style.items())
    element.attrib.clear()
    element.attrib |= attributes


def _declared(element: ET.Element) -> dict[str, str]:
    pairs = (part.split(":", 1) for part in element.get("style", "").split(";") if ":" in part)
    return {key.strip(): value.strip() for key, value in pairs}


def _coloured(value: str) -> str:
    role = ROLES.get(value.lower())
    fallback = "currentColor" if value.lower() == INK else value
    return f"var(--{role}, {fallback})" if role else value


def _pointed(value: str, prefix: str) -> str:
    return _REFERENCE.sub(rf"url(#{prefix}-\1)", value)
