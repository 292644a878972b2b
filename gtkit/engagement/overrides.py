"""Changes of settings as a line of text: ``customer_value.annual_rate=0,12``, several parted by semicolons.

A command gives one at a time; a notebook whose épreuve takes over the settings of others is given all of theirs in one.
"""

from __future__ import annotations

from collections.abc import Mapping

from gtkit.errors import ConfigurationError

SAMPLE = "customer_value.annual_rate=0,12"


def override(text: str) -> tuple[str, str]:
    """Name and value of one change.

    Raises ConfigurationError for a text that is none.

    >>> override("customer_value.annual_rate=0,12")
    ('customer_value.annual_rate', '0,12')
    """
    name, sign, value = text.partition("=")
    if not sign or not name.strip() or not value.strip():
        raise ConfigurationError("--set", found=text[:60], expected=SAMPLE)
    return name.strip(), value.strip()


def overrides(text: str) -> dict[str, str]:
    """Every change of a line, the last of a name holds.

    Raises ConfigurationError as `override`.

    >>> overrides("a.b=1; c.d=0,5")
    {'a.b': '1', 'c.d': '0,5'}
    """
    return dict(override(part) for part in text.split(";") if part.strip())


def line(changes: Mapping[str, object]) -> str:
    """Changes as `overrides` reads them back.

    Raises ConfigurationError for a value that holds a semicolon.

    >>> line({"a.b": 1, "c.d": 0.5})
    'a.b=1; c.d=0.5'
    """
    for name, value in changes.items():
        if ";" in f"{name}{value}":
            raise ConfigurationError(f"--set {name}", found=str(value)[:60], expected=SAMPLE)
    return "; ".join(f"{name}={value}" for name, value in changes.items())
