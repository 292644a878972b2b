"""A frozen value taken for a wider one: the same fields, and those that it adds."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Wide = TypeVar("Wide", bound="DataclassInstance")


def widened(value: DataclassInstance, kind: type[Wide], **more: Any) -> Wide:
    """A value of a dataclass as one of its heirs.

    >>> from dataclasses import dataclass
    >>> @dataclass(frozen=True)
    ... class Point:
    ...     x: int
    >>> @dataclass(frozen=True)
    ... class Place(Point):
    ...     name: str
    >>> widened(Point(3), Place, name="here").x
    3
    """
    return kind(**{field.name: getattr(value, field.name) for field in fields(value)}, **more)
