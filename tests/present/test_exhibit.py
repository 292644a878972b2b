"""An exhibit is one value with one way into a page."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from jinja2 import UndefinedError

from gtkit.contracts import Source
from gtkit.evidence import Statement
from gtkit.present import EXHIBIT_MIME, Notice, Origin, caveats
from gtkit.present.exhibit import Exhibit, environment
from gtkit.words import Words

FR = Words.of("fr")


def test_jupyter_gets_html_text_and_the_marker() -> None:
    """The bundle holds the exhibit's HTML, one line of text, and the marker that the page asks for."""
    notice = Notice(words=FR, statements=(Statement("reason.no_time"),))
    bundle = notice._repr_mimebundle_()
    assert bundle["text/html"] == notice._repr_html_() == str(notice.html)
    assert bundle["text/plain"] == FR.say("reason.no_time")
    assert bundle[EXHIBIT_MIME] == {"kind": "notice"}


def test_every_template_escapes() -> None:
    """The environment escapes by default and refuses a name that does not exist."""
    env = environment()
    assert env.from_string("{{ x }}").render(x="<b>") == "&lt;b&gt;"
    with pytest.raises(UndefinedError):
        env.from_string("{{ missing }}").render()


def test_an_origin_names_each_file_once_with_its_sheets() -> None:
    """Folders stay in the trace; sheets of one workbook gather under it, in the order met."""
    files = [("data/a.csv", ""), ("intake.xlsx", "Clients"), ("data/a.csv", ""), ("intake.xlsx", "Temps")]
    sources = tuple(Source(file=file, sha256="0" * 64, sheet=sheet) for file, sheet in files)
    assert Origin(sources, date(2026, 6, 30)).files == (("a.csv", ()), ("intake.xlsx", ("Clients", "Temps")))


def test_caveats_say_each_doubt(origin: Origin, dom: Any) -> None:
    """One paragraph a statement, in the page's language."""
    notice = caveats((Statement("reason.no_time"), Statement("reason.no_margin")), FR, origin)
    page = dom(str(notice.html))
    assert len(page.all("p")) == 2
    assert FR.say("reason.no_margin") in page.text


def test_the_base_says_nothing() -> None:
    """An exhibit must tell its message: the base refuses to."""
    with pytest.raises(NotImplementedError):
        _ = Exhibit(words=FR).told
