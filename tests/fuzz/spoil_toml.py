"""Ways to spoil an engagement.toml: values of another type, names of another kind, depth, length."""

from __future__ import annotations

import re
from random import Random

from .spoil import ANY, Spoil

_VALUES = (
    *("true", "0", "-1", "1e400", "inf", "-inf", "nan", "9" * 5_000, "0x" + "f" * 5_000, "1_0", '""', '" "', "''"),
    *(
        "[]",
        "{}",
        "[[]]",
        "[1, 'a']",
        "{ a = { b = 1 } }",
        "2026-06-30",
        "2026-06-30T10:00:00Z",
        "10:00:00",
        "9999-12-31",
    ),
    *(
        "1900-02-29",
        "'../x.csv'",
        "'/etc/passwd'",
        "'NUL.csv'",
        "'x\\u0000.csv'",
        '"\\u0000"',
        '"\\ud800"',
        '"\\U0010ffff"',
    ),
    *(
        '"' + "x" * 100_000 + '"',
        "'__import__(\"os\")'",
        "'{0.__class__}'",
        "'0,12'",
        "'12 %'",
        "'oui'",
        "'EUR '",
        "'é'",
    ),
)
_NAMES = ("folder", "id", "salt", "sources", "__class__", '""', '"é"', '"a\\nb"', "x" * 5_000, "1", "-", "model_config")


def other_value(data: bytes, rng: Random) -> bytes:
    """A value of another type."""
    return _one(rb"(?m)^([^#\n=]+=)[^\n]*", data, rng, lambda m: m[1] + b" " + rng.choice(_VALUES).encode())


def other_name(data: bytes, rng: Random) -> bytes:
    """A key of another name, often of one that is there."""
    return _one(rb"(?m)^[\w.]+ *=", data, rng, lambda _: rng.choice(_NAMES).encode() + b" =")


def other_section(data: bytes, rng: Random) -> bytes:
    """A section named otherwise, or an array of sections."""
    names = ("[x]", "[[sources]]", "[sources]", "[firm.look]", "[sources.transactions.columns.x]", "[[id]]", "[intake]")
    return _one(rb"(?m)^\[[^\n]*", data, rng, lambda _: rng.choice(names).encode())


def too_deep(data: bytes, rng: Random) -> bytes:
    """Brackets, braces and dotted names without end."""
    depth = rng.choice((50, 900, 30_000))
    name = rng.choice(
        ("x", "perimeter", "sources", "firm", "customer_value.annual_rate", "sources.transactions.columns")
    )
    deep = (
        f"{name} = {'[' * depth}{']' * depth}",
        f"{name} = {'{a=' * depth}1{'}' * depth}",
        f"{name}{'.a' * depth} = 1",
        f"[{name}{'.a' * depth}]\nb = 1",
    )
    line = rng.choice(deep).encode()
    return line + b"\n" + data if rng.random() < 0.5 else data + b"\n" + line + b"\n"


def too_long(data: bytes, rng: Random) -> bytes:
    """Comments, sections or files in very great number."""
    many = (
        b"# x\n" * 80_000,
        b"\n".join(b"[x%d]" % n for n in range(20_000)),
        b"files = [" + b"'a.csv'," * 20_000 + b"]",
    )
    return data + b"\n" + rng.choice(many)


def _one(pattern: bytes, data: bytes, rng: Random, change: object) -> bytes:
    found = list(re.finditer(pattern, data))
    if not found:
        return data
    match = rng.choice(found)
    return data[: match.start()] + change(match) + data[match.end() :]  # type: ignore[operator]


WAYS: tuple[Spoil, ...] = (*ANY, *(other_value,) * 6, *(other_name,) * 3, other_section, too_deep, too_deep, too_long)
