"""How the process of an order speaks: lines of JSON, each with the key of its order."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from typing import NoReturn

from gtkit.pipeline.batch.order import Order
from gtkit.pipeline.batch.work import carried_out
from gtkit.pipeline.job import MARK


def answer(order: Order, key: int, say: Callable[[bytes], None]) -> None:
    """Carry out an order, each step and the outcome said as a line of JSON."""

    def step(name: str, what: str) -> None:
        say(json.dumps({"key": key, "step": name, "what": what}).encode())

    outcome = carried_out(order, step)
    say(json.dumps({"key": key, "outcome": outcome.model_dump()}).encode())


def outlet() -> int:
    """The pipe to whoever asks: standard output, which from now on is standard error to anything else that writes."""
    pipe = os.dup(1)
    os.dup2(2, 1)
    return pipe


def say(line: bytes, pipe: int) -> None:
    """One line, whole, whatever the pipe takes at a time."""
    left = memoryview(line + b"\n")
    while left:
        left = left[os.write(pipe, left) :]


def interrupted(number: int, frame: object) -> NoReturn:
    """What a signal that asks for the end does: the run is left as Ctrl-C would leave it."""
    raise KeyboardInterrupt


def leave() -> None:
    """Remove the folder that was made for this process: whoever made it may have been killed."""
    shutil.rmtree(os.environ[MARK], ignore_errors=True)
