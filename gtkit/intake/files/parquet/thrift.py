"""Thrift's compact protocol, in which a Parquet file describes itself: read by hand, so that nothing is taken on trust.

Source: Apache Thrift, specification of the compact protocol; Apache Parquet, ``parquet.thrift``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

_STOP, _TRUE, _FALSE, _BYTE, _DOUBLE, _BINARY, _LIST, _SET, _MAP, _STRUCT = 0, 1, 2, 3, 7, 8, 9, 10, 11, 12
_WHOLE = frozenset({4, 5, 6})  # i16, i32, i64
_DEEPEST = 16  # structures within structures
_LONGEST = 10  # bytes of a number

Field: TypeAlias = "int | float | bool | bytes | list[Field] | Struct | None"
Struct: TypeAlias = "dict[int, Field]"


@dataclass(slots=True)
class Reader:
    """A place in the bytes of a file; it goes on as values are read.

    Every method raises ValueError for bytes that are no such value, or that go past the end.
    """

    data: bytes
    at: int
    end: int

    def struct(self, depth: int = 0) -> Struct:
        """The fields of a structure by number; of a field given twice, the last counts.

        >>> Reader(bytes([0x15, 0x0E, 0x18, 0x01, 0x61, 0x00]), 0, 6).struct()
        {1: 7, 2: b'a'}
        """
        if depth > _DEEPEST:
            raise ValueError(depth)
        fields: Struct = {}
        number = 0
        while (head := self._byte()) != _STOP:
            number = number + (head >> 4) if head >> 4 else self._whole()
            kind = head & 15
            fields[number] = kind == _TRUE if kind in {_TRUE, _FALSE} else self._value(kind, depth)
        return fields

    def _value(self, kind: int, depth: int) -> Field:
        if kind in _WHOLE:
            return self._whole()
        if kind in {_TRUE, _FALSE, _BYTE}:
            return self._byte()
        if kind == _DOUBLE:
            self._taken(8)
            return None
        if kind == _BINARY:
            return self._taken(self._count())
        if kind == _STRUCT:
            return self.struct(depth + 1)
        if kind in {_LIST, _SET}:
            return self._list(depth + 1)
        if kind == _MAP:
            return self._list_of_pairs(depth + 1)
        raise ValueError(kind)

    def _list(self, depth: int) -> list[Field]:
        head = self._byte()
        count = head >> 4 if head >> 4 != 15 else self._count()
        self._bearable(count, depth)
        return [self._value(head & 15, depth) for _ in range(count)]

    def _list_of_pairs(self, depth: int) -> list[Field]:
        count = self._count()
        self._bearable(count, depth)
        kinds = self._byte() if count else 0
        return [self._value(kind, depth) for _ in range(count) for kind in (kinds >> 4, kinds & 15)]

    def _bearable(self, count: int, depth: int) -> None:
        """Refuse more values than there are bytes left: each takes one at least."""
        if count > self.end - self.at or depth > _DEEPEST:
            raise ValueError(count)

    def _whole(self) -> int:
        count = self._count()
        return (count >> 1) ^ -(count & 1)

    def _count(self) -> int:
        number = 0
        for place in range(_LONGEST):
            byte = self._byte()
            number |= (byte & 127) << 7 * place
            if byte < 128:
                return number
        raise ValueError(number)

    def _byte(self) -> int:
        if self.at >= self.end:
            raise ValueError(self.at)
        self.at += 1
        return self.data[self.at - 1]

    def _taken(self, size: int) -> bytes:
        if size > self.end - self.at:
            raise ValueError(size)
        self.at += size
        return self.data[self.at - size : self.at]
