"""What a Parquet file must be before anything of it is unpacked: its footer and the heads of its pages, read by hand.

A footer may lie about sizes, and a page of a few bytes may unfold to gigabytes; so the pages' own heads are added up.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gtkit.evidence import Quantity, Unit
from gtkit.intake.faults import DataRefused, Fault, shortened
from gtkit.intake.files.parquet.thrift import Field, Reader, Struct

_MARK, _SEALED = b"PAR1", b"PARE"  # in the clear, or encrypted
_FOOTER = 8_000_000  # bytes
_CELLS, _COLUMNS = 10_000_000, 2_000  # rows x columns, as for a text file
_GROUPS, _PAGES = 2_000, 100_000
_UNFOLDED = 300_000_000  # bytes
_RATIO = 200  # unfolded / packed, above 10 MB unfolded
_WIDEST_NUMBER = 32  # bytes of a decimal


def examine_parquet(data: bytes, *, file: str) -> None:
    """Refuse a Parquet file that nothing should unpack.

    Parameters
    ----------
    data : bytes
        The whole file.
    file : str
        Told in faults.

    Raises DataRefused: parquet_damaged, parquet_encrypted, column_not_flat for each column of lists or structures,
    text_too_large for too many cells, parquet_groups, parquet_unfolds.
    """
    if data[-4:] == _SEALED:
        raise DataRefused([Fault(code="parquet_encrypted", file=file)])
    try:
        _examine(data, file)
    except (ValueError, TypeError, KeyError, OverflowError):
        raise DataRefused([Fault(code="parquet_damaged", file=file)]) from None


def too_heavy(size: int, file: str) -> DataRefused:
    """The refusal of a file that would weigh too much once unpacked, in bytes."""
    facts = {"size": str(size // 1_000_000), "limit": str(_UNFOLDED // 1_000_000)}
    return DataRefused([Fault(code="parquet_unfolds", file=file, facts=facts)])


def bearable(size: int) -> bool:
    """Whether a table of that many bytes may be unpacked."""
    return size <= _UNFOLDED


def _examine(data: bytes, file: str) -> None:
    length = int.from_bytes(data[-8:-4], "little")
    if data[:4] != _MARK or data[-4:] != _MARK or not 0 < length <= min(_FOOTER, len(data) - 12):
        raise ValueError(length)
    footer = Reader(data, len(data) - 8 - length, len(data) - 8).struct()
    root, *elements = (_struct(element) for element in _list(footer[2]))
    rows, groups = _whole(footer[3]), [_struct(group) for group in _list(footer.get(4, []))]
    if 8 in footer:
        raise DataRefused([Fault(code="parquet_encrypted", file=file)])
    _check_shape(rows, elements, groups, file)
    nested = [_text(element) for element in elements if element.get(5) or element.get(3) == 2]
    if nested:
        raise DataRefused([Fault(code="column_not_flat", file=file, column=shortened(name)) for name in nested])
    if root.get(5) != len(elements) or any(_whole(one.get(2, 0)) > _WIDEST_NUMBER for one in elements if one[1] == 7):
        raise ValueError(root)
    chunks = list(_chunks(groups, file))
    pages = (page for chunk in chunks for page in _pages(data, chunk, len(data) - 8 - length))
    unfolded = 0
    for number, size in enumerate(pages):
        unfolded += size
        if number >= _PAGES or not bearable(unfolded):
            raise too_heavy(unfolded, file)
    if unfolded > 10_000_000 and unfolded > _RATIO * len(data):
        raise too_heavy(unfolded, file)


def _check_shape(rows: int, elements: Sequence[Struct], groups: Sequence[Struct], file: str) -> None:
    """Refuse more cells, or more groups of rows, than can be borne."""
    if rows < 0 or sum(_whole(group[3]) for group in groups) != rows or any(_whole(group[3]) < 0 for group in groups):
        raise ValueError(rows)
    if rows * len(elements) > _CELLS or len(elements) > _COLUMNS:
        facts = {"cells": Quantity(_CELLS, Unit.COUNT), "columns": Quantity(_COLUMNS, Unit.COUNT)}
        raise DataRefused([Fault(code="text_too_large", file=file, facts=facts)])
    if len(groups) > _GROUPS:
        found = {"n": Quantity(len(groups), Unit.COUNT), "limit": Quantity(_GROUPS, Unit.COUNT)}
        raise DataRefused([Fault(code="parquet_groups", file=file, facts=found)])


@dataclass(frozen=True, slots=True)
class _Chunk:
    """The pages of one column in one group of rows."""

    first: int  # byte
    size: int
    values: int


def _chunks(groups: Sequence[Struct], file: str) -> Iterator[_Chunk]:
    for group in groups:
        for column in map(_struct, _list(group[1])):
            if 8 in column or 9 in column:
                raise DataRefused([Fault(code="parquet_encrypted", file=file)])
            if column.get(1):  # its pages lie in another file
                raise ValueError(column[1])
            about = _struct(column[3])
            places = [_whole(about[key]) for key in (9, 11) if about.get(key)]
            if _whole(about[5]) != _whole(group[3]):
                raise ValueError(about[5])
            yield _Chunk(min(places), _whole(about[7]), _whole(about[5]))


def _pages(data: bytes, chunk: _Chunk, end: int) -> Iterator[int]:
    """Bytes that each page of a column unfolds to."""
    at, last, values = chunk.first, chunk.first + chunk.size, 0
    if not 4 <= at <= last <= end:
        raise ValueError(at)
    while at < last and values < chunk.values:
        reader = Reader(data, at, last)
        head = reader.struct()
        unfolded, packed = _whole(head[2]), _whole(head[3])
        at = reader.at + packed
        counted = next((_struct(head[key]) for key in (5, 8, 7) if key in head), None)
        count = 0 if counted is None else _whole(counted[1])
        if unfolded < 0 or packed < 0 or at > last or count < 0:
            raise ValueError(packed)
        if 7 in head and count > unfolded:
            raise ValueError(count)
        values += 0 if 7 in head else count
        yield unfolded


def _whole(field: Field) -> int:
    if not isinstance(field, int):
        raise TypeError(field)
    return field


def _struct(field: Field) -> Struct:
    if not isinstance(field, dict):
        raise TypeError(field)
    return field


def _list(field: Field) -> list[Field]:
    if not isinstance(field, list):
        raise TypeError(field)
    return field


def _text(element: Struct) -> str:
    name = element[4]
    if not isinstance(name, bytes):
        raise TypeError(name)
    return name.decode("utf-8", "replace")
