"""Ways to spoil an export in text: separators, quotes, headings, and cells that are too much."""

from __future__ import annotations

from random import Random

from .spoil import ANY, NASTY, Spoil, half_recoded


def other_separator(data: bytes, rng: Random) -> bytes:
    """One separator for another, throughout or on one line."""
    old, new = rng.choice((b";", b",", b"\t", b"|")), rng.choice((b";", b",", b"\t", b"|", b"\0", b" "))
    if rng.random() < 0.5:
        return data.replace(old, new)
    lines = data.split(b"\n")
    at = rng.randrange(len(lines))
    lines[at] = lines[at].replace(old, new)
    return b"\n".join(lines)


def open_quote(data: bytes, rng: Random) -> bytes:
    """A quotation mark that nobody closes."""
    at = rng.choice([place for place, sign in enumerate(data) if sign in b";,\n\t"] or [0])
    return data[: at + 1] + b'"' + data[at + 1 :]


def other_cell(data: bytes, rng: Random) -> bytes:
    """A cell, of the header as well, replaced."""
    lines = data.split(b"\n")
    at = rng.randrange(len(lines))
    cells = lines[at].split(b";")
    cells[rng.randrange(len(cells))] = rng.choice(NASTY)
    lines[at] = b";".join(cells)
    return b"\n".join(lines)


def too_wide(data: bytes, rng: Random) -> bytes:
    """A line of very many cells."""
    at = rng.choice((0, len(data)))
    return data[:at] + b";" * rng.choice((300, 20_000, 20_000, 500_000)) + b"\n" + data[at:]


def too_long(data: bytes, rng: Random) -> bytes:
    """A cell of very many signs, such as one that makes patterns search."""
    unit = rng.choice((b"x", b"1 ", b"1.", b"(", b'="', b"'", b"9", "é".encode()))
    at = rng.choice([place for place, sign in enumerate(data) if sign in b";,\n\t"] or [0])
    return data[: at + 1] + unit * rng.choice((200, 200, 130_000)) + data[at + 1 :]


def too_many(data: bytes, rng: Random) -> bytes:
    """The same rows, or blank ones, very many times."""
    head, _, rows = data.partition(b"\n")
    return head + b"\n" + (rows * rng.choice((5, 20, 300)) if rng.random() < 0.7 else rows + b"\r" * 200_000)


WAYS: tuple[Spoil, ...] = (
    *ANY,
    *(half_recoded, other_separator, open_quote, other_cell, other_cell, other_cell, too_wide, too_long, too_many),
)
