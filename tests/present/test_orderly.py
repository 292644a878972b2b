"""No name reorders the text around it, and no page holds what is no text."""

from __future__ import annotations

import unicodedata

import pytest
from markupsafe import Markup

from gtkit.evidence import Name, Statement
from gtkit.present import Notice
from gtkit.present.orderly import orderly
from gtkit.present.page import PageBlock, run_index
from gtkit.words import Words

DIRECTIONS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"


def test_every_direction_control_is_dropped() -> None:
    """All twelve of the bidirectional algorithm, and the controls that are not white space; letters stay."""
    assert orderly(f"a{DIRECTIONS}b\x00\x1b\x85") == "ab"
    assert orderly("שלום Ali\tx\ny\u202f%") == "שלום Ali\tx\ny\u202f%"


def test_no_control_sign_but_white_space_is_left() -> None:
    """Over the whole of category Cc: tab, line feed and carriage return alone remain."""
    controls = "".join(chr(point) for point in range(0x110000) if unicodedata.category(chr(point)) == "Cc")
    assert orderly(controls) == "\t\n\r"


def test_spaces_of_a_client_are_set_as_those_of_the_catalogue() -> None:
    """Before percent, euro and high punctuation and inside guillemets; code and other markup keep theirs."""
    assert orderly("Remise : 2 % « nette »") == "Remise\u00a0: 2\u202f% «\u00a0nette\u00a0»"
    assert orderly(Markup('<i style="a : b">')) == '<i style="a : b">'


def test_what_is_safe_stays_safe() -> None:
    """Escaped HTML is not escaped again, and loses the same signs."""
    assert orderly(Markup("<b>\u202ex</b>")) == Markup("<b>x</b>")
    assert isinstance(orderly(Markup("x")), Markup)
    assert orderly(12.5) == 12.5


@pytest.mark.parametrize("sign", DIRECTIONS)
def test_exhibits_and_pages_pass_through_it(sign: str) -> None:
    """A name in a sentence of an exhibit, and an organisation on a page, stand without the sign and with the rest."""
    words = Words.of("fr")
    told = Notice(
        words=words, statements=(Statement("page.title", {"organisation": Name(f"A{sign}B"), "title": Name("T")}),)
    )
    index = run_index((), PageBlock.read({"organisation": f"A{sign}B", "lang": "fr"}))
    for html in (told.html, index):
        assert sign not in html
        assert "AB" in html
