"""Ways to spoil a file that know nothing of its kind: bytes cut, doubled, swapped, and slipped in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

Spoil = Callable[[bytes, Random], bytes]

NASTY: tuple[bytes, ...] = (
    *(b"", b";", b'"', b"'", b"\n", b"\r", b"\0", b"\0" * 40, b"\xff", b"\xfe", b"\x1a", b"\x1b[31m", b"," * 50),
    *(b"#REF!", b"=1+1", b"@SUM(A1)", b"9" * 400, b"-0", b"1E999", b"1e-999", b"nan", b"inf", b"NULL", b"NA", b"Total"),
    *(b"30/02/2025", b"00/00/0000", b"31/12/9999", b"45292", b"99999", b"2025-13-45T99:99", b"1.234.567", b"(((1)))"),
    *(b"12,5 k\xe2\x82\xac", b"1\xe2\x80\xaf234", b"%", b"{0}", b"%s%n", b"<c r='A1'>", b"]]>", b"&amp;", b"&x;"),
    *(text.encode() for text in ("é", "\u202e", "٣٤", "①", "𝟙", "ǰ", "\ufeff", "\u2028", "\x85", "\U0010ffff")),
)
MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\xff\xfe\0\0", b"+/v8")


def spoiled(data: bytes, rng: Random, ways: Sequence[Spoil]) -> bytes:
    """One to four ways, one after the other."""
    for _ in range(rng.choice((1, 1, 2, 4))):
        data = rng.choice(ways)(data, rng)
    return data


def flipped(data: bytes, rng: Random) -> bytes:
    """A few bits the other way."""
    out = bytearray(data)
    for _ in range(rng.choice((1, 3, 20)) if out else 0):
        out[rng.randrange(len(out))] ^= 1 << rng.randrange(8)
    return bytes(out)


def cut_short(data: bytes, rng: Random) -> bytes:
    """The beginning alone, or the end alone."""
    at = rng.randrange(len(data) + 1)
    return data[:at] if rng.random() < 0.8 else data[at:]


def doubled(data: bytes, rng: Random) -> bytes:
    """A slice given again, up to many times."""
    start, end = _slice(data, rng)
    return data[:end] + data[start:end] * rng.choice((1, 2, 50)) + data[end:]


def deleted(data: bytes, rng: Random) -> bytes:
    """A slice lost."""
    start, end = _slice(data, rng)
    return data[:start] + data[end:]


def swapped(data: bytes, rng: Random) -> bytes:
    """A slice backwards."""
    start, end = _slice(data, rng)
    return data[:start] + data[start:end][::-1] + data[end:]


def slipped_in(data: bytes, rng: Random) -> bytes:
    """Something nasty, in place of a slice or between two bytes."""
    start, end = _slice(data, rng)
    return data[:start] + rng.choice(NASTY) + data[end if rng.random() < 0.5 else start :]


def marked(data: bytes, rng: Random) -> bytes:
    """Another mark of encoding at the head, or none."""
    for mark in MARKS:
        data = data.removeprefix(mark)
    return rng.choice((*MARKS, b"")) + data


def half_recoded(data: bytes, rng: Random) -> bytes:
    """From some byte on, another encoding."""
    at = rng.randrange(len(data) + 1)
    return data[:at] + data[at:].decode("latin-1").encode(rng.choice(("utf-16", "utf-8", "utf-32", "utf-7")))


ANY: tuple[Spoil, ...] = (flipped, cut_short, doubled, deleted, swapped, slipped_in, slipped_in, marked)


def _slice(data: bytes, rng: Random) -> tuple[int, int]:
    start = rng.randrange(len(data) + 1)
    return start, min(len(data), start + rng.choice((0, 1, 1, 4, 40, 400)))
