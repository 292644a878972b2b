"""Evidence as plain data, for results.json: dictionaries, lists, text and numbers with stable keys."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from typing import TypeAlias

from gtkit.errors import OutOfRange

Plain: TypeAlias = "str | int | float | bool | list[Plain] | dict[str, Plain] | None"


def plain(value: object) -> Plain:
    """A frozen value of this package as JSON holds it.

    Dataclasses become dictionaries of their fields, mappings are sorted by key, tuples become lists, dates ISO text,
    enumerations their value.

    Raises OutOfRange for a number that is not finite, TypeError for what evidence does not hold.

    >>> from gtkit.evidence import Interval
    >>> plain(Interval(1.0, 2.0))
    {'low': 1.0, 'high': 2.0, 'level': 0.9}
    """
    match value:
        case Enum():
            return str(value.value)
        case bool() | int() | str() | None:
            return value
        case float():
            if not math.isfinite(value):
                raise OutOfRange("plain", found=value, expected="finite")
            return float(value)
        case date():
            return value.isoformat()
        case Mapping():
            return {str(key): plain(value[key]) for key in sorted(value)}
        case tuple() | list():
            return [plain(item) for item in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    raise TypeError(type(value).__name__)
