"""Ways to spoil a Parquet file: its footer, the heads of its pages, and what they say of sizes."""

from __future__ import annotations

from random import Random

from .spoil import ANY, Spoil, spoiled

_HEADS = (b"\x15\x00\x15", b"\x15\x04\x15", b"\x15\x06\x15")  # a page of rows, a dictionary, a page of the second form


def footer_spoiled(data: bytes, rng: Random) -> bytes:
    """Bytes of the footer spoiled, its length told right."""
    start = _footer(data)
    footer = spoiled(data[start:-8], rng, ANY)
    return data[:start] + footer + len(footer).to_bytes(4, "little") + data[-4:]


def footer_flipped(data: bytes, rng: Random) -> bytes:
    """One bit of the footer the other way."""
    start = _footer(data)
    if start >= len(data) - 8:
        return data
    out = bytearray(data)
    out[rng.randrange(start, len(data) - 8)] ^= 1 << rng.randrange(8)
    return bytes(out)


def other_length(data: bytes, rng: Random) -> bytes:
    """A footer that tells another length."""
    length = rng.choice((0, 1, 8, 2**31 - 1, 2**32 - 1, len(data), max(0, len(data) - 12)))
    return data[:-8] + length.to_bytes(4, "little") + data[-4:]


def page_lies(data: bytes, rng: Random) -> bytes:
    """A page that tells another size, or another number of rows."""
    places = [at for head in _HEADS for at in _all(data, head)]
    if not places:
        return data
    at = rng.choice(places) + 3
    number = rng.choice(
        (b"\x00", b"\x01", b"\x7f", b"\xfe\xff\xff\xff\x0f", b"\xff\xff\xff\xff\x0f", b"\x80\x80\x80\x80\x01")
    )
    at += rng.choice((0, 0, 2, 3, 5, 7))
    return data[:at] + number + data[at + (1 if rng.random() < 0.5 else len(number)) :]


def pages_spoiled(data: bytes, rng: Random) -> bytes:
    """Bytes of the rows spoiled, as many as there were."""
    start = _footer(data)
    out = bytearray(data)
    for _ in range(rng.choice((1, 5, 60)) if start > 4 else 0):
        out[rng.randrange(4, start)] = rng.choice((0, 1, 0x7F, 0x80, 0xFF, rng.randrange(256)))
    return bytes(out)


def _footer(data: bytes) -> int:
    """Where the footer starts."""
    return min(max(4, len(data) - 8 - int.from_bytes(data[-8:-4], "little")), len(data))


def _all(data: bytes, part: bytes) -> list[int]:
    at, found = data.find(part), []
    while at >= 0:
        found.append(at)
        at = data.find(part, at + 1)
    return found


WAYS: tuple[Spoil, ...] = (*ANY, *(footer_spoiled, footer_flipped, page_lies, pages_spoiled) * 4, other_length)
