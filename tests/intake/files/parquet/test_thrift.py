"""Thrift's compact protocol is read as it is specified, and nothing else passes for it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gtkit.intake.files.parquet.thrift import Reader


def read(data: bytes) -> dict[int, object]:
    """The structure that bytes begin with."""
    return dict(Reader(data, 0, len(data)).struct())


def zigzag(number: int) -> bytes:
    """A whole number as the protocol writes it."""
    left, out = (number << 1) ^ (number >> 63), bytearray()
    while left >= 128:
        out.append(left & 127 | 128)
        left >>= 7
    return bytes([*out, left])


@given(st.integers(-(2**63), 2**63 - 1), st.binary(max_size=40))
def test_numbers_and_bytes_come_back(number: int, text: bytes) -> None:
    """Whatever their size and sign."""
    data = b"\x16" + zigzag(number) + b"\x18" + bytes([len(text)]) + text + b"\0"
    assert read(data) == {1: number, 2: text}


def test_flags_lists_maps_and_structures_are_walked() -> None:
    """A flag is its own kind; a list tells its length once; what follows a map is found."""
    assert read(bytes([0x11, 0x12, 0x19, 0x25, 2, 4, 0x1B, 1, 0x55, 2, 4, 0x1C, 0x15, 6, 0, 0x15, 8, 0])) == {
        1: True, 2: False, 3: [1, 2], 4: [1, 2], 5: {1: 3}, 6: 4,
    }  # fmt: skip


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x15",
        b"\x18\x05abc",
        b"\x1d\0",
        b"\x16" + b"\xff" * 12,
        b"\x19\xf5\xff\xff\xff\xff\x0f",
        b"\x1c" * 4_000,
        b"\x19\x19" * 2_000,
        b"\x1b\xff\xff\xff\x7f\x55",
    ],
    ids=["nothing", "cut", "short text", "unknown kind", "endless number", "huge list", "deep", "deep lists", "map"],
)
def test_what_is_no_structure_is_refused(data: bytes) -> None:
    """ValueError alone: neither depth nor length fills the memory or the stack."""
    with pytest.raises(ValueError, match=r"^"):
        read(data)


@given(st.binary(max_size=300))
def test_any_bytes_end(data: bytes) -> None:
    """Read or refused."""
    try:
        read(data)
    except ValueError:
        return
