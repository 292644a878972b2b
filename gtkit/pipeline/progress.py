"""What a run tells of its steps, and to whom."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

Progress: TypeAlias = Callable[[str, str], None]  # step ("read", "executed", ...), what it was done to


def silent(step: str, what: str) -> None:
    """A progress that nobody follows."""
