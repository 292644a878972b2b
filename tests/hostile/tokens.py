"""What an HTML tokenizer finds in a page: elements with their attributes, and all that a reader sees or hears."""

from __future__ import annotations

from html.parser import HTMLParser

from .payloads import seen


class Tokens(HTMLParser):
    """`nodes`: element, and element with an attribute; `said`: texts and attribute values, as a reader sees them."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.nodes: set[str] = set()
        self.addresses: set[str] = set()
        self._said: list[str] = []
        self.feed(source)
        self.close()

    @property
    def said(self) -> str:
        """Everything said, a line each."""
        return "\n".join(self._said)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.nodes |= {tag, *(f"{tag} {name}" for name, _ in attrs)}
        self.addresses |= {value or "" for name, value in attrs if name in ("href", "src", "xlink:href")}
        self._said += [seen(value) for name, value in attrs if value and name not in ("style", "d", "class")]

    def handle_data(self, data: str) -> None:
        self._said += [seen(data)]

    def handle_comment(self, data: str) -> None:
        self.nodes.add("<!--")

    def handle_pi(self, data: str) -> None:
        self.nodes.add("<?")

    def unknown_decl(self, data: str) -> None:
        self.nodes.add("<![")
