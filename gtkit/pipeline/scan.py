"""Read a page as a stranger would, before it is published: nothing active, nothing remote, nothing that escaped.

Every finding is located. A page with one finding is not published.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

from gtkit.errors import PublicationRefused
from gtkit.pipeline.page_rules import (
    ADDRESSES,
    ELEMENTS,
    VOID,
    address_allowed,
    meta_allowed,
    policy_allowed,
    style_allowed,
)
from gtkit.pipeline.private import machine_marks

_ACTIVE = re.compile(r"<\s*/?\s*(script|iframe|object|embed|form|base|link|foreignobject|animate|set)\b", re.I)
_LEAKED = re.compile(r"(?<![\w-])(NaN|nan|NaT|None|inf|-inf|Infinity)(?![\w-])")
_SPILLED = re.compile(r"\$\$|\{\{|\}\}|\{%")  # in prose; code, shown in the internal edition, may hold them
_TRACE = re.compile(r"\bTraceback\b| object at 0x[0-9a-f]+")
_SPOKEN = frozenset({"alt", "title", "aria-label", "content", "placeholder"})


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One reason to refuse a page. `code` is the last part of the catalogue key ``scan.<code>``."""

    page: str
    line: int
    code: str
    found: str


class PageRefused(PublicationRefused):
    """The page scan found something; `findings` holds all of it, `found` how many."""

    code = "page_refused"

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        first = findings[0]
        super().__init__(f"{first.page}:{first.line}", found=len(findings))
        self.findings = findings


def scan_page(
    source: str, page: str, *, site: str = "", given: Collection[str] = (), folders: Iterable[Path] = ()
) -> tuple[Finding, ...]:
    """Everything in a page that must not be published, in reading order.

    Parameters
    ----------
    source : str
        The page as it stands in its file.
    page : str
        Its name, for the findings.
    site : str
        The consultancy's declared site, the only web address that a link may bear.
    given : collection of str
        Words such as "None" that the client's data hold: a customer may be called so.
    folders : iterable of Path
        Folders of this run that must not be told.

    >>> [finding.code for finding in scan_page("<p onclick='x()'>12</p>", "page.html")]
    ['event', 'no_policy']
    """
    reader = _Reader(page=page, site=site, given=frozenset(given))
    reader.feed(source)
    reader.close()
    findings = reader.finished()
    for match in _ACTIVE.finditer(source):
        findings.append(Finding(page, source.count("\n", 0, match.start()) + 1, "active", match[0]))
    findings += _machine(source, page, given, folders)
    return tuple(sorted(set(findings)))


@dataclass
class _Reader(HTMLParser):
    """The tokenizer's ear; everything it objects to ends in `findings`."""

    page: str
    site: str
    given: frozenset[str]
    findings: list[Finding] = field(default_factory=list)
    open: list[str] = field(default_factory=list)
    metas: int = 0
    ids: set[str] = field(default_factory=set)
    targets: dict[str, int] = field(default_factory=dict)
    has_policy: bool = False

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def object_to(self, code: str, found: str) -> None:
        self.findings.append(Finding(self.page, self.getpos()[0], code, " ".join(found.split())[:80]))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ELEMENTS:
            self.object_to("element", f"<{tag}>")
        if tag not in VOID:
            self.open.append(tag)
        names = [name for name, _ in attrs]
        if len(names) != len(set(names)):
            self.object_to("attribute", f"<{tag} {' '.join(names)}>")
        attributes = {name: value or "" for name, value in attrs}
        for name, value in attributes.items():
            self._attribute(tag, name, value)
        if tag == "meta":
            self._meta(attributes)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID and tag in self.open:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag in self.open:
            while self.open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if "style" in self.open:
            if not style_allowed(data):
                self.object_to("style", data)
            return
        self._words(data)

    def handle_decl(self, decl: str) -> None:
        if decl.lower() != "doctype html":
            self.object_to("declaration", decl)

    def handle_comment(self, data: str) -> None:
        if "<" in data or ">" in data:  # a browser may see its end elsewhere
            self.object_to("declaration", data)

    def unknown_decl(self, data: str) -> None:
        self.object_to("declaration", data)

    def handle_pi(self, data: str) -> None:
        self.object_to("declaration", data)

    def finished(self) -> list[Finding]:
        if not self.has_policy:
            self.findings.append(Finding(self.page, 1, "no_policy", ""))
        self.findings += [
            Finding(self.page, line, "dead_link", f"#{target}")
            for target, line in self.targets.items()
            if target and target not in self.ids
        ]
        return self.findings

    def _attribute(self, tag: str, name: str, value: str) -> None:
        if name == "id":
            if value in self.ids:
                self.object_to("attribute", f'id="{value}"')
            self.ids.add(value)
        if name.startswith("on"):
            self.object_to("event", f"{tag} {name}")
        elif name == "style" and not style_allowed(value):
            self.object_to("style", value)
        elif name in ADDRESSES:
            if not address_allowed(tag, name, value, site=self.site):
                self.object_to("address", f"{tag} {name}={value}")
            elif value.startswith("#"):
                self.targets.setdefault(value[1:], self.getpos()[0])
        elif name not in _SPOKEN and re.search(r"url\s*\(", value, re.I) and not style_allowed(f"x: {value}"):
            self.object_to("address", f"{tag} {name}={value}")
        if name in _SPOKEN:
            self._words(value)

    def _meta(self, attributes: dict[str, str]) -> None:
        if not meta_allowed(attributes):
            self.object_to("element", f"<meta {' '.join(attributes)}>")
        if "charset" in attributes:
            return
        self.metas += 1
        if attributes.get("http-equiv", "").lower() == "content-security-policy":
            if self.metas > 1 or not policy_allowed(attributes.get("content", "")):
                self.object_to("policy", attributes.get("content", ""))
            self.has_policy = True

    def _words(self, text: str) -> None:
        rules = {"trace": _TRACE} if "pre" in self.open else {"leaked": _LEAKED, "spilled": _SPILLED, "trace": _TRACE}
        for code, rule in rules.items():
            for match in rule.finditer(text):
                if match[0] not in self.given:
                    self.object_to(code, text[max(0, match.start() - 30) : match.end() + 30])


def scan_run(
    run: Path, *, site: str = "", given: Collection[str] = (), folders: Iterable[Path] = ()
) -> tuple[Finding, ...]:
    """Every finding in the pages of a run, in its notebooks and in its JSON documents; links between pages too."""
    folders = tuple(folders)
    findings: list[Finding] = []
    for file in sorted(p for p in run.rglob("*") if p.suffix in (".html", ".ipynb", ".json") and p.is_file()):
        page = file.relative_to(run).as_posix()
        source = file.read_text(encoding="utf-8", errors="replace")
        if file.suffix == ".html":
            findings += scan_page(source, page, site=site, given=given, folders=folders)
            findings += _dead_ends(source, page, file, run)
        else:
            findings += _machine(source, page, given, folders)
    return tuple(findings)


def given_words(texts: Iterable[str]) -> tuple[str, ...]:
    """Words in the client's own texts that the scan would take for an accident: a customer may be called "None".

    >>> given_words(["Nan & fils", "None", "Dupont"])
    ('None',)
    """
    found = {
        match[0] for text in texts for pattern in (_LEAKED, _SPILLED, _TRACE) for match in pattern.finditer(text)
    } | {mark for text in texts for mark in machine_marks(text)}
    return tuple(sorted(found))


def _machine(source: str, page: str, given: Collection[str], folders: Iterable[Path]) -> list[Finding]:
    """Marks of this machine; a path that the client's data hold may end a sentence, hence the prefix."""
    known = tuple(word for word in given if len(word) > 3)
    return [Finding(page, 1, "machine", m) for m in machine_marks(source, folders) if not m.startswith(known)]


def _dead_ends(source: str, page: str, file: Path, run: Path) -> list[Finding]:
    """Links to a page that the run does not hold."""
    links = dict.fromkeys(map(unescape, re.findall(r"""<a\b[^>]*?\shref\s*=\s*["']([^"'#]+)""", source)))
    near = {link: (file.parent / link).resolve() for link in links if ":" not in link}
    sound = {link for link, target in near.items() if target.is_file() and target.is_relative_to(run.resolve())}
    return [Finding(page, 1, "dead_link", link) for link in near if link not in sound]
